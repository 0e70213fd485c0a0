-- Vorwarteschlange: people waiting for an appointment to hand in an application.
--
-- Grain:     one row per authority, Anliegen and Berichtstermin. Always
--            persons, whatever the rest of the delivered row counts. Not part
--            of the Bestand.
-- Left out:  authorities that deliver no waiting list: unknown is not zero.

select
    behoerde_id,
    kreis_id,
    art,
    'bestand' as grundlage,
    'person' as zaehleinheit,
    anliegen,
    berichtstermin,
    stichtag,
    warteliste_personen as anzahl
from bestand_zum_termin
where warteliste_personen is not null
order by behoerde_id, kreis_id, art, grundlage, zaehleinheit, anliegen, berichtstermin;
