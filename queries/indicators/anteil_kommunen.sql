-- Occupied full-time equivalents employed by municipalities within the Kreis, among all
-- occupied ones whose employer is known.
--
-- Grain:     one row per Kreis, Berichtstermin and Baustein.
-- Left out:  rows whose employer is not reported, in numerator and denominator.

select
    kreis_id,
    berichtstermin,
    stichtag,
    baustein,
    coalesce(sum(besetzt_vzae) filter (where anstellungstraeger = 'kommune'), 0) as numerator,
    sum(besetzt_vzae) as denominator
from stellen_zum_termin
where anstellungstraeger <> 'ohne_angabe'
group by kreis_id, berichtstermin, stichtag, baustein
order by kreis_id, berichtstermin, baustein;
