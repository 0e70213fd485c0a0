-- Hilfeplanquote: cases with a Hilfeplan among those that ran for more than 60
-- days.
--
-- Grain:     one row per Kreis, quarter of intake and Fallart.
-- Left out:  Kurzberatungen, which have no Hilfeplan; cases that had not run
--            for more than 60 days when they were closed or observation ended;
--            cohorts whose quarter is not over when observation ends.

select
    kreis_id,
    aufnahme_quartal,
    fallart,
    count(hilfeplan_am) as numerator,
    count(*) as denominator
from faelle_beobachtet
where
    fallart = 'case_management'
    and date_diff('day', aufnahme_am, coalesce(abschluss_am, ende)) > 60
    and aufnahme_quartal <= ende
group by kreis_id, aufnahme_quartal, fallart
order by kreis_id, aufnahme_quartal, fallart;
