-- Gesamtwartezeit by period: from the request for an appointment to decision, at
-- the pace of a quarter.
--
-- Grain:     one row per authority, window quarter and `tag`, the days since
--            the request, or since the filing where that came first. A
--            procedure enters when it is both filed and asked for: no register
--            can see it before its filing, and who asks only after it would not
--            be here had the decision come sooner. Who stays open leaves one
--            quarter and enters the next at the same age, so that four quarters
--            are exactly a year. `zugang`, `abgang` and the ways out as in
--            wartezeit_periode.
-- Left out:  all but the last eight quarters; quarters that the extract did not
--            see from the first to the last day; procedures without a request,
--            and with them authorities whose register never records one. Who
--            asked and has not filed yet is in no register, so that at each age
--            only those count whose appointment came by then: too fast a pace.
-- Note:      Ausgang `bereinigt` ends the observation without being a decision.

with anfragen as (
    select
        behoerde_id,
        least(terminanfrage_am, eingang_am) as beginn_am,
        greatest(beobachtet_ab, eingang_am, terminanfrage_am) as sichtbar_ab,
        coalesce(entscheidung_am, ende) as bis,
        entscheidung as ausgang
    from antraege_beobachtet
    where terminanfrage_am is not null
),

vorgaenge as (
    select
        anfragen.behoerde_id,
        fenster.fenster_quartal,
        greatest(fenster.beginn, anfragen.sichtbar_ab) - anfragen.beginn_am - 1 as tag_zugang,
        least(anfragen.bis, fenster.fenster_quartal) - anfragen.beginn_am as tag_abgang,
        case when anfragen.bis <= fenster.fenster_quartal then anfragen.ausgang end as ausgang
    from anfragen
    inner join fenster_der_behoerden as fenster
        on
            anfragen.behoerde_id = fenster.behoerde_id
            and anfragen.sichtbar_ab <= fenster.fenster_quartal
            and anfragen.bis >= greatest(fenster.beginn, anfragen.sichtbar_ab)
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
        count(*) filter (where seiten.seite = 'abgang' and vorgaenge.ausgang = 'positiv') as positiv,
        count(*) filter (where seiten.seite = 'abgang' and vorgaenge.ausgang = 'abgelehnt') as abgelehnt,
        count(*) filter (where seiten.seite = 'abgang' and vorgaenge.ausgang = 'zurueckgenommen')
            as zurueckgenommen,
        count(*) filter (where seiten.seite = 'abgang' and vorgaenge.ausgang = 'abgegeben') as abgegeben,
        count(*) filter (where seiten.seite = 'abgang' and vorgaenge.ausgang = 'sonstig') as sonstig
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
    tage.positiv,
    tage.abgelehnt,
    tage.zurueckgenommen,
    tage.abgegeben,
    tage.sonstig
from tage
inner join behoerden on tage.behoerde_id = behoerden.behoerde_id
order by
    tage.behoerde_id,
    behoerden.kreis_id,
    behoerden.art,
    tage.fenster_quartal,
    tage.tag;
