-- Besetzungsquote: occupied among assigned full-time equivalents.
--
-- Grain:     one row per Kreis, Berichtstermin and Baustein. Employers are
--            added up: the assignment is often reported on one row only.
-- Left out:  groups without any assignment, so that a Kreis that has not been
--            assigned a post is missing and never counts as zero.

select
    kreis_id,
    berichtstermin,
    stichtag,
    baustein,
    sum(besetzt_vzae) as numerator,
    sum(zugewiesen_vzae) as denominator
from stellen_zum_termin
group by kreis_id, berichtstermin, stichtag, baustein
having count(zugewiesen_vzae) > 0
order by kreis_id, berichtstermin, baustein;
