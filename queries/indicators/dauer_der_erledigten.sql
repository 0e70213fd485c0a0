-- Bearbeitungsdauer of the procedures that ended in a quarter (W7).
--
-- Grain:     one row per authority, Anliegen, quarter of the decision and
--            `tag`, the days from filing to decision. A full count of those
--            that ended: all are in from the start (`zugang` at -1), each
--            leaves at its end (`abgang`, and by which way).
-- Left out:  quarters that the register did not see from the first to the last
--            day; Ausgang `bereinigt`, which is no Erledigung. Everybody who
--            still waits: it is no Wartezeit.

with beendet as (
    select
        behoerde_id,
        anliegen,
        quartal,
        tage as tag,
        count(*) as abgang,
        count(*) filter (where ausgang = 'positiv') as positiv,
        count(*) filter (where ausgang = 'abgelehnt') as abgelehnt,
        count(*) filter (where ausgang = 'zurueckgenommen') as zurueckgenommen,
        count(*) filter (where ausgang = 'abgegeben') as abgegeben,
        count(*) filter (where ausgang = 'sonstig') as sonstig
    from erledigungsdauern
    group by behoerde_id, anliegen, quartal, tag
),

alle as (
    select
        behoerde_id,
        anliegen,
        quartal,
        -1 as tag,
        cast(sum(abgang) as bigint) as zugang,
        0 as abgang,
        0 as positiv,
        0 as abgelehnt,
        0 as zurueckgenommen,
        0 as abgegeben,
        0 as sonstig
    from beendet
    group by behoerde_id, anliegen, quartal
    union all
    select
        behoerde_id,
        anliegen,
        quartal,
        tag,
        0 as zugang,
        abgang,
        positiv,
        abgelehnt,
        zurueckgenommen,
        abgegeben,
        sonstig
    from beendet
)

select
    alle.behoerde_id,
    behoerden.kreis_id,
    behoerden.art,
    alle.anliegen,
    alle.quartal,
    alle.tag,
    alle.zugang,
    alle.abgang,
    alle.positiv,
    alle.abgelehnt,
    alle.zurueckgenommen,
    alle.abgegeben,
    alle.sonstig
from alle
inner join behoerden on alle.behoerde_id = behoerden.behoerde_id
order by alle.behoerde_id, behoerden.kreis_id, behoerden.art, alle.anliegen, alle.quartal, alle.tag;
