-- Bestandsabgleich: what the flows of a quarter do not explain of its stocks.
--
-- Grain:     one row per authority, Zähleinheit, Anliegen and quarter; counts
--            only. Numerator: opening stock plus Eingänge less Erledigungen and
--            bereinigt, less the closing stock. Positive: procedures vanished
--            that nobody booked out. Negative: procedures are open that nobody
--            booked in. Quarters are not added up: plus and minus would cancel.
-- Left out:  rows without opening stock, Eingänge, closing stock or any
--            Erledigung figure. An empty `bereinigt` counts as none, so that
--            cleaning without a record shows up as unexplained.

select
    behoerde_id,
    kreis_id,
    art,
    'bestand' as grundlage,
    zaehleinheit,
    anliegen,
    quartal,
    bestand_anfang
    + eingaenge
    - coalesce(erledigt_positiv, 0)
    - coalesce(erledigt_abgelehnt, 0)
    - coalesce(erledigt_zurueckgenommen, 0)
    - coalesce(erledigt_sonstig, 0)
    - coalesce(bereinigt, 0)
    - bestand_ende as numerator,
    bestand_anfang as denominator
from bestand_im_quartal
where
    bestand_anfang is not null
    and eingaenge is not null
    and bestand_ende is not null
    and coalesce(erledigt_positiv, erledigt_abgelehnt, erledigt_zurueckgenommen, erledigt_sonstig) is not null
order by behoerde_id, kreis_id, art, grundlage, zaehleinheit, anliegen, quartal;
