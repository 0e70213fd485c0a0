-- Befristungsquote: fixed-term among occupied full-time equivalents.
--
-- Grain:     one row per Kreis, Berichtstermin, Baustein and employer.
-- Left out:  rows without a fixed-term figure, in numerator and denominator:
--            nothing reported is not the same as nobody on a fixed term.

select
    kreis_id,
    berichtstermin,
    stichtag,
    baustein,
    anstellungstraeger,
    sum(befristet_vzae) as numerator,
    sum(besetzt_vzae) as denominator
from stellen_zum_termin
where befristet_vzae is not null
group by kreis_id, berichtstermin, stichtag, baustein, anstellungstraeger
order by kreis_id, berichtstermin, baustein, anstellungstraeger;
