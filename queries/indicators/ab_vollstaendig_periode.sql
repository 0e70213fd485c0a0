-- From completeness to decision by period, at the pace of a quarter.
--
-- Grain:     one row per authority, window quarter and `tag`, the days since
--            the papers were complete.

select
    behoerde_id,
    kreis_id,
    art,
    fenster_quartal,
    tag,
    count(*) filter (where seite = 'zugang') as zugang,
    count(*) filter (where seite = 'abgang') as abgang,
    count(*) filter (where ausgang = 'positiv') as positiv,
    count(*) filter (where ausgang = 'abgelehnt') as abgelehnt,
    count(*) filter (where ausgang = 'zurueckgenommen') as zurueckgenommen,
    count(*) filter (where ausgang = 'abgegeben') as abgegeben,
    count(*) filter (where ausgang = 'sonstig') as sonstig
from antragsuhren_periode
where uhr = 'ab_vollstaendig'
group by behoerde_id, kreis_id, art, fenster_quartal, tag
order by behoerde_id, kreis_id, art, fenster_quartal, tag;
