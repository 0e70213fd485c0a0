-- Bestand je VZÄ: open procedures for each full-time equivalent that handles them.
--
-- Grain:     one row per authority, Zähleinheit, Anliegen and Berichtstermin;
--            counts only, because registers do not know the staff.
-- Left out:  rows without stock or without staff figure.

select
    behoerde_id,
    kreis_id,
    art,
    'bestand' as grundlage,
    zaehleinheit,
    anliegen,
    berichtstermin,
    stichtag,
    bestand_ende as numerator,
    vzae_bearbeitung as denominator
from bestand_zum_termin
where bestand_ende is not null and vzae_bearbeitung is not null
order by behoerde_id, kreis_id, art, grundlage, zaehleinheit, anliegen, berichtstermin;
