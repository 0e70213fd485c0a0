-- Bisherige Wartezeit of the procedures open at a Berichtstermin (W8).
--
-- Grain:     one row per authority, Anliegen, Berichtstermin and `tag`, the
--            days from filing to the Stichtag. A full count of those that are
--            open: all are in from the start (`zugang` at -1), each leaves at
--            its age (`abgang`), and none of them has ended: the only way out
--            of the count is to be still open (`offen`).
-- Left out:  Termine more than 100 days after the extract, and Termine before
--            the register start.

with offene as (
    select
        zum_termin.behoerde_id,
        zum_termin.kreis_id,
        zum_termin.art,
        antraege_beobachtet.anliegen,
        zum_termin.berichtstermin,
        zum_termin.stichtag,
        zum_termin.stichtag - antraege_beobachtet.eingang_am as tage
    from antraege_beobachtet
    inner join antraege_zum_termin as zum_termin
        on
            antraege_beobachtet.behoerde_id = zum_termin.behoerde_id
            and antraege_beobachtet.eingang_am <= zum_termin.stichtag
            and antraege_beobachtet.beobachtet_ab <= zum_termin.stichtag
            and (
                antraege_beobachtet.entscheidung_am is null
                or antraege_beobachtet.entscheidung_am > zum_termin.stichtag
            )
),

seiten (seite) as (
    values ('zugang'), ('abgang')
)

select
    offene.behoerde_id,
    offene.kreis_id,
    offene.art,
    offene.anliegen,
    offene.berichtstermin,
    offene.stichtag,
    case seiten.seite when 'zugang' then -1 else offene.tage end as tag,
    count(*) filter (where seiten.seite = 'zugang') as zugang,
    count(*) filter (where seiten.seite = 'abgang') as abgang,
    count(*) filter (where seiten.seite = 'abgang') as offen
from offene
cross join seiten
group by
    offene.behoerde_id,
    offene.kreis_id,
    offene.art,
    offene.anliegen,
    offene.berichtstermin,
    offene.stichtag,
    tag
order by
    offene.behoerde_id,
    offene.kreis_id,
    offene.art,
    offene.anliegen,
    offene.berichtstermin,
    offene.stichtag,
    tag;
