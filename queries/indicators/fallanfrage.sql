-- Wartezeit bis zur Aufnahme (C8): from the request to the intake, for cases
-- taken up in a quarter, looking back.
--
-- Grain:     one row per Kreis, Fallart, quarter of intake and `tag`, the days
--            since the request. `zugang` counts cases at their request (-1),
--            `abgang` those whose wait ended at that age, all of them by intake
--            (`aufgenommen`).
-- Left out:  cases without anfrage_am; quarters that are not over when
--            observation ends. Who asked and was not taken up, or still waits,
--            is in no register: this is no pace of today.

with aufnahmen as (
    select
        kreis_id,
        fallart,
        aufnahme_quartal,
        aufnahme_am - anfrage_am as tag_abgang
    from faelle_beobachtet
    where anfrage_am is not null and aufnahme_quartal <= ende
),

seiten (seite) as (
    values ('zugang'), ('abgang')
)

select
    aufnahmen.kreis_id,
    aufnahmen.fallart,
    aufnahmen.aufnahme_quartal,
    case seiten.seite when 'zugang' then -1 else aufnahmen.tag_abgang end as tag,
    count(*) filter (where seiten.seite = 'zugang') as zugang,
    count(*) filter (where seiten.seite = 'abgang') as abgang,
    count(*) filter (where seiten.seite = 'abgang') as aufgenommen
from aufnahmen
cross join seiten
group by aufnahmen.kreis_id, aufnahmen.fallart, aufnahmen.aufnahme_quartal, tag
order by aufnahmen.kreis_id, aufnahmen.fallart, aufnahmen.aufnahme_quartal, tag;
