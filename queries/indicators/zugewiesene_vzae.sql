-- Zugewiesene Stellen: full-time equivalents assigned by the Land.
--
-- Grain:     one row per Kreis, Berichtstermin and Baustein.
-- Left out:  groups for which no assignment is reported.

select
    kreis_id,
    berichtstermin,
    stichtag,
    baustein,
    sum(zugewiesen_vzae) as anzahl
from stellen_zum_termin
group by kreis_id, berichtstermin, stichtag, baustein
having count(zugewiesen_vzae) > 0
order by kreis_id, berichtstermin, baustein;
