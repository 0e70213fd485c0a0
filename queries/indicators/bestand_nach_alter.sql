-- Bestand nach Alter: procedures open at the Berichtstermin by their age.
--
-- Grain:     one row per authority, Grundlage, Zähleinheit, Anliegen,
--            Berichtstermin and Altersband (calendar months since eingang_am).
-- Left out:  as in bestand.

select
    behoerde_id,
    kreis_id,
    art,
    grundlage,
    zaehleinheit,
    anliegen,
    altersband,
    berichtstermin,
    stichtag,
    anzahl
from offene_nach_alter
order by behoerde_id, kreis_id, art, grundlage, zaehleinheit, anliegen, altersband, berichtstermin;
