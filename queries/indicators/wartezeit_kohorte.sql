-- Wartezeit by cohort: from filing to decision, for those filed in a quarter.
--
-- Grain:     one row per authority, Anliegen, quarter of filing and `tag`, the
--            age of the procedure in days, as in antragsuhren_kohorte.

select
    behoerde_id,
    kreis_id,
    art,
    anliegen,
    beginn_quartal as eingang_quartal,
    tag,
    count(*) filter (where seite = 'zugang') as zugang,
    count(*) filter (where seite = 'abgang') as abgang,
    count(*) filter (where ausgang = 'positiv') as positiv,
    count(*) filter (where ausgang = 'abgelehnt') as abgelehnt,
    count(*) filter (where ausgang = 'zurueckgenommen') as zurueckgenommen,
    count(*) filter (where ausgang = 'abgegeben') as abgegeben,
    count(*) filter (where ausgang = 'sonstig') as sonstig
from antragsuhren_kohorte
where uhr = 'wartezeit'
group by behoerde_id, kreis_id, art, anliegen, eingang_quartal, tag
order by behoerde_id, kreis_id, art, anliegen, eingang_quartal, tag;
