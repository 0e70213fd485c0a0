-- Zusagen: what was promised to a committee, and whether it was answered.
--
-- Grain:     one row per promise. `lage` is beantwortet, ueberfaellig (the due
--            day has passed) or offen on the Stand's day.
-- Masked:    answers given after the Stand's day. An answer whose day is not
--            known counts as given.
-- Left out:  promises given after the Stand's day.

with zum_standtag as (
    select
        zusagen.zusage_id,
        zusagen.gremium,
        zusagen.gegeben_am,
        zusagen.wortlaut,
        zusagen.faellig_am,
        zusagen.quelle,
        stand.stand_tag,
        case when zusagen.beantwortet_am <= stand.stand_tag then zusagen.beantwortet_am end as beantwortet_am,
        case
            when coalesce(zusagen.beantwortet_am, stand.stand_tag) <= stand.stand_tag then zusagen.antwort
        end as antwort
    from zusagen
    cross join stand
    where zusagen.gegeben_am is null or zusagen.gegeben_am <= stand.stand_tag
)

select
    zusage_id,
    gremium,
    gegeben_am,
    wortlaut,
    faellig_am,
    beantwortet_am,
    antwort,
    case
        when antwort is not null then 'beantwortet'
        when faellig_am < stand_tag then 'ueberfaellig'
        else 'offen'
    end as lage,
    quelle
from zum_standtag
order by zusage_id;
