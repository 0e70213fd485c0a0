-- Open procedures at the Berichtstermine, from registers and from counts.
--
-- Grain:     one row per authority, Grundlage, Zähleinheit, Anliegen and
--            Berichtstermin. From a register: what came in by the end of the
--            quarter less what went out by then, so that rows are counted once
--            and not once per Termin. Decided on the Termin itself is no
--            longer open. What is still to come is empty in the view below, so
--            an extract drawn before the Termin needs no special case.
-- Left out:  groups of a register with nothing open.
-- Note:      where a delivered period brings no closing stock, `anzahl` is
--            empty: unknown is not zero.

with bewegungen as (
    select
        behoerde_id,
        anliegen,
        last_day(cast(date_trunc('quarter', greatest(eingang_am, beobachtet_ab)) + interval 2 month as date))
            as quartal,
        count(*) as anzahl
    from antraege_beobachtet
    group by behoerde_id, anliegen, quartal
    union all
    select
        behoerde_id,
        anliegen,
        last_day(cast(date_trunc('quarter', entscheidung_am) + interval 2 month as date)) as quartal,
        -count(*) as anzahl
    from antraege_beobachtet
    where entscheidung_am is not null
    group by behoerde_id, anliegen, quartal
)

select
    antraege_zum_termin.behoerde_id,
    antraege_zum_termin.kreis_id,
    antraege_zum_termin.art,
    'einzelvorgang' as grundlage,
    'antrag' as zaehleinheit,
    bewegungen.anliegen,
    antraege_zum_termin.berichtstermin,
    antraege_zum_termin.stichtag,
    cast(sum(bewegungen.anzahl) as bigint) as anzahl
from antraege_zum_termin
inner join bewegungen
    on
        antraege_zum_termin.behoerde_id = bewegungen.behoerde_id
        and antraege_zum_termin.berichtstermin >= bewegungen.quartal
group by
    antraege_zum_termin.behoerde_id,
    antraege_zum_termin.kreis_id,
    antraege_zum_termin.art,
    bewegungen.anliegen,
    antraege_zum_termin.berichtstermin,
    antraege_zum_termin.stichtag
having sum(bewegungen.anzahl) > 0
union all
select
    behoerde_id,
    kreis_id,
    art,
    'bestand' as grundlage,
    zaehleinheit,
    anliegen,
    berichtstermin,
    stichtag,
    bestand_ende as anzahl
from bestand_zum_termin;
