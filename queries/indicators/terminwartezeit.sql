-- Terminwartezeit: from the request for an appointment to the appointment, for
-- those who filed in a quarter, looking back.
--
-- Grain:     one row per authority, Anliegen, quarter of filing and `tag`, the
--            days since the request. `zugang` counts procedures at their
--            request (-1), `abgang` those followed up to that age, `termin`
--            those among them whose appointment it was.
-- Left out:  procedures without a request, and with them authorities whose
--            register never records one. Procedures taken over after their
--            filing: those decided by then are missing. Quarters that were not
--            over when observation ended, or began before the register.
-- Note:      who asked and has not filed yet is in no register, so this is no
--            pace of today. An appointment after the end of observation, or
--            none at all, ends the observation there or at the decision:
--            who is decided waits for no appointment.

with anfragen as (
    select
        behoerde_id,
        anliegen,
        last_day(cast(date_trunc('quarter', eingang_am) + interval 2 month as date)) as eingang_quartal,
        ende,
        terminanfrage_am,
        termin_am,
        coalesce(entscheidung_am, ende) as wartet_bis
    from antraege_beobachtet
    where
        beobachtet_ab <= eingang_am
        and (register_ab is null or register_ab <= date_trunc('quarter', eingang_am))
),

vorgaenge as (
    select
        behoerde_id,
        anliegen,
        eingang_quartal,
        least(termin_am, wartet_bis) - terminanfrage_am as tag_abgang,
        termin_am <= wartet_bis as hatte_termin
    from anfragen
    where terminanfrage_am <= wartet_bis and eingang_quartal <= ende
),

seiten (seite) as (
    values ('zugang'), ('abgang')
),

tage as (
    select
        vorgaenge.behoerde_id,
        vorgaenge.anliegen,
        vorgaenge.eingang_quartal,
        case seiten.seite when 'zugang' then -1 else vorgaenge.tag_abgang end as tag,
        count(*) filter (where seiten.seite = 'zugang') as zugang,
        count(*) filter (where seiten.seite = 'abgang') as abgang,
        count(*) filter (where seiten.seite = 'abgang' and vorgaenge.hatte_termin) as termin
    from vorgaenge
    cross join seiten
    group by vorgaenge.behoerde_id, vorgaenge.anliegen, vorgaenge.eingang_quartal, tag
)

select
    tage.behoerde_id,
    behoerden.kreis_id,
    behoerden.art,
    tage.anliegen,
    tage.eingang_quartal,
    tage.tag,
    tage.zugang,
    tage.abgang,
    tage.termin
from tage
inner join behoerden on tage.behoerde_id = behoerden.behoerde_id
order by
    tage.behoerde_id,
    behoerden.kreis_id,
    behoerden.art,
    tage.anliegen,
    tage.eingang_quartal,
    tage.tag;
