-- Erledigungen je Monat: procedures that ended, month by month.
--
-- Grain:     one row per authority, Anliegen and month.
-- Left out:  what monatsreihen leaves out. Ausgang `bereinigt`: who cleans up
--            has decided nothing.

select
    behoerde_id,
    kreis_id,
    art,
    anliegen,
    monat,
    erledigungen as anzahl
from monatsreihen
order by behoerde_id, kreis_id, art, anliegen, monat;
