-- Window quarters: the last eight quarters, at whose pace clocks are read.
--
-- Grain:     one row per quarter; `beginn` is its first day.

select
    berichtstermin as fenster_quartal,
    cast(date_trunc('quarter', berichtstermin) as date) as beginn
from termine
qualify row_number() over (order by berichtstermin desc) <= 8;
