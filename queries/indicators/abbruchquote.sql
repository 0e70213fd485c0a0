-- Abbruchquote: cases broken off by the client among those whose end says
-- something about the work; the same denominator as quote_planmaessig.
--
-- Grain:     one row per Kreis, quarter of intake and Fallart.
-- Left out:  open cases; closings for reasons outside the work (moved away,
--            left the country, died), without an indication for Case
--            Management, and for unknown reasons; cohorts whose quarter is not
--            over when observation ends.

select
    kreis_id,
    aufnahme_quartal,
    fallart,
    count(*) filter (where gruppe = 'abbruch') as numerator,
    count(*) as denominator
from faelle_beobachtet
where
    gruppe in ('planmaessig', 'nicht_erreicht', 'abbruch', 'system')
    and aufnahme_quartal <= ende
group by kreis_id, aufnahme_quartal, fallart
order by kreis_id, aufnahme_quartal, fallart;
