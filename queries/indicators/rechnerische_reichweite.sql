-- Rechnerische Reichweite: how many days the stock would last at the pace of
-- the past 12 months (CEPEJ disposition time). Nobody's real waiting time.
--
-- Grain:     one row per authority, Grundlage, Zähleinheit, Anliegen and
--            Berichtstermin. The numerator is stock times days, so that parts
--            can be added up before dividing.
-- Left out:  Termine whose 12 months are not known from the first to the last
--            day. Ausgang `bereinigt` is no Erledigung.

select
    behoerde_id,
    kreis_id,
    art,
    grundlage,
    zaehleinheit,
    anliegen,
    berichtstermin,
    berichtstermin as stichtag,
    offen * tage as numerator,
    erledigungen as denominator
from offene_und_erledigte
order by behoerde_id, kreis_id, art, grundlage, zaehleinheit, anliegen, berichtstermin;
