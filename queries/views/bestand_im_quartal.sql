-- Counts of full calendar quarters.
--
-- Grain:     one row per authority, quarter and Anliegen. `quartal` is the
--            last day of the quarter.
-- Left out:  periods that are not exactly one calendar quarter: a month or a
--            year cannot be put into a quarter. Quarters after the Stand's day.

select
    bestand_je_behoerde.behoerde_id,
    bestand_je_behoerde.kreis_id,
    bestand_je_behoerde.art,
    termine.berichtstermin as quartal,
    bestand_je_behoerde.zeitraum_von,
    bestand_je_behoerde.zeitraum_bis,
    bestand_je_behoerde.anliegen,
    bestand_je_behoerde.zaehleinheit,
    bestand_je_behoerde.bestand_anfang,
    bestand_je_behoerde.eingaenge,
    bestand_je_behoerde.erledigt_positiv,
    bestand_je_behoerde.erledigt_abgelehnt,
    bestand_je_behoerde.erledigt_zurueckgenommen,
    bestand_je_behoerde.erledigt_sonstig,
    bestand_je_behoerde.bereinigt,
    bestand_je_behoerde.bestand_ende,
    bestand_je_behoerde.vzae_bearbeitung
from bestand_je_behoerde
inner join termine on bestand_je_behoerde.zeitraum_bis = termine.berichtstermin
where bestand_je_behoerde.zeitraum_von = date_trunc('quarter', termine.berichtstermin);
