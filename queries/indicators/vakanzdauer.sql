-- Vakanzdauer (S8): how long rows of posts stay vacant, from Stichtag to Stichtag.
--
-- Grain:     one row per Kreis, Baustein, Kategorie, Anstellungsträger and
--            `tag`, the days since vakant_seit. `zugang` counts vacancies last
--            unobserved at that age: each is seen from the first Stichtag on
--            that reports it, and those that began and ended between two
--            Stichtage are not seen at all. `abgang` counts those followed up
--            to that age, `besetzt` those among them that were over then.
-- Columns:   over is a vacancy on the first later Stichtag that shows the row
--            without it: fully occupied, or vacant since a later day. The day
--            itself lies somewhere between the two Stichtage.
-- Left out:  Stichtage after the Stand's day.
-- Note:      where the row is not shown any more, is vacant since an earlier
--            day (a correction), or leaves vakant_seit empty although less is
--            occupied than called off or assigned, nobody knows what became of
--            the vacancy: it is followed up to the last Stichtag that reports
--            it, like those that are open at the latest.

with gemeldet as (
    select
        stellen.kreis_id,
        stellen.baustein,
        stellen.kategorie,
        stellen.anstellungstraeger,
        stellen.einsatzort_ags,
        stellen.stichtag,
        stellen.vakant_seit,
        coalesce(stellen.besetzt_vzae >= least(stellen.abgerufen_vzae, stellen.zugewiesen_vzae), true) as voll
    from stellen
    inner join stand on stellen.stichtag <= stand.stand_tag
),

reihen as (
    select
        kreis_id,
        baustein,
        kategorie,
        anstellungstraeger,
        einsatzort_ags,
        stichtag,
        vakant_seit,
        lead(stichtag) over reihe as naechster_stichtag,
        coalesce(lead(vakant_seit) over reihe > vakant_seit, lead(voll) over reihe) as danach_beendet
    from gemeldet
    window reihe as (
        partition by kreis_id, baustein, kategorie, anstellungstraeger, einsatzort_ags
        order by stichtag
    )
),

vakanzen as (
    select
        kreis_id,
        baustein,
        kategorie,
        anstellungstraeger,
        vakant_seit,
        min(stichtag) over (
            partition by kreis_id, baustein, kategorie, anstellungstraeger, einsatzort_ags, vakant_seit
        ) as zuerst,
        stichtag as zuletzt,
        naechster_stichtag,
        danach_beendet
    from reihen
    where vakant_seit is not null
    qualify
        row_number() over (
            partition by kreis_id, baustein, kategorie, anstellungstraeger, einsatzort_ags, vakant_seit
            order by stichtag desc
        ) = 1
),

verlaeufe as (
    select
        kreis_id,
        baustein,
        kategorie,
        anstellungstraeger,
        zuerst - vakant_seit - 1 as tag_zugang,
        case when danach_beendet then naechster_stichtag else zuletzt end - vakant_seit as tag_abgang,
        coalesce(danach_beendet, false) as beendet
    from vakanzen
),

seiten (seite) as (
    values ('zugang'), ('abgang')
)

select
    verlaeufe.kreis_id,
    verlaeufe.baustein,
    verlaeufe.kategorie,
    verlaeufe.anstellungstraeger,
    case seiten.seite when 'zugang' then verlaeufe.tag_zugang else verlaeufe.tag_abgang end as tag,
    count(*) filter (where seiten.seite = 'zugang') as zugang,
    count(*) filter (where seiten.seite = 'abgang') as abgang,
    count(*) filter (where seiten.seite = 'abgang' and verlaeufe.beendet) as besetzt
from verlaeufe
cross join seiten
group by
    verlaeufe.kreis_id,
    verlaeufe.baustein,
    verlaeufe.kategorie,
    verlaeufe.anstellungstraeger,
    tag
order by
    verlaeufe.kreis_id,
    verlaeufe.baustein,
    verlaeufe.kategorie,
    verlaeufe.anstellungstraeger,
    tag;
