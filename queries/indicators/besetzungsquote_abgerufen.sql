-- Besetzungsquote der abgerufenen Stellen: occupied among called-off
-- full-time equivalents.
--
-- Grain:     one row per Kreis, Berichtstermin and Baustein. Employers are
--            added up: the call-off is often reported on one row only.
-- Left out:  groups for which no call-off is reported.

select
    kreis_id,
    berichtstermin,
    stichtag,
    baustein,
    sum(besetzt_vzae) as numerator,
    sum(abgerufen_vzae) as denominator
from stellen_zum_termin
group by kreis_id, berichtstermin, stichtag, baustein
having count(abgerufen_vzae) > 0
order by kreis_id, berichtstermin, baustein;
