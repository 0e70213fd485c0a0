-- Bearbeitungsdauer of the procedures that ended in a quarter (W7).
--
-- Grain:     one row per authority, Anliegen, quarter of the decision and
--            `tag`, the days from filing to decision. A full count of those
--            that ended: all are in from the start (`zugang` at -1), each
--            leaves at its end (`abgang`, and by which way).
-- Left out:  quarters that the register did not see from the first to the last
--            day; Ausgang `bereinigt`, which is no Erledigung. Everybody who
--            still waits: it is no Wartezeit.

with seiten (seite) as (
    values ('zugang'), ('abgang')
)

select
    erledigte.behoerde_id,
    erledigte.kreis_id,
    erledigte.art,
    erledigte.anliegen,
    erledigte.quartal,
    case seiten.seite when 'zugang' then -1 else erledigte.tage end as tag,
    count(*) filter (where seiten.seite = 'zugang') as zugang,
    count(*) filter (where seiten.seite = 'abgang') as abgang,
    count(*) filter (where seiten.seite = 'abgang' and erledigte.ausgang = 'positiv') as positiv,
    count(*) filter (where seiten.seite = 'abgang' and erledigte.ausgang = 'abgelehnt') as abgelehnt,
    count(*) filter (where seiten.seite = 'abgang' and erledigte.ausgang = 'zurueckgenommen')
        as zurueckgenommen,
    count(*) filter (where seiten.seite = 'abgang' and erledigte.ausgang = 'abgegeben') as abgegeben,
    count(*) filter (where seiten.seite = 'abgang' and erledigte.ausgang = 'sonstig') as sonstig
from erledigungsdauern as erledigte
cross join seiten
group by
    erledigte.behoerde_id,
    erledigte.kreis_id,
    erledigte.art,
    erledigte.anliegen,
    erledigte.quartal,
    tag
order by
    erledigte.behoerde_id,
    erledigte.kreis_id,
    erledigte.art,
    erledigte.anliegen,
    erledigte.quartal,
    tag;
