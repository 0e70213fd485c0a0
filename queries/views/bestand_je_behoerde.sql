-- Counts as authorities delivered them, each application once.
--
-- Grain:     one row per authority, period and Anliegen.
-- Left out:  rows of single Anliegen where the same period also has a row for
--            all of them (`alle`): both together would count twice. Periods
--            that begin before the register start.

with zugeordnet as (
    select
        bestand.behoerde_id,
        behoerden.kreis_id,
        behoerden.art,
        bestand.zeitraum_von,
        bestand.zeitraum_bis,
        bestand.anliegen,
        bestand.zaehleinheit,
        bestand.bestand_anfang,
        bestand.eingaenge,
        bestand.erledigt_positiv,
        bestand.erledigt_abgelehnt,
        bestand.erledigt_zurueckgenommen,
        bestand.erledigt_sonstig,
        bestand.bereinigt,
        bestand.bestand_ende,
        bestand.offen_bis_3m,
        bestand.offen_3_6m,
        bestand.offen_6_12m,
        bestand.offen_12_18m,
        bestand.offen_18_24m,
        bestand.offen_ueber_24m,
        bestand.vzae_bearbeitung,
        bestand.terminvorlauf_tage,
        bestand.warteliste_personen,
        bestand.auszug_vom,
        max(case when bestand.anliegen = 'alle' then 1 else 0 end) over (
            partition by bestand.behoerde_id, bestand.zeitraum_von, bestand.zeitraum_bis
        ) as hat_alle
    from bestand
    inner join behoerden on bestand.behoerde_id = behoerden.behoerde_id
    where bestand.zeitraum_von >= coalesce(try_cast(behoerden.register_ab as date), bestand.zeitraum_von)
)

select
    behoerde_id,
    kreis_id,
    art,
    zeitraum_von,
    zeitraum_bis,
    anliegen,
    zaehleinheit,
    bestand_anfang,
    eingaenge,
    erledigt_positiv,
    erledigt_abgelehnt,
    erledigt_zurueckgenommen,
    erledigt_sonstig,
    bereinigt,
    bestand_ende,
    offen_bis_3m,
    offen_3_6m,
    offen_6_12m,
    offen_12_18m,
    offen_18_24m,
    offen_ueber_24m,
    vzae_bearbeitung,
    terminvorlauf_tage,
    warteliste_personen,
    auszug_vom
from zugeordnet
where hat_alle = 0 or anliegen = 'alle';
