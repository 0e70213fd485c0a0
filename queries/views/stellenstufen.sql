-- The three steps from assignment to occupied post, as parts of the assignment.
--
-- Grain:     one row per Kreis, Berichtstermin and Baustein. Employers and
--            categories are added up before anything is subtracted: the
--            assignment is often reported on one row only.
-- Columns:   besetzt + abgerufen_frei + nicht_abgerufen + ungeklaert is the
--            assignment; ueber_zuweisung is what is occupied beyond it.
--            Without any call-off figure the part that is not occupied is
--            ungeklaert, and the two steps it could be are null, not zero.
--            An occupied post counts as called off.
-- Left out:  groups without any assignment.

with summen as (
    select
        kreis_id,
        berichtstermin,
        stichtag,
        baustein,
        sum(zugewiesen_vzae) as zugewiesen,
        sum(abgerufen_vzae) as abgerufen,
        sum(besetzt_vzae) as besetzt
    from stellen_zum_termin
    group by kreis_id, berichtstermin, stichtag, baustein
    having count(zugewiesen_vzae) > 0
)

select
    kreis_id,
    berichtstermin,
    stichtag,
    baustein,
    least(besetzt, zugewiesen) as besetzt,
    case
        when abgerufen is not null then greatest(least(abgerufen, zugewiesen) - besetzt, 0)
    end as abgerufen_frei,
    case
        when abgerufen is not null then greatest(zugewiesen - greatest(abgerufen, besetzt), 0)
    end as nicht_abgerufen,
    case
        when abgerufen is null then greatest(zugewiesen - besetzt, 0)
        else 0
    end as ungeklaert,
    greatest(besetzt - zugewiesen, 0) as ueber_zuweisung
from summen;
