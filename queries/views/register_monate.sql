-- Months of the registers: which of the last 60 an authority's extract saw
-- from the first to the last day.
--
-- Grain:     one row per authority with an extract and month seen whole.
--            `monat` is the last day of the month.
-- Columns:   `ganzes_quartal` says whether the quarter of the month was seen
--            whole, too.
-- Note:      where nothing is known of the register start, every month counts,
--            as for quarters in antraege_zum_termin.

with monate as (
    select
        cast(monatserste.beginn as date) as beginn,
        last_day(cast(monatserste.beginn as date)) as monat,
        cast(date_trunc('quarter', monatserste.beginn) as date) as quartal_beginn,
        last_day(cast(date_trunc('quarter', monatserste.beginn) + interval 2 month as date)) as quartal
    from
        stand,
        unnest(generate_series(
            date_trunc('month', cast(stand.stand_tag as timestamp)) - interval 59 month,
            date_trunc('month', cast(stand.stand_tag as timestamp)),
            interval 1 month
        )) as monatserste (beginn)
),

register as (
    select
        behoerdenregister.behoerde_id,
        behoerdenregister.kreis_id,
        behoerdenregister.art,
        coalesce(behoerdenregister.register_ab, cast('1900-01-01' as date)) as register_ab,
        least(behoerdenregister.auszug_vom, stand.stand_tag) as ende
    from behoerdenregister
    cross join stand
)

select
    register.behoerde_id,
    register.kreis_id,
    register.art,
    monate.monat,
    (register.register_ab <= monate.quartal_beginn and monate.quartal <= register.ende) as ganzes_quartal
from register
cross join monate
where register.register_ab <= monate.beginn and monate.monat <= register.ende;
