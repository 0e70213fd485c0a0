-- Posts that count at a Berichtstermin.
--
-- Grain:     one row per row of `stellen` and Berichtstermin: those of the
--            latest Stichtag of the Kreis that is not after the Termin.
-- Left out:  a Kreis whose latest Stichtag is more than 100 days before the
--            Termin. It is not reported there, rather than carried on.

with gueltige_stichtage as (
    select
        stellen.kreis_id,
        termine.berichtstermin,
        max(stellen.stichtag) as stichtag
    from stellen
    inner join termine on stellen.stichtag <= termine.berichtstermin
    where date_diff('day', stellen.stichtag, termine.berichtstermin) <= 100
    group by stellen.kreis_id, termine.berichtstermin
)

select
    stellen.kreis_id,
    gueltige_stichtage.berichtstermin,
    stellen.stichtag,
    stellen.baustein,
    stellen.kategorie,
    stellen.anstellungstraeger,
    stellen.zugewiesen_vzae,
    stellen.abgerufen_vzae,
    stellen.besetzt_vzae,
    stellen.befristet_vzae,
    stellen.qualifiziert_vzae,
    stellen.einsatzort_ags,
    stellen.vakant_seit,
    stellen.zugaenge,
    stellen.abgaenge,
    stellen.prognose_besetzt_vzae,
    stellen.prognose_fuer,
    stellen.auszug_vom
from stellen
inner join gueltige_stichtage
    on
        stellen.kreis_id = gueltige_stichtage.kreis_id
        and stellen.stichtag = gueltige_stichtage.stichtag;
