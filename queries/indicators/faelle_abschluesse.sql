-- Abschlüsse: cases closed in a calendar quarter, by the way they ended.
--
-- Grain:     one row per Kreis, quarter, Fallart and Abschlussart; gruppe
--            follows from the Abschlussart.
-- Left out:  quarters in which the observation of the Kreis ends.

with abgeschlossen as (
    select
        kreis_id,
        last_day(date_trunc('quarter', abschluss_am) + interval 2 month) as quartal,
        fallart,
        abschlussart,
        gruppe,
        ende
    from faelle_beobachtet
    where abschluss_am is not null
)

select
    kreis_id,
    quartal,
    fallart,
    abschlussart,
    gruppe,
    count(*) as anzahl
from abgeschlossen
where quartal <= ende
group by kreis_id, quartal, fallart, abschlussart, gruppe
order by kreis_id, quartal, fallart, abschlussart;
