-- Erledigungen: procedures that ended, by way out.
--
-- Grain:     one row per authority, Grundlage, Zähleinheit, Anliegen, quarter
--            of the end and Ausgang.
-- Left out:  Ausgang `bereinigt` (duplicates, entries made by mistake): who
--            cleans up has decided nothing; see bereinigungen. Quarters not
--            seen from the first to the last day.

select
    behoerde_id,
    kreis_id,
    art,
    grundlage,
    zaehleinheit,
    anliegen,
    quartal,
    ausgang,
    anzahl
from erledigt_im_quartal
where ausgang <> 'bereinigt'
order by behoerde_id, kreis_id, art, grundlage, zaehleinheit, anliegen, quartal, ausgang;
