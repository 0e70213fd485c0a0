-- Kerndimensionen: core dimensions at level 2 or more among those judged.
--
-- Grain:     one row per Kreis, Berichtstermin and rater.
-- Left out:  dimensions D8 and D9, those that do not apply and those that could
--            not be judged: neither counts as 0. Sites of which no core
--            dimension could be judged.

select
    kreis_id,
    berichtstermin,
    stichtag,
    bewertet_von,
    count(*) filter (where punkte >= 2) as numerator,
    count(*) as denominator
from dimensionen_zum_termin
where
    dimension in ('D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7')
    and punkte is not null
group by kreis_id, berichtstermin, stichtag, bewertet_von
order by kreis_id, berichtstermin, bewertet_von;
