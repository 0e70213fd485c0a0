-- Agreed goals as they could be seen on the day their observation ends.
--
-- Grain:     one row per goal, with what its case says about it. `ende` is the
--            earlier of the two observation ends, that of the goals and that
--            of the cases, because both must be known.
-- Masked:    what happened after `ende`: a goal assessed later is still offen,
--            a case closed later is still open.
-- Left out:  goals agreed after `ende`, cases begun after it, and goals whose
--            case no delivery has brought.

with mit_ende as (
    select
        ziele.kreis_id,
        ziele.fall_id,
        ziele.ziel_nr,
        ziele.handlungsfeld,
        ziele.vereinbart_am,
        ziele.zielstand,
        ziele.bewertet_am,
        ziele.bewertet_von,
        faelle_beobachtet.fallart,
        faelle_beobachtet.aufnahme_am,
        faelle_beobachtet.aufnahme_quartal,
        faelle_beobachtet.abschluss_am,
        least(faelle_beobachtet.ende, ziele.auszug_vom) as ende
    from ziele
    inner join faelle_beobachtet
        on
            ziele.kreis_id = faelle_beobachtet.kreis_id
            and ziele.fall_id = faelle_beobachtet.fall_id
)

select
    kreis_id,
    fall_id,
    ziel_nr,
    handlungsfeld,
    vereinbart_am,
    case when bewertet_am > ende then 'offen' else zielstand end as zielstand,
    case when bewertet_am <= ende then bewertet_am end as bewertet_am,
    case when bewertet_am > ende then null else bewertet_von end as bewertet_von,
    fallart,
    aufnahme_quartal,
    case when abschluss_am <= ende then abschluss_am end as abschluss_am,
    ende
from mit_ende
where
    vereinbart_am <= ende
    and aufnahme_am <= ende;
