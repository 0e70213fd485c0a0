-- Abrufquote: called-off among assigned full-time equivalents.
--
-- Grain:     one row per Kreis, Berichtstermin and Baustein. Employers are
--            added up: assignment and call-off are often reported on one row.
-- Left out:  groups for which the assignment or the call-off is not reported.

select
    kreis_id,
    berichtstermin,
    stichtag,
    baustein,
    sum(abgerufen_vzae) as numerator,
    sum(zugewiesen_vzae) as denominator
from stellen_zum_termin
group by kreis_id, berichtstermin, stichtag, baustein
having count(zugewiesen_vzae) > 0 and count(abgerufen_vzae) > 0
order by kreis_id, berichtstermin, baustein;
