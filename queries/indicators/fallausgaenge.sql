-- Fallausgänge: what became of the cases begun in a quarter.
--
-- Grain:     one row per Kreis, quarter of intake, Fallart and outcome (the
--            Abschlussart, or offen); gruppe follows from the outcome. Every
--            case of a cohort is in exactly one outcome.
-- Left out:  cohorts whose quarter is not over when observation ends.

select
    kreis_id,
    aufnahme_quartal,
    fallart,
    coalesce(abschlussart, 'offen') as ausgang,
    gruppe,
    count(*) as anzahl
from faelle_beobachtet
where aufnahme_quartal <= ende
group by kreis_id, aufnahme_quartal, fallart, coalesce(abschlussart, 'offen'), gruppe
order by kreis_id, aufnahme_quartal, fallart, coalesce(abschlussart, 'offen');
