-- Qualifizierungsquote: Case Management posts held by people with completed
-- Case Management training, among occupied ones.
--
-- Grain:     one row per Kreis, Berichtstermin, Baustein and employer.
-- Left out:  Bausteine 1 and 3, whose posts do no Case Management, and rows
--            without a training figure, in numerator and denominator.

select
    kreis_id,
    berichtstermin,
    stichtag,
    baustein,
    anstellungstraeger,
    sum(qualifiziert_vzae) as numerator,
    sum(besetzt_vzae) as denominator
from stellen_zum_termin
where
    baustein = '2'
    and qualifiziert_vzae is not null
group by kreis_id, berichtstermin, stichtag, baustein, anstellungstraeger
order by kreis_id, berichtstermin, baustein, anstellungstraeger;
