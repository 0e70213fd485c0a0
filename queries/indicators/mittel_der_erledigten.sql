-- Mean days of the procedures that ended in a quarter (W7).
--
-- Grain:     one row per authority, Anliegen and quarter of the decision.
-- Left out:  as in dauer_der_erledigten. Everybody who still waits: it is no
--            Wartezeit.

with summen as (
    select
        behoerde_id,
        anliegen,
        quartal,
        sum(tage) as numerator,
        count(*) as denominator
    from erledigungsdauern
    group by behoerde_id, anliegen, quartal
)

select
    summen.behoerde_id,
    behoerden.kreis_id,
    behoerden.art,
    summen.anliegen,
    summen.quartal,
    summen.numerator,
    summen.denominator
from summen
inner join behoerden on summen.behoerde_id = behoerden.behoerde_id
order by summen.behoerde_id, behoerden.kreis_id, behoerden.art, summen.anliegen, summen.quartal;
