-- Monatsfluss: what came in, what went out and what was open, month by month
-- before a Berichtstermin.
--
-- Grain:     one row per authority, Anliegen, lane (vorgezogen), Berichtstermin
--            and month before it: 0 is the month that ends at the Termin, 35
--            the furthest. The months of a group have no gaps.
-- Columns:   `gruppen` is 1 in every row: a sum that is smaller further back
--            says that not all groups are known so far. `tage` are the days of
--            the month. `eingaenge` were filed in it, `entschieden` are
--            positiv, abgelehnt and sonstig, `zurueckgezogen` zurueckgenommen
--            and abgegeben, `bestand` is open at its end. The stock of a month
--            is that of the month before plus eingaenge less the two ways out;
--            the rest were cleaned (bereinigt) or taken over.
-- Left out:  all but the last eight Termine; Termine whose 12 months the
--            register did not see whole; months before the register start.
-- Note:      an authority counts as recording the lane at a Termin if at most
--            one in ten of those open there or ended in the 12 months before
--            are without the statement. Otherwise all of its groups are
--            ohne_angabe: a few crosses in an empty column say nothing.

with bewegungen as (
    select
        behoerde_id,
        anliegen,
        vorgezogen,
        monat,
        zugaenge,
        eingaenge,
        entschieden,
        zurueckgezogen,
        bereinigt
    from bewegungen_im_monat
),

letzte_termine as (
    select
        berichtstermin,
        last_day(cast(berichtstermin - interval 35 month as date)) as erster_monat
    from termine
    qualify row_number() over (order by berichtstermin desc) <= 8
),

monate as (
    select
        register_monate.behoerde_id,
        register_monate.kreis_id,
        register_monate.art,
        letzte_termine.berichtstermin,
        register_monate.monat,
        date_diff('month', register_monate.monat, letzte_termine.berichtstermin) as zurueck,
        max(register_monate.monat) over (
            partition by register_monate.behoerde_id, letzte_termine.berichtstermin
        ) as letzter_monat,
        count(*) over (
            partition by register_monate.behoerde_id, letzte_termine.berichtstermin
        ) as bekannte_monate
    from register_monate
    inner join letzte_termine
        on
            register_monate.monat >= letzte_termine.erster_monat
            and register_monate.monat <= letzte_termine.berichtstermin
),

gruppen as (
    select distinct
        behoerde_id,
        anliegen,
        vorgezogen
    from bewegungen
),

luecken as (
    select
        gruppen.behoerde_id,
        gruppen.anliegen,
        gruppen.vorgezogen,
        register_monate.monat,
        0 as zugaenge,
        0 as eingaenge,
        0 as entschieden,
        0 as zurueckgezogen,
        0 as bereinigt
    from gruppen
    inner join register_monate on gruppen.behoerde_id = register_monate.behoerde_id
    union all
    select
        behoerde_id,
        anliegen,
        vorgezogen,
        monat,
        zugaenge,
        eingaenge,
        entschieden,
        zurueckgezogen,
        bereinigt
    from bewegungen
),

monatlich as (
    select
        behoerde_id,
        anliegen,
        vorgezogen,
        monat,
        sum(eingaenge) as eingaenge,
        sum(entschieden) as entschieden,
        sum(zurueckgezogen) as zurueckgezogen,
        sum(sum(zugaenge - entschieden - zurueckgezogen - bereinigt)) over (
            partition by behoerde_id, anliegen, vorgezogen
            order by monat
        ) as bestand
    from luecken
    group by behoerde_id, anliegen, vorgezogen, monat
),

zum_termin as (
    select
        monate.behoerde_id,
        monate.kreis_id,
        monate.art,
        monatlich.anliegen,
        monatlich.vorgezogen,
        monate.berichtstermin,
        monate.monat,
        monate.zurueck,
        monatlich.eingaenge,
        monatlich.entschieden,
        monatlich.zurueckgezogen,
        monatlich.bestand
    from monate
    inner join monatlich
        on
            monate.behoerde_id = monatlich.behoerde_id
            and monate.monat = monatlich.monat
    where monate.letzter_monat = monate.berichtstermin and monate.bekannte_monate >= 12
),

mit_spur as (
    select
        behoerde_id,
        berichtstermin
    from zum_termin
    where zurueck < 12
    group by behoerde_id, berichtstermin
    having
        10 * sum(case
            when vorgezogen <> 'ohne_angabe' then 0
            when zurueck = 0 then bestand + entschieden + zurueckgezogen
            else entschieden + zurueckgezogen
        end)
        <= sum(case
            when zurueck = 0 then bestand + entschieden + zurueckgezogen
            else entschieden + zurueckgezogen
        end)
),

mit_erkannter_spur as (
    select
        zum_termin.behoerde_id,
        zum_termin.kreis_id,
        zum_termin.art,
        zum_termin.anliegen,
        case when mit_spur.behoerde_id is null then 'ohne_angabe' else zum_termin.vorgezogen end
            as vorgezogen,
        zum_termin.berichtstermin,
        zum_termin.monat,
        zum_termin.zurueck,
        zum_termin.eingaenge,
        zum_termin.entschieden,
        zum_termin.zurueckgezogen,
        zum_termin.bestand
    from zum_termin
    left join mit_spur
        on
            zum_termin.behoerde_id = mit_spur.behoerde_id
            and zum_termin.berichtstermin = mit_spur.berichtstermin
)

select
    behoerde_id,
    kreis_id,
    art,
    anliegen,
    vorgezogen,
    berichtstermin,
    berichtstermin as stichtag,
    zurueck as monat,
    1 as gruppen,
    day(monat) as tage,
    cast(sum(eingaenge) as bigint) as eingaenge,
    cast(sum(entschieden) as bigint) as entschieden,
    cast(sum(zurueckgezogen) as bigint) as zurueckgezogen,
    cast(sum(bestand) as bigint) as bestand
from mit_erkannter_spur
group by behoerde_id, kreis_id, art, anliegen, vorgezogen, berichtstermin, zurueck, monat
order by behoerde_id, kreis_id, art, anliegen, vorgezogen, berichtstermin, zurueck;
