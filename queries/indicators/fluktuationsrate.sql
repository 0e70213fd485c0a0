-- Fluktuationsrate: people who left, per 100 occupied full-time equivalents
-- and year.
--
-- Grain:     one row per Kreis, quarter of the Stichtag, Baustein and employer.
--            Leavers are counted from one delivered Stichtag to the next; the
--            denominator is the mean of what was occupied on the two days,
--            times the years between them, in hundreds.
-- Left out:  the first delivered Stichtag of a Kreis, periods of more than 200
--            days (more than one delivery was missed, and it cannot be told
--            since when leavers were counted), groups without a figure for
--            leavers, and quarters that are not over.

with gruppen as (
    select
        kreis_id,
        stichtag,
        baustein,
        kategorie,
        anstellungstraeger,
        sum(besetzt_vzae) as besetzt,
        sum(abgaenge) as abgaenge
    from stellen
    group by kreis_id, stichtag, baustein, kategorie, anstellungstraeger
),

zeitraeume as (
    select
        kreis_id,
        stichtag,
        lag(stichtag) over (partition by kreis_id order by stichtag) as vorheriger
    from stellen
    group by kreis_id, stichtag
),

gezaehlt as (
    select
        gruppen.kreis_id,
        last_day(date_trunc('quarter', gruppen.stichtag) + interval 2 month) as quartal,
        gruppen.baustein,
        gruppen.anstellungstraeger,
        gruppen.abgaenge,
        (gruppen.besetzt + coalesce(vorher.besetzt, 0)) / 2
        * date_diff('day', zeitraeume.vorheriger, gruppen.stichtag) / 365 as vzae_jahre
    from gruppen
    inner join zeitraeume
        on
            gruppen.kreis_id = zeitraeume.kreis_id
            and gruppen.stichtag = zeitraeume.stichtag
    left join gruppen as vorher
        on
            zeitraeume.kreis_id = vorher.kreis_id
            and zeitraeume.vorheriger = vorher.stichtag
            and gruppen.baustein = vorher.baustein
            and gruppen.kategorie = vorher.kategorie
            and gruppen.anstellungstraeger = vorher.anstellungstraeger
    where
        gruppen.abgaenge is not null
        and date_diff('day', zeitraeume.vorheriger, gruppen.stichtag) <= 200
)

select
    gezaehlt.kreis_id,
    gezaehlt.quartal,
    gezaehlt.baustein,
    gezaehlt.anstellungstraeger,
    cast(sum(gezaehlt.abgaenge) as bigint) as numerator,
    sum(cast(gezaehlt.vzae_jahre as decimal(18, 6))) as denominator
from gezaehlt
inner join stand on gezaehlt.quartal <= stand.stand_tag
group by gezaehlt.kreis_id, gezaehlt.quartal, gezaehlt.baustein, gezaehlt.anstellungstraeger
order by gezaehlt.kreis_id, gezaehlt.quartal, gezaehlt.baustein, gezaehlt.anstellungstraeger;
