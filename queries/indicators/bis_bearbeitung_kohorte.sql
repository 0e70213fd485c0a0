-- From filing to the beginning of the work by cohort, for those filed in a
-- quarter.
--
-- Grain:     one row per authority, Anliegen, quarter of filing and `tag`, the
--            days since the filing.

select
    behoerde_id,
    kreis_id,
    art,
    anliegen,
    beginn_quartal as eingang_quartal,
    tag,
    count(*) filter (where seite = 'zugang') as zugang,
    count(*) filter (where seite = 'abgang') as abgang,
    count(*) filter (where ausgang = 'begonnen') as begonnen,
    count(*) filter (where ausgang = 'beendet_vorher') as beendet_vorher
from antragsuhren_kohorte
where uhr = 'bis_bearbeitung'
group by behoerde_id, kreis_id, art, anliegen, eingang_quartal, tag
order by behoerde_id, kreis_id, art, anliegen, eingang_quartal, tag;
