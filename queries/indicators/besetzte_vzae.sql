-- Besetzte Stellen: occupied full-time equivalents.
--
-- Grain:     one row per Kreis, Berichtstermin, Baustein, category and employer.

select
    kreis_id,
    berichtstermin,
    stichtag,
    baustein,
    kategorie,
    anstellungstraeger,
    sum(besetzt_vzae) as anzahl
from stellen_zum_termin
group by kreis_id, berichtstermin, stichtag, baustein, kategorie, anstellungstraeger
order by kreis_id, berichtstermin, baustein, kategorie, anstellungstraeger;
