-- Counts at the Berichtstermine: what an authority last counted before each.
--
-- Grain:     one row per authority, Berichtstermin and Anliegen.
-- Columns:   `stichtag` is the last day of the delivered period.
-- Left out:  periods that end after the Termin or more than 100 days before
--            it. Of several periods with the same last day (a quarter and a
--            year) the shortest is taken, otherwise the stock counts twice.

with kandidaten as (
    select
        bestand_je_behoerde.behoerde_id,
        bestand_je_behoerde.kreis_id,
        bestand_je_behoerde.art,
        termine.berichtstermin,
        bestand_je_behoerde.zeitraum_bis as stichtag,
        bestand_je_behoerde.zeitraum_von,
        bestand_je_behoerde.zeitraum_bis,
        bestand_je_behoerde.anliegen,
        bestand_je_behoerde.zaehleinheit,
        bestand_je_behoerde.bestand_ende,
        bestand_je_behoerde.offen_bis_3m,
        bestand_je_behoerde.offen_3_6m,
        bestand_je_behoerde.offen_6_12m,
        bestand_je_behoerde.offen_12_18m,
        bestand_je_behoerde.offen_18_24m,
        bestand_je_behoerde.offen_ueber_24m,
        bestand_je_behoerde.vzae_bearbeitung,
        bestand_je_behoerde.terminvorlauf_tage,
        bestand_je_behoerde.warteliste_personen,
        rank() over (
            partition by bestand_je_behoerde.behoerde_id, termine.berichtstermin
            order by bestand_je_behoerde.zeitraum_bis desc, bestand_je_behoerde.zeitraum_von desc
        ) as rang
    from bestand_je_behoerde
    inner join termine on bestand_je_behoerde.zeitraum_bis <= termine.berichtstermin
    where date_diff('day', bestand_je_behoerde.zeitraum_bis, termine.berichtstermin) <= 100
)

select
    behoerde_id,
    kreis_id,
    art,
    berichtstermin,
    stichtag,
    zeitraum_von,
    zeitraum_bis,
    anliegen,
    zaehleinheit,
    bestand_ende,
    offen_bis_3m,
    offen_3_6m,
    offen_6_12m,
    offen_12_18m,
    offen_18_24m,
    offen_ueber_24m,
    vzae_bearbeitung,
    terminvorlauf_tage,
    warteliste_personen
from kandidaten
where rang = 1;
