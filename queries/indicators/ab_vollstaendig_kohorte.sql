-- From completeness to decision by cohort, for those complete in a quarter.
--
-- Grain:     one row per authority, Anliegen, quarter of completeness and
--            `tag`, the days since the papers were complete.

select
    behoerde_id,
    kreis_id,
    art,
    anliegen,
    beginn_quartal as vollstaendig_quartal,
    tag,
    count(*) filter (where seite = 'zugang') as zugang,
    count(*) filter (where seite = 'abgang') as abgang,
    count(*) filter (where ausgang = 'positiv') as positiv,
    count(*) filter (where ausgang = 'abgelehnt') as abgelehnt,
    count(*) filter (where ausgang = 'zurueckgenommen') as zurueckgenommen,
    count(*) filter (where ausgang = 'abgegeben') as abgegeben,
    count(*) filter (where ausgang = 'sonstig') as sonstig
from antragsuhren_kohorte
where uhr = 'ab_vollstaendig'
group by behoerde_id, kreis_id, art, anliegen, vollstaendig_quartal, tag
order by behoerde_id, kreis_id, art, anliegen, vollstaendig_quartal, tag;
