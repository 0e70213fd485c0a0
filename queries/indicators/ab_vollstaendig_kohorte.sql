-- From completeness to decision by cohort, for those complete in a quarter.
--
-- Grain:     one row per authority, Anliegen, quarter of completeness and
--            `tag`, the days since the papers were complete. `zugang` counts
--            procedures last unobserved at that age, `abgang` those followed up
--            to that age, the ways out among them.
-- Left out:  cohorts that began before the register did; procedures that are
--            not complete, and with them authorities whose register never
--            records vollstaendig_am.
-- Note:      Ausgang `bereinigt` ends the observation without being a decision.

with vorgaenge as (
    select
        behoerde_id,
        anliegen,
        last_day(cast(date_trunc('quarter', beginn_am) + interval 2 month as date)) as vollstaendig_quartal,
        sichtbar_ab - beginn_am - 1 as tag_zugang,
        bis - beginn_am as tag_abgang,
        ausgang
    from uhr_ab_vollstaendig
    where register_ab is null or register_ab <= date_trunc('quarter', beginn_am)
),

seiten (seite) as (
    values ('zugang'), ('abgang')
),

tage as (
    select
        vorgaenge.behoerde_id,
        vorgaenge.anliegen,
        vorgaenge.vollstaendig_quartal,
        case seiten.seite when 'zugang' then vorgaenge.tag_zugang else vorgaenge.tag_abgang end as tag,
        count(*) filter (where seiten.seite = 'zugang') as zugang,
        count(*) filter (where seiten.seite = 'abgang') as abgang,
        count(*) filter (where seiten.seite = 'abgang' and vorgaenge.ausgang = 'positiv') as positiv,
        count(*) filter (where seiten.seite = 'abgang' and vorgaenge.ausgang = 'abgelehnt') as abgelehnt,
        count(*) filter (where seiten.seite = 'abgang' and vorgaenge.ausgang = 'zurueckgenommen')
            as zurueckgenommen,
        count(*) filter (where seiten.seite = 'abgang' and vorgaenge.ausgang = 'abgegeben') as abgegeben,
        count(*) filter (where seiten.seite = 'abgang' and vorgaenge.ausgang = 'sonstig') as sonstig
    from vorgaenge
    cross join seiten
    group by vorgaenge.behoerde_id, vorgaenge.anliegen, vorgaenge.vollstaendig_quartal, tag
)

select
    tage.behoerde_id,
    behoerden.kreis_id,
    behoerden.art,
    tage.anliegen,
    tage.vollstaendig_quartal,
    tage.tag,
    tage.zugang,
    tage.abgang,
    tage.positiv,
    tage.abgelehnt,
    tage.zurueckgenommen,
    tage.abgegeben,
    tage.sonstig
from tage
inner join behoerden on tage.behoerde_id = behoerden.behoerde_id
order by
    tage.behoerde_id,
    behoerden.kreis_id,
    behoerden.art,
    tage.anliegen,
    tage.vollstaendig_quartal,
    tage.tag;
