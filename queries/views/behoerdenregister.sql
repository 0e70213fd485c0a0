-- Registers: from when on an authority could see its procedures, and for which
-- day its extract speaks.
--
-- Grain:     one row per authority with an extract.
-- Columns:   `register_ab` is the register start of the reference list. Where
--            none is listed, it follows from the extract: if the first that
--            the register ever saw is an older procedure carried over on a
--            certain day (erfasst_ab), the register begins on that day. Empty
--            where nothing speaks for a later start.

with auszuege as (
    select
        behoerde_id,
        max(auszug_vom) as auszug_vom,
        min(coalesce(erfasst_ab, eingang_am)) as erster_tag,
        min(case when erfasst_ab > eingang_am then erfasst_ab end) as erste_uebernahme
    from antraege
    group by behoerde_id
)

select
    behoerden.behoerde_id,
    behoerden.kreis_id,
    behoerden.art,
    auszuege.auszug_vom,
    coalesce(
        try_cast(behoerden.register_ab as date),
        case when auszuege.erste_uebernahme <= auszuege.erster_tag then auszuege.erste_uebernahme end
    ) as register_ab
from auszuege
inner join behoerden on auszuege.behoerde_id = behoerden.behoerde_id;
