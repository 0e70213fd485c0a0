-- Erledigungen je VZÄ: Erledigungen for each full-time equivalent and year.
--
-- Grain:     one row per authority, Zähleinheit, Anliegen and quarter; counts
--            only. A full-time equivalent works a quarter of a year in a
--            quarter, so four quarters add up to full-time years.
-- Left out:  Ausgang `bereinigt`; rows without staff figure or without any
--            Erledigung figure.

select
    behoerde_id,
    kreis_id,
    art,
    'bestand' as grundlage,
    zaehleinheit,
    anliegen,
    quartal,
    coalesce(erledigt_positiv, 0)
    + coalesce(erledigt_abgelehnt, 0)
    + coalesce(erledigt_zurueckgenommen, 0)
    + coalesce(erledigt_sonstig, 0) as numerator,
    cast(vzae_bearbeitung * 0.25 as decimal(14, 4)) as denominator
from bestand_im_quartal
where
    vzae_bearbeitung is not null
    and coalesce(erledigt_positiv, erledigt_abgelehnt, erledigt_zurueckgenommen, erledigt_sonstig) is not null
order by behoerde_id, kreis_id, art, grundlage, zaehleinheit, anliegen, quartal;
