-- Umsetzungsquote der Themen (C14): implemented among recognised themes.
--
-- Grain:     one row per Kreis, Handlungsfeld and Ebene.
-- Left out:  themes recognised after the day of the extract or of the Stand.

select
    kreis_id,
    handlungsfeld,
    ebene,
    count(*) filter (where umgesetzt_am is not null) as numerator,
    count(*) as denominator
from themen_beobachtet
group by kreis_id, handlungsfeld, ebene
order by kreis_id, handlungsfeld, ebene;
