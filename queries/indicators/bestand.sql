-- Bestand: procedures open at the Berichtstermin.
--
-- Grain:     one row per authority, Grundlage, Zähleinheit, Anliegen and
--            Berichtstermin, with the Stichtag it was counted on.
-- Left out:  authorities whose latest extract or period is more than 100 days
--            older than the Termin, and Termine before the register start.

select
    behoerde_id,
    kreis_id,
    art,
    grundlage,
    zaehleinheit,
    anliegen,
    berichtstermin,
    stichtag,
    anzahl
from offene_zum_termin
order by behoerde_id, kreis_id, art, grundlage, zaehleinheit, anliegen, berichtstermin;
