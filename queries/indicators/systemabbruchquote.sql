-- Systembedingte Abbrüche: cases that ended because the post was vacant or
-- changed hands, among all closed cases.
--
-- Grain:     one row per Kreis, quarter of intake and Fallart.
-- Left out:  open cases, and cohorts whose quarter is not over when
--            observation ends.

select
    kreis_id,
    aufnahme_quartal,
    fallart,
    count(*) filter (where gruppe = 'system') as numerator,
    count(*) as denominator
from faelle_beobachtet
where
    abschluss_am is not null
    and aufnahme_quartal <= ende
group by kreis_id, aufnahme_quartal, fallart
order by kreis_id, aufnahme_quartal, fallart;
