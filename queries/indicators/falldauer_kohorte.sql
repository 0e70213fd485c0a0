-- Falldauer by cohort (C7): from intake to closing, for cases taken up in a
-- quarter.
--
-- Grain:     one row per Kreis, Fallart, quarter of intake and `tag`, the days
--            since the intake. `zugang` counts cases at their intake (-1),
--            `abgang` those followed up to that age, the groups of ways they
--            closed among them. At risk at age t: zugang before t less abgang
--            before t.
-- Left out:  nothing; who is still open is followed to the end of observation.
--            When a Kreis began to record is not known: closed before means
--            missing, which makes the oldest quarters look long.

with verlaeufe as (
    select
        kreis_id,
        fallart,
        aufnahme_quartal,
        coalesce(abschluss_am, ende) - aufnahme_am as tag_abgang,
        gruppe
    from faelle_beobachtet
),

seiten (seite) as (
    values ('zugang'), ('abgang')
)

select
    verlaeufe.kreis_id,
    verlaeufe.fallart,
    verlaeufe.aufnahme_quartal,
    case seiten.seite when 'zugang' then -1 else verlaeufe.tag_abgang end as tag,
    count(*) filter (where seiten.seite = 'zugang') as zugang,
    count(*) filter (where seiten.seite = 'abgang') as abgang,
    count(*) filter (where seiten.seite = 'abgang' and verlaeufe.gruppe = 'planmaessig') as planmaessig,
    count(*) filter (where seiten.seite = 'abgang' and verlaeufe.gruppe = 'nicht_erreicht') as nicht_erreicht,
    count(*) filter (where seiten.seite = 'abgang' and verlaeufe.gruppe = 'abbruch') as abbruch,
    count(*) filter (where seiten.seite = 'abgang' and verlaeufe.gruppe = 'system')
        as system,  -- noqa: RF04
    count(*) filter (where seiten.seite = 'abgang' and verlaeufe.gruppe = 'keine_indikation')
        as keine_indikation,
    count(*) filter (where seiten.seite = 'abgang' and verlaeufe.gruppe = 'neutral') as neutral,
    count(*) filter (where seiten.seite = 'abgang' and verlaeufe.gruppe = 'unbekannt') as unbekannt
from verlaeufe
cross join seiten
group by verlaeufe.kreis_id, verlaeufe.fallart, verlaeufe.aufnahme_quartal, tag
order by verlaeufe.kreis_id, verlaeufe.fallart, verlaeufe.aufnahme_quartal, tag;
