-- Wartezeit by cohort: from filing to decision, for those filed in a quarter.
--
-- Grain:     one row per authority, Anliegen, quarter of filing and `tag`, the
--            age of the procedure in days. `zugang` counts procedures last
--            unobserved at that age (-1: seen from the day of filing),
--            `abgang` those followed up to that age, the ways out among them.
--            At risk at age t: zugang before t less abgang before t.
-- Left out:  cohorts that began before the register did: those decided by then
--            are missing from them. Procedures taken over later are in, from
--            the day the register could see them.
-- Note:      Ausgang `bereinigt` ends the observation without being a decision,
--            like the end of the extract. To leave such rows out from the start
--            would use a knowledge that nobody had while they were open.

with vorgaenge as (
    select
        behoerde_id,
        anliegen,
        last_day(cast(date_trunc('quarter', eingang_am) + interval 2 month as date)) as eingang_quartal,
        greatest(beobachtet_ab - eingang_am, 0) - 1 as tag_zugang,
        coalesce(entscheidung_am, ende) - eingang_am as tag_abgang,
        entscheidung
    from antraege_beobachtet
    where register_ab is null or register_ab <= date_trunc('quarter', eingang_am)
),

seiten (seite) as (
    values ('zugang'), ('abgang')
),

tage as (
    select
        vorgaenge.behoerde_id,
        vorgaenge.anliegen,
        vorgaenge.eingang_quartal,
        case seiten.seite when 'zugang' then vorgaenge.tag_zugang else vorgaenge.tag_abgang end as tag,
        count(*) filter (where seiten.seite = 'zugang') as zugang,
        count(*) filter (where seiten.seite = 'abgang') as abgang,
        count(*) filter (where seiten.seite = 'abgang' and vorgaenge.entscheidung = 'positiv') as positiv,
        count(*) filter (where seiten.seite = 'abgang' and vorgaenge.entscheidung = 'abgelehnt') as abgelehnt,
        count(*) filter (where seiten.seite = 'abgang' and vorgaenge.entscheidung = 'zurueckgenommen')
            as zurueckgenommen,
        count(*) filter (where seiten.seite = 'abgang' and vorgaenge.entscheidung = 'abgegeben') as abgegeben,
        count(*) filter (where seiten.seite = 'abgang' and vorgaenge.entscheidung = 'sonstig') as sonstig
    from vorgaenge
    cross join seiten
    group by vorgaenge.behoerde_id, vorgaenge.anliegen, vorgaenge.eingang_quartal, tag
)

select
    tage.behoerde_id,
    behoerden.kreis_id,
    behoerden.art,
    tage.anliegen,
    tage.eingang_quartal,
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
    tage.eingang_quartal,
    tage.tag;
