-- Wartezeit by period: from filing to decision, at the pace of a quarter.
--
-- Grain:     one row per authority, Anliegen, window quarter and `tag`, the
--            age of the procedure in days. Only what happened inside the
--            quarter counts: whoever was open on its first day enters at the
--            age reached by then. `zugang` counts procedures last unobserved at
--            that age, `abgang` those followed up to that age, the ways out
--            among them. At risk at age t: zugang before t less abgang before t.
--            Who stays open leaves one quarter and enters the next at the same
--            age, so that four quarters add up exactly to a window of a year.
-- Left out:  all but the last eight quarters; quarters that the extract did not
--            see from the first to the last day.
-- Note:      Ausgang `bereinigt` ends the observation without being a decision,
--            as in wartezeit_kohorte.

with vorgaenge as (
    select
        antraege_beobachtet.behoerde_id,
        antraege_beobachtet.anliegen,
        fenster.fenster_quartal,
        greatest(fenster.beginn, antraege_beobachtet.beobachtet_ab, antraege_beobachtet.eingang_am)
        - antraege_beobachtet.eingang_am - 1 as tag_zugang,
        least(coalesce(antraege_beobachtet.entscheidung_am, fenster.fenster_quartal), fenster.fenster_quartal)
        - antraege_beobachtet.eingang_am as tag_abgang,
        case
            when antraege_beobachtet.entscheidung_am <= fenster.fenster_quartal
                then antraege_beobachtet.entscheidung
        end as entscheidung
    from antraege_beobachtet
    inner join fenster_der_behoerden as fenster
        on
            antraege_beobachtet.behoerde_id = fenster.behoerde_id
            and antraege_beobachtet.eingang_am <= fenster.fenster_quartal
            and antraege_beobachtet.beobachtet_ab <= fenster.fenster_quartal
            and (
                antraege_beobachtet.entscheidung_am is null
                or antraege_beobachtet.entscheidung_am >= fenster.beginn
            )
),

seiten (seite) as (
    values ('zugang'), ('abgang')
),

tage as (
    select
        vorgaenge.behoerde_id,
        vorgaenge.anliegen,
        vorgaenge.fenster_quartal,
        case seiten.seite when 'zugang' then vorgaenge.tag_zugang else vorgaenge.tag_abgang end as tag,
        count(*) filter (where seiten.seite = 'zugang') as zugang,
        count(*) filter (where seiten.seite = 'abgang') as abgang,
        count(*) filter (where seiten.seite = 'abgang' and vorgaenge.entscheidung = 'positiv') as positiv,
        count(*) filter (where seiten.seite = 'abgang' and vorgaenge.entscheidung = 'abgelehnt') as abgelehnt,
        count(*) filter (where seiten.seite = 'abgang' and vorgaenge.entscheidung = 'zurueckgenommen')
            as zurueckgenommen,
        count(*) filter (where seiten.seite = 'abgang' and vorgaenge.entscheidung = 'abgegeben') as abgegeben,
        count(*) filter (where seiten.seite = 'abgang' and vorgaenge.entscheidung = 'sonstig') as sonstig
    from vorgaenge
    cross join seiten
    group by vorgaenge.behoerde_id, vorgaenge.anliegen, vorgaenge.fenster_quartal, tag
)

select
    tage.behoerde_id,
    behoerden.kreis_id,
    behoerden.art,
    tage.anliegen,
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
    tage.anliegen,
    tage.fenster_quartal,
    tage.tag;
