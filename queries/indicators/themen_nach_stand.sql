-- Themen nach Stand: each theme once, by how far it has come.
--
-- Grain:     one row per Kreis, Handlungsfeld, Ebene and state.
-- Left out:  themes recognised after the day of the extract or of the Stand.

with staende as (
    select
        kreis_id,
        handlungsfeld,
        ebene,
        case
            when umgesetzt_am is not null then 'umgesetzt'
            when entscheidung = 'angenommen' and projektgruppe_ab is not null then 'in_arbeit'
            when entscheidung is not null then entscheidung
            when lenkungsgruppe_am is not null then 'vertagt'
            else 'erkannt'
        end as thema_stand
    from themen_beobachtet
)

select
    kreis_id,
    handlungsfeld,
    ebene,
    thema_stand,
    count(*) as anzahl
from staende
group by kreis_id, handlungsfeld, ebene, thema_stand
order by kreis_id, handlungsfeld, ebene, thema_stand;
