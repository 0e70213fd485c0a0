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
        last_day(eingang_am) as eingang,
        last_day(greatest(eingang_am, beobachtet_ab)) as gesehen,
        last_day(entscheidung_am) as ende,
        entscheidung
    from antraege_beobachtet
),

-- counted once, then looked at from both ends: many rows become few
gezaehlt as (
    select
        behoerde_id,
        anliegen,
        vorgezogen,
        eingang,
        gesehen,
        date_trunc('quarter', gesehen) = date_trunc('quarter', eingang) as hier_eingegangen,
        ende,
        entscheidung,
        count(*) as anzahl
    from vorgaenge
    group by behoerde_id, anliegen, vorgezogen, eingang, gesehen, ende, entscheidung
),

bewegungen as (
    select
        behoerde_id,
        anliegen,
        vorgezogen,
        case when hier_eingegangen then eingang else gesehen end as monat,
        anzahl as zugaenge,
        case when hier_eingegangen then anzahl else 0 end as eingaenge,
        0 as entschieden,
        0 as zurueckgezogen,
        0 as bereinigt
    from gezaehlt
    union all
    select
        behoerde_id,
        anliegen,
        vorgezogen,
        ende as monat,
        0 as zugaenge,
        0 as eingaenge,
        case when entscheidung in ('positiv', 'abgelehnt', 'sonstig') then anzahl else 0 end as entschieden,
        case when entscheidung in ('zurueckgenommen', 'abgegeben') then anzahl else 0 end as zurueckgezogen,
        case when entscheidung = 'bereinigt' then anzahl else 0 end as bereinigt
    from gezaehlt
    where ende is not null
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
