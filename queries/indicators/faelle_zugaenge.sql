-- Zugänge: cases begun in a calendar quarter.
--
-- Grain:     one row per Kreis, quarter and Fallart.
-- Left out:  quarters in which the observation of the Kreis ends: half a
--            quarter says nothing about the quarter.

select
    kreis_id,
    aufnahme_quartal as quartal,
    fallart,
    count(*) as anzahl
from faelle_beobachtet
where aufnahme_quartal <= ende
group by kreis_id, aufnahme_quartal, fallart
order by kreis_id, aufnahme_quartal, fallart;
