-- Wartezeit by period: from filing to decision, at the pace of a quarter.
--
-- Grain:     one row per authority, Anliegen, window quarter and `tag`, the
--            age of the procedure in days, as in antragsuhren_periode.

select
    behoerde_id,
    kreis_id,
    art,
    anliegen,
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
where uhr = 'wartezeit'
group by behoerde_id, kreis_id, art, anliegen, fenster_quartal, tag
order by behoerde_id, kreis_id, art, anliegen, fenster_quartal, tag;
