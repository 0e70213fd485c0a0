-- Erledigungen: procedures that ended, by way out.
--
-- Grain:     one row per authority, Grundlage, Zähleinheit, Anliegen, quarter
--            of the end and Ausgang. Ausgang `bereinigt` is shown apart and is
--            no Erledigung, so Ausgang is never added up unseen.
-- Left out:  quarters not seen from the first to the last day.

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
order by behoerde_id, kreis_id, art, grundlage, zaehleinheit, anliegen, quartal, ausgang;
