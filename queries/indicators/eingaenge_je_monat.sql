-- Eingänge je Monat: applications filed, month by month.
--
-- Grain:     one row per authority, Anliegen and month.
-- Left out:  what monatsreihen leaves out. Procedures taken over in a later
--            quarter than that of their filing.

select
    behoerde_id,
    kreis_id,
    art,
    anliegen,
    monat,
    eingaenge as anzahl
from monatsreihen
order by behoerde_id, kreis_id, art, anliegen, monat;
