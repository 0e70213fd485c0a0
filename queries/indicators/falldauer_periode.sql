-- Falldauer by period (C7): from intake to closing, at the pace of a quarter.
--
-- Grain:     one row per Kreis, Fallart, window quarter and `tag`, the days
--            since the intake. Only what happened inside the quarter counts:
--            whoever was open on its first day enters at the age reached by
--            then. Who stays open leaves one quarter and enters the next at the
--            same age, so that four quarters are exactly a year. `zugang`,
--            `abgang` and the groups of ways out as in falldauer_kohorte.
-- Left out:  all but the last eight quarters; quarters in which the observation
--            of the Kreis ends.

with auszuege as (
    select distinct
        kreis_id,
        ende
    from faelle_beobachtet
),

fenster as (
    select
        auszuege.kreis_id,
        letzte_quartale.fenster_quartal,
        letzte_quartale.beginn
    from auszuege
    inner join letzte_quartale on auszuege.ende >= letzte_quartale.fenster_quartal
),

verlaeufe as (
    select
        faelle_beobachtet.kreis_id,
        faelle_beobachtet.fallart,
        fenster.fenster_quartal,
        greatest(fenster.beginn, faelle_beobachtet.aufnahme_am) - faelle_beobachtet.aufnahme_am - 1
            as tag_zugang,
        least(faelle_beobachtet.abschluss_am, fenster.fenster_quartal) - faelle_beobachtet.aufnahme_am
            as tag_abgang,
        case when faelle_beobachtet.abschluss_am <= fenster.fenster_quartal then faelle_beobachtet.gruppe end
            as gruppe
    from faelle_beobachtet
    inner join fenster
        on
            faelle_beobachtet.kreis_id = fenster.kreis_id
            and faelle_beobachtet.aufnahme_am <= fenster.fenster_quartal
            and (faelle_beobachtet.abschluss_am is null or faelle_beobachtet.abschluss_am >= fenster.beginn)
),

seiten (seite) as (
    values ('zugang'), ('abgang')
)

select
    verlaeufe.kreis_id,
    verlaeufe.fallart,
    verlaeufe.fenster_quartal,
    case seiten.seite when 'zugang' then verlaeufe.tag_zugang else verlaeufe.tag_abgang end as tag,
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
group by verlaeufe.kreis_id, verlaeufe.fallart, verlaeufe.fenster_quartal, tag
order by verlaeufe.kreis_id, verlaeufe.fallart, verlaeufe.fenster_quartal, tag;
