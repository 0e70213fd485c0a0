-- From filing to the beginning of the work by period, at the pace of a quarter.
--
-- Grain:     one row per authority, window quarter and `tag`, the days since
--            the filing. Who still waits leaves one quarter and enters the next
--            at the same age, so that four quarters are exactly a year.
--            `zugang`, `abgang` and the ways out as in bis_bearbeitung_kohorte.
-- Left out:  all but the last eight quarters; quarters that the extract did not
--            see from the first to the last day; authorities whose register
--            never records bearbeitungsbeginn_am (see the view).

with vorgaenge as (
    select
        uhr.behoerde_id,
        fenster.fenster_quartal,
        greatest(fenster.beginn, uhr.sichtbar_ab) - uhr.beginn_am - 1 as tag_zugang,
        least(uhr.bis, fenster.fenster_quartal) - uhr.beginn_am as tag_abgang,
        case when uhr.bis <= fenster.fenster_quartal then uhr.ausgang end as ausgang
    from uhr_bis_bearbeitung as uhr
    inner join fenster_der_behoerden as fenster
        on
            uhr.behoerde_id = fenster.behoerde_id
            and uhr.sichtbar_ab <= fenster.fenster_quartal
            and uhr.bis >= fenster.beginn
),

seiten (seite) as (
    values ('zugang'), ('abgang')
),

tage as (
    select
        vorgaenge.behoerde_id,
        vorgaenge.fenster_quartal,
        case seiten.seite when 'zugang' then vorgaenge.tag_zugang else vorgaenge.tag_abgang end as tag,
        count(*) filter (where seiten.seite = 'zugang') as zugang,
        count(*) filter (where seiten.seite = 'abgang') as abgang,
        count(*) filter (where seiten.seite = 'abgang' and vorgaenge.ausgang = 'begonnen') as begonnen,
        count(*) filter (where seiten.seite = 'abgang' and vorgaenge.ausgang = 'beendet_vorher')
            as beendet_vorher
    from vorgaenge
    cross join seiten
    group by vorgaenge.behoerde_id, vorgaenge.fenster_quartal, tag
)

select
    tage.behoerde_id,
    behoerden.kreis_id,
    behoerden.art,
    tage.fenster_quartal,
    tage.tag,
    tage.zugang,
    tage.abgang,
    tage.begonnen,
    tage.beendet_vorher
from tage
inner join behoerden on tage.behoerde_id = behoerden.behoerde_id
order by
    tage.behoerde_id,
    behoerden.kreis_id,
    behoerden.art,
    tage.fenster_quartal,
    tage.tag;
