-- From filing to completeness by cohort, for those filed in a quarter.
--
-- Grain:     one row per authority, Anliegen, quarter of filing and `tag`, the
--            days since the filing. `zugang` counts procedures last unobserved
--            at that age, `abgang` those followed up to that age, the ways out
--            among them: complete, or decided before.
-- Left out:  cohorts that began before the register did; authorities whose
--            register never records vollstaendig_am (see the view).

with vorgaenge as (
    select
        behoerde_id,
        anliegen,
        last_day(cast(date_trunc('quarter', beginn_am) + interval 2 month as date)) as eingang_quartal,
        sichtbar_ab - beginn_am - 1 as tag_zugang,
        bis - beginn_am as tag_abgang,
        ausgang
    from uhr_bis_vollstaendig
    where register_ab is null or register_ab <= date_trunc('quarter', beginn_am)
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
        count(*) filter (where seiten.seite = 'abgang' and vorgaenge.ausgang = 'vollstaendig')
            as vollstaendig,
        count(*) filter (where seiten.seite = 'abgang' and vorgaenge.ausgang = 'beendet_vorher')
            as beendet_vorher
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
    tage.vollstaendig,
    tage.beendet_vorher
from tage
inner join behoerden on tage.behoerde_id = behoerden.behoerde_id
order by
    tage.behoerde_id,
    behoerden.kreis_id,
    behoerden.art,
    tage.anliegen,
    tage.eingang_quartal,
    tage.tag;
