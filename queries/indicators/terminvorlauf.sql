-- Terminvorlauf: days to the next appointment, as the authority delivered them.
--
-- Grain:     one row per authority, delivered period and Anliegen. Nothing is
--            added up or averaged.
-- Left out:  rows without a lead time; periods after the Stand's day.

select
    bestand.behoerde_id,
    behoerden.kreis_id,
    behoerden.art,
    bestand.anliegen,
    bestand.zeitraum_von,
    bestand.zeitraum_bis,
    bestand.terminvorlauf_tage
from bestand
inner join behoerden on bestand.behoerde_id = behoerden.behoerde_id
cross join stand
where bestand.terminvorlauf_tage is not null and bestand.zeitraum_bis <= stand.stand_tag
order by
    bestand.behoerde_id,
    behoerden.kreis_id,
    behoerden.art,
    bestand.anliegen,
    bestand.zeitraum_von,
    bestand.zeitraum_bis;
