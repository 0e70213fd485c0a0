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
        antraege_zum_termin.behoerde_id,
        antraege_beobachtet.anliegen,
        antraege_zum_termin.berichtstermin,
        antraege_zum_termin.stichtag - antraege_beobachtet.eingang_am as tag,
        count(*) as abgang
    from antraege_beobachtet
    inner join antraege_zum_termin
        on
            antraege_beobachtet.behoerde_id = antraege_zum_termin.behoerde_id
            and antraege_beobachtet.eingang_am <= antraege_zum_termin.stichtag
            and antraege_beobachtet.beobachtet_ab <= antraege_zum_termin.stichtag
            and (
                antraege_beobachtet.entscheidung_am is null
                or antraege_beobachtet.entscheidung_am > antraege_zum_termin.stichtag
            )
    group by
        antraege_zum_termin.behoerde_id,
        antraege_beobachtet.anliegen,
        antraege_zum_termin.berichtstermin,
        tag
),

alle as (
    select
        behoerde_id,
        anliegen,
        berichtstermin,
        -1 as tag,
        cast(sum(abgang) as bigint) as zugang,
        0 as abgang
    from offene
    group by behoerde_id, anliegen, berichtstermin
    union all
    select
        behoerde_id,
        anliegen,
        berichtstermin,
        tag,
        0 as zugang,
        abgang
    from offene
)

select
    alle.behoerde_id,
    antraege_zum_termin.kreis_id,
    antraege_zum_termin.art,
    alle.anliegen,
    alle.berichtstermin,
    antraege_zum_termin.stichtag,
    alle.tag,
    alle.zugang,
    alle.abgang,
    alle.abgang as offen
from alle
inner join antraege_zum_termin
    on
        alle.behoerde_id = antraege_zum_termin.behoerde_id
        and alle.berichtstermin = antraege_zum_termin.berichtstermin
order by
    alle.behoerde_id,
    antraege_zum_termin.kreis_id,
    antraege_zum_termin.art,
    alle.anliegen,
    alle.berichtstermin,
    antraege_zum_termin.stichtag,
    alle.tag;
