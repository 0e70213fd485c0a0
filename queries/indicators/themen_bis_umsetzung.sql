-- From the decision of the Lenkungsgruppe to the change that is in force (C14).
--
-- Grain:     one row per Kreis, Handlungsfeld, Ebene and `tag`, the days since
--            the decision. `zugang` counts accepted themes (-1), `abgang` those
--            followed up to that age, `umgesetzt` the implemented ones among
--            them.
-- Left out:  themes that were not accepted. Accepted ones that are not
--            implemented are followed to the end of observation.

with verlaeufe as (
    select
        kreis_id,
        handlungsfeld,
        ebene,
        coalesce(umgesetzt_am, ende) - lenkungsgruppe_am as tag_abgang,
        umgesetzt_am is not null as ist_umgesetzt
    from themen_beobachtet
    where entscheidung = 'angenommen'
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
    count(*) filter (where seiten.seite = 'abgang' and verlaeufe.ist_umgesetzt) as umgesetzt
from verlaeufe
cross join seiten
group by verlaeufe.kreis_id, verlaeufe.handlungsfeld, verlaeufe.ebene, tag
order by verlaeufe.kreis_id, verlaeufe.handlungsfeld, verlaeufe.ebene, tag;
