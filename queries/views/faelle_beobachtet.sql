-- Cases as they could be seen on the day the observation of their Kreis ends.
--
-- Grain:     one row per case. `ende` is the Stand's day or the day of the
--            extract, whichever is earlier: a Kreis that delivers early must
--            not look slow.
-- Masked:    what happened after `ende`. A case that was closed later is still
--            open, and what is only known at the closing is not known yet.
-- Left out:  cases that began after `ende`.

with mit_ende as (
    select
        faelle.*,
        least(stand.stand_tag, faelle.auszug_vom) as ende
    from faelle
    cross join stand
),

maskiert as (
    select
        kreis_id,
        fall_id,
        fallart,
        anfrage_am,
        aufnahme_am,
        zugang,
        altersgruppe,
        geschlecht,
        aufenthaltsdauer,
        rechtskreis_beginn,
        personen,
        auszug_vom,
        ende,
        last_day(date_trunc('quarter', aufnahme_am) + interval 2 month) as aufnahme_quartal,
        case when assessment_am <= ende then assessment_am end as assessment_am,
        case when hilfeplan_am <= ende then hilfeplan_am end as hilfeplan_am,
        case when abschluss_am <= ende then abschluss_am end as abschluss_am,
        case when abschluss_am <= ende then abschlussart end as abschlussart,
        case when abschluss_am <= ende then rechtskreis_ende end as rechtskreis_ende
    from mit_ende
    where aufnahme_am <= ende
)

select
    maskiert.kreis_id,
    maskiert.fall_id,
    maskiert.fallart,
    maskiert.anfrage_am,
    maskiert.aufnahme_am,
    maskiert.aufnahme_quartal,
    maskiert.assessment_am,
    maskiert.hilfeplan_am,
    maskiert.abschluss_am,
    maskiert.abschlussart,
    case
        when maskiert.abschluss_am is null then 'offen'
        else coalesce(nullif(codes.gruppe, ''), 'unbekannt')
    end as gruppe,
    maskiert.zugang,
    maskiert.altersgruppe,
    maskiert.geschlecht,
    maskiert.aufenthaltsdauer,
    maskiert.rechtskreis_beginn,
    maskiert.rechtskreis_ende,
    maskiert.personen,
    maskiert.auszug_vom,
    maskiert.ende
from maskiert
left join codes
    on
        codes.liste = 'abschlussart'
        and maskiert.abschlussart = codes.code;
