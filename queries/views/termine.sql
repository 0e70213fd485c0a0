-- Berichtstermine: the quarter ends for which stocks are shown.
--
-- Grain:     one row per quarter end, from the end of 2021 up to the Stand's
--            day. Counted from the first day of the following quarter, because
--            months added to a 31st do not stay at the end of the month.

select cast(folgequartal.beginn - interval 1 day as date) as berichtstermin
from
    stand,
    unnest(generate_series(
        cast('2022-01-01' as timestamp),
        cast(stand.stand_tag as timestamp) + interval 1 day,
        interval 3 month
    )) as folgequartal (beginn)
order by berichtstermin;
