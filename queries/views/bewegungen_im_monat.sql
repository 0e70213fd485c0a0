-- What came into the stock and what left it, month by month.
--
-- Grain:     one row per authority, Anliegen, lane and month with a movement.
--            `monat` is the last day of the month.
-- Columns:   `zugaenge` came into the stock, `eingaenge` were filed among them;
--            the others were taken over from another authority or register in
--            a later quarter than that of their filing, as in
--            eingegangen_im_quartal, so that three months add up to a quarter.
--            `entschieden` (positiv, abgelehnt, sonstig), `zurueckgezogen`
--            (zurueckgenommen, abgegeben) and `bereinigt` left it. `vorgezogen`
--            is ja, nein or ohne_angabe.
-- Note:      zugaenge less the three, from the first month on, are those open.
--            A month the register did not see whole is in: whoever shows months
--            chooses them by register_monate.

with vorgaenge as (
    select
        behoerde_id,
        anliegen,
        case when vorgezogen then 'ja' when not vorgezogen then 'nein' else 'ohne_angabe' end as vorgezogen,
        eingang_am,
        greatest(eingang_am, beobachtet_ab) as gesehen_am,
        date_trunc('quarter', greatest(eingang_am, beobachtet_ab)) = date_trunc('quarter', eingang_am)
            as hier_eingegangen,
        entscheidung_am,
        entscheidung
    from antraege_beobachtet
),

bewegungen as (
    select
        behoerde_id,
        anliegen,
        vorgezogen,
        last_day(case when hier_eingegangen then eingang_am else gesehen_am end) as monat,
        count(*) as zugaenge,
        count(*) filter (where hier_eingegangen) as eingaenge,
        0 as entschieden,
        0 as zurueckgezogen,
        0 as bereinigt
    from vorgaenge
    group by behoerde_id, anliegen, vorgezogen, monat
    union all
    select
        behoerde_id,
        anliegen,
        vorgezogen,
        last_day(entscheidung_am) as monat,
        0 as zugaenge,
        0 as eingaenge,
        count(*) filter (where entscheidung in ('positiv', 'abgelehnt', 'sonstig')) as entschieden,
        count(*) filter (where entscheidung in ('zurueckgenommen', 'abgegeben')) as zurueckgezogen,
        count(*) filter (where entscheidung = 'bereinigt') as bereinigt
    from vorgaenge
    where entscheidung_am is not null
    group by behoerde_id, anliegen, vorgezogen, monat
)

select
    behoerde_id,
    anliegen,
    vorgezogen,
    monat,
    cast(sum(zugaenge) as bigint) as zugaenge,
    cast(sum(eingaenge) as bigint) as eingaenge,
    cast(sum(entschieden) as bigint) as entschieden,
    cast(sum(zurueckgezogen) as bigint) as zurueckgezogen,
    cast(sum(bereinigt) as bigint) as bereinigt
from bewegungen
group by behoerde_id, anliegen, vorgezogen, monat;
