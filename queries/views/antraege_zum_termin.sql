-- Termine of the registers: at which Berichtstermine an authority's extract
-- counts, and for which quarters it says everything.
--
-- Grain:     one row per authority with an extract and Berichtstermin.
-- Columns:   `stichtag` is the day the stock is counted on: the Termin, or the
--            day of the extract where it was drawn earlier. `ganzes_quartal`
--            says whether the quarter that ends at the Termin was seen from
--            its first to its last day, so that its filings and decisions are
--            complete.
-- Left out:  Termine more than 100 days after the extract, and Termine before
--            the register start: the authority counts as not reported there.

with kandidaten as (
    select
        behoerdenregister.behoerde_id,
        behoerdenregister.kreis_id,
        behoerdenregister.art,
        behoerdenregister.auszug_vom,
        coalesce(behoerdenregister.register_ab, cast('1900-01-01' as date)) as register_ab,
        termine.berichtstermin,
        least(termine.berichtstermin, behoerdenregister.auszug_vom) as stichtag
    from behoerdenregister
    cross join termine
)

select
    behoerde_id,
    kreis_id,
    art,
    berichtstermin,
    stichtag,
    (berichtstermin <= auszug_vom and register_ab <= date_trunc('quarter', berichtstermin)) as ganzes_quartal
from kandidaten
where
    date_diff('day', stichtag, berichtstermin) <= 100
    and register_ab <= stichtag;
