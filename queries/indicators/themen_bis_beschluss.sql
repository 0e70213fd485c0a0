-- From the recognition of a theme to the decision of the Lenkungsgruppe (C14).
--
-- Grain:     one row per Kreis, Handlungsfeld, Ebene and `tag`, the days since
--            the recognition. `zugang` counts themes at their recognition (-1),
--            `abgang` those followed up to that age, the decisions among them.
-- Left out:  nothing: who was put off or never put on the agenda is followed to
--            the end of observation.

with verlaeufe as (
    select
        kreis_id,
        handlungsfeld,
        ebene,
        case when entscheidung is null then ende else lenkungsgruppe_am end - erkannt_am as tag_abgang,
        entscheidung
    from themen_beobachtet
),

seiten (seite) as (
    values ('zugang'), ('abgang')
)

select
    verlaeufe.kreis_id,
    verlaeufe.handlungsfeld,
    verlaeufe.ebene,
    case seiten.seite when 'zugang' then -1 else verlaeufe.tag_abgang end as tag,
    count(*) filter (where seiten.seite = 'zugang') as zugang,
    count(*) filter (where seiten.seite = 'abgang') as abgang,
    count(*) filter (where seiten.seite = 'abgang' and verlaeufe.entscheidung = 'angenommen') as angenommen,
    count(*) filter (where seiten.seite = 'abgang' and verlaeufe.entscheidung = 'abgelehnt') as abgelehnt,
    count(*) filter (where seiten.seite = 'abgang' and verlaeufe.entscheidung = 'weitergemeldet')
        as weitergemeldet
from verlaeufe
cross join seiten
group by verlaeufe.kreis_id, verlaeufe.handlungsfeld, verlaeufe.ebene, tag
order by verlaeufe.kreis_id, verlaeufe.handlungsfeld, verlaeufe.ebene, tag;
