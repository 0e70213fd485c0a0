-- Veröffentlichte Zahlen: single published figures as they were published.
--
-- Grain:     one row per figure and source, with the KI site that its key lies
--            in: none for the Land; a municipality belongs to its Kreis; the
--            city of Aachen is a site of its own, the rest of 05334 another.
-- Left out:  figures that speak for a day after the Stand's day.

with mit_kreis as (
    select
        veroeffentlicht.*,
        case
            when veroeffentlicht.ags = '05334002' then '05334002'
            when veroeffentlicht.ags like '05334%' then '05334-R'
            else left(veroeffentlicht.ags, 5)
        end as kreis_des_schluessels
    from veroeffentlicht
)

select
    ki_standorte.kreis_id,
    mit_kreis.ags,
    mit_kreis.gebiet,
    mit_kreis.stelle,
    mit_kreis.kennzahl,
    mit_kreis.wert,
    mit_kreis.wert_bis,
    mit_kreis.einheit,
    mit_kreis.wortlaut,
    mit_kreis.stand,
    mit_kreis.stand_am,
    mit_kreis.herkunft,
    mit_kreis.quelle,
    mit_kreis.url,
    mit_kreis.anmerkung
from mit_kreis
cross join stand
left join ki_standorte on mit_kreis.kreis_des_schluessels = ki_standorte.kreis_id
where mit_kreis.stand_am is null or mit_kreis.stand_am <= stand.stand_tag
order by mit_kreis.ags, mit_kreis.stelle, mit_kreis.kennzahl, mit_kreis.stand, mit_kreis.quelle;
