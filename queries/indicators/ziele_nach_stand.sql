-- Ziele nach Stand: agreed goals and how far they have come.
--
-- Grain:     one row per Kreis, quarter of intake, Fallart, state of the case
--            (laufend, abgeschlossen), Handlungsfeld and state of the goal.
-- Left out:  cohorts whose quarter is not over when observation ends.

with nach_fallstand as (
    select
        kreis_id,
        aufnahme_quartal,
        fallart,
        case when abschluss_am is null then 'laufend' else 'abgeschlossen' end as fallstand,
        handlungsfeld,
        zielstand
    from ziele_beobachtet
    where aufnahme_quartal <= ende
)

select
    kreis_id,
    aufnahme_quartal,
    fallart,
    fallstand,
    handlungsfeld,
    zielstand,
    count(*) as anzahl
from nach_fallstand
group by kreis_id, aufnahme_quartal, fallart, fallstand, handlungsfeld, zielstand
order by kreis_id, aufnahme_quartal, fallart, fallstand, handlungsfeld, zielstand;
