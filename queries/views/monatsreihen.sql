-- Month by month: what was filed and what ended.
--
-- Grain:     one row per authority, Anliegen and month, also where there was
--            none: a zero is a point of the series. `monat` is the last day of
--            the month.
-- Columns:   `eingaenge` and `erledigungen` (without Ausgang `bereinigt`) of the
--            month, as in bewegungen_im_monat.
-- Left out:  months before the last 36 of the Stand's day; months of quarters
--            that the register did not see whole, and months before the first
--            procedure of the extract: nothing speaks for a register then.

with bewegungen as (
    select
        behoerde_id,
        anliegen,
        monat,
        cast(sum(eingaenge) as bigint) as eingaenge,
        cast(sum(entschieden + zurueckgezogen) as bigint) as erledigungen
    from bewegungen_im_monat
    group by behoerde_id, anliegen, monat
),

anliegen_der_behoerde as (
    select
        behoerde_id,
        anliegen,
        min(min(monat)) over (partition by behoerde_id) as erster_monat
    from bewegungen
    group by behoerde_id, anliegen
)

select
    register_monate.behoerde_id,
    register_monate.kreis_id,
    register_monate.art,
    anliegen_der_behoerde.anliegen,
    register_monate.monat,
    coalesce(bewegungen.eingaenge, 0) as eingaenge,
    coalesce(bewegungen.erledigungen, 0) as erledigungen
from register_monate
inner join anliegen_der_behoerde
    on
        register_monate.behoerde_id = anliegen_der_behoerde.behoerde_id
        and register_monate.monat >= anliegen_der_behoerde.erster_monat
cross join stand
left join bewegungen
    on
        anliegen_der_behoerde.behoerde_id = bewegungen.behoerde_id
        and anliegen_der_behoerde.anliegen = bewegungen.anliegen
        and register_monate.monat = bewegungen.monat
where register_monate.ganzes_quartal and register_monate.monat > stand.stand_tag - interval 36 month;
