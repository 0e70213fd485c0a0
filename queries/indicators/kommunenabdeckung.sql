-- Abdeckung der Kommunen (S10): municipalities of a Kreis in which at least
-- half a post of case management is filled.
--
-- Grain:     one row per Kreis and Berichtstermin. Employers and categories
--            are added up within a municipality. Sites without municipalities
--            of their own have 0 of 0, which is no value.
-- Left out:  Kreise that tell no place of work for any filled post of Baustein
--            2: they are missing and never count as zero. Posts without a place,
--            and places outside the Kreis.

with stellen_vor_ort as (
    select
        kreis_id,
        berichtstermin,
        stichtag,
        einsatzort_ags,
        sum(besetzt_vzae) as besetzt_vzae
    from stellen_zum_termin
    where
        baustein = '2'
        and besetzt_vzae > 0
        and left(einsatzort_ags, 5) = left(kreis_id, 5)
        and not (kreis_id = '05334-R' and einsatzort_ags = '05334002')
    group by kreis_id, berichtstermin, stichtag, einsatzort_ags
),

mit_stelle as (
    select
        kreis_id,
        berichtstermin,
        count(*) filter (where besetzt_vzae >= 0.5) as kommunen
    from stellen_vor_ort
    group by kreis_id, berichtstermin
),

standorte as (
    select distinct
        kreis_id,
        berichtstermin,
        stichtag
    from stellen_zum_termin
)

select
    standorte.kreis_id,
    standorte.berichtstermin,
    standorte.stichtag,
    case when gemeinden.gemeinden = '0' then 0 else mit_stelle.kommunen end as numerator,
    cast(gemeinden.gemeinden as integer) as denominator
from standorte
inner join gemeinden on standorte.kreis_id = gemeinden.kreis_id
left join mit_stelle
    on
        standorte.kreis_id = mit_stelle.kreis_id
        and standorte.berichtstermin = mit_stelle.berichtstermin
where gemeinden.gemeinden = '0' or mit_stelle.kommunen is not null
order by standorte.kreis_id, standorte.berichtstermin;
