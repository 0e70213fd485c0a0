-- From filing to completeness by period, at the pace of a quarter.
--
-- Grain:     one row per authority, window quarter and `tag`, the days since
--            the filing.

select
    behoerde_id,
    kreis_id,
    art,
    fenster_quartal,
    tag,
    count(*) filter (where seite = 'zugang') as zugang,
    count(*) filter (where seite = 'abgang') as abgang,
    count(*) filter (where ausgang = 'vollstaendig') as vollstaendig,
    count(*) filter (where ausgang = 'beendet_vorher') as beendet_vorher
from antragsuhren_periode
where uhr = 'bis_vollstaendig'
group by behoerde_id, kreis_id, art, fenster_quartal, tag
order by behoerde_id, kreis_id, art, fenster_quartal, tag;
