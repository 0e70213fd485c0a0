-- Bereinigungen: entries that left the stock without being decided on.
--
-- Grain:     one row per authority, Grundlage, Zähleinheit, Anliegen and
--            quarter of the cleaning.
-- Left out:  all other ways out; see erledigungen. Quarters not seen from the
--            first to the last day.

select
    behoerde_id,
    kreis_id,
    art,
    grundlage,
    zaehleinheit,
    anliegen,
    quartal,
    anzahl
from erledigt_im_quartal
where ausgang = 'bereinigt'
order by behoerde_id, kreis_id, art, grundlage, zaehleinheit, anliegen, quartal;
