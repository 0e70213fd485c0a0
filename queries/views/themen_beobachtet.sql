-- Themes as they could be seen on the day the observation of their Kreis ends.
--
-- Grain:     one row per theme. `ende` is the Stand's day or the day of the
--            extract, whichever is earlier.
-- Masked:    what happened after `ende`: a theme put to the Lenkungsgruppe
--            later has only been recognised.
-- Columns:   `entscheidung` is the decision of the Lenkungsgruppe, empty where
--            it put the theme off or where none is told.
-- Left out:  themes recognised after `ende`.

with mit_ende as (
    select
        themen.kreis_id,
        themen.thema_id,
        themen.bezeichnung,
        themen.handlungsfeld,
        themen.ebene,
        themen.anzahl_faelle,
        themen.erkannt_am,
        themen.lenkungsgruppe_am,
        themen.beschluss,
        themen.projektgruppe_ab,
        themen.umgesetzt_am,
        least(stand.stand_tag, themen.auszug_vom) as ende
    from themen
    cross join stand
),

maskiert as (
    select
        kreis_id,
        thema_id,
        bezeichnung,
        handlungsfeld,
        ebene,
        anzahl_faelle,
        erkannt_am,
        case when lenkungsgruppe_am <= ende then lenkungsgruppe_am end as lenkungsgruppe_am,
        case when lenkungsgruppe_am <= ende then beschluss end as beschluss,
        case when projektgruppe_ab <= ende then projektgruppe_ab end as projektgruppe_ab,
        case when umgesetzt_am <= ende then umgesetzt_am end as umgesetzt_am,
        ende
    from mit_ende
    where erkannt_am <= ende
)

select
    kreis_id,
    thema_id,
    bezeichnung,
    handlungsfeld,
    ebene,
    anzahl_faelle,
    erkannt_am,
    lenkungsgruppe_am,
    beschluss,
    case when beschluss in ('angenommen', 'abgelehnt', 'weitergemeldet') then beschluss end as entscheidung,
    projektgruppe_ab,
    umgesetzt_am,
    ende
from maskiert;
