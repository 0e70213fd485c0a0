-- Zielerreichungsquote: goals reached among those agreed in closed cases.
--
-- Grain:     one row per Kreis, quarter of intake, Fallart and Handlungsfeld.
--            A goal reached in part is agreed and not reached.
-- Left out:  goals of cases that are still open, and cohorts whose quarter is
--            not over when observation ends.

select
    kreis_id,
    aufnahme_quartal,
    fallart,
    handlungsfeld,
    count(*) filter (where zielstand = 'erreicht') as numerator,
    count(*) as denominator
from ziele_beobachtet
where
    abschluss_am is not null
    and aufnahme_quartal <= ende
group by kreis_id, aufnahme_quartal, fallart, handlungsfeld
order by kreis_id, aufnahme_quartal, fallart, handlungsfeld;
