-- Mean days of the procedures that ended in a quarter (W7).
--
-- Grain:     one row per authority, Anliegen and quarter of the decision.
-- Left out:  as in dauer_der_erledigten. Everybody who still waits: it is no
--            Wartezeit.

select
    behoerde_id,
    kreis_id,
    art,
    anliegen,
    quartal,
    sum(tage) as numerator,
    count(*) as denominator
from erledigungsdauern
group by behoerde_id, kreis_id, art, anliegen, quartal
order by behoerde_id, kreis_id, art, anliegen, quartal;
