-- Gesamtwartezeit by period: from the request for an appointment to decision, at
-- the pace of a quarter.
--
-- Grain:     one row per authority, window quarter and `tag`, the days since
--            the request, or since the filing where that came first.
-- Note:      who asked and has not filed yet is in no register, so that at each
--            age only those count whose appointment came by then: too fast a
--            pace.

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
where uhr = 'gesamtwartezeit'
group by behoerde_id, kreis_id, art, fenster_quartal, tag
order by behoerde_id, kreis_id, art, fenster_quartal, tag;
