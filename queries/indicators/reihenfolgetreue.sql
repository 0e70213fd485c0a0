-- Reihenfolgetreue: whether those who came first were decided first.
--
-- Grain:     one row per authority, Anliegen and Berichtstermin. Counted are
--            pairs of decisions of the four quarters up to the Termin whose
--            months of receipt and months of decision both differ: `numerator`
--            those decided in the order of receipt, `denominator` all of them.
--            Pairs are never looked at one by one: running sums over a grid of
--            months give, for each of its cells, how many came in an earlier
--            month and were decided before or after.
-- Left out:  what has left the order for a reason: vorgezogen, Ausgang
--            zurueckgenommen, abgegeben and bereinigt. All but the last eight
--            Termine; Termine whose four quarters the register did not see
--            whole; groups without any such pair.

with letzte_termine as (
    select
        berichtstermin,
        cast(date_trunc('quarter', berichtstermin) - interval 9 month as date) as beginn
    from termine
    qualify row_number() over (order by berichtstermin desc) <= 8
),

fenster as (
    select
        register_monate.behoerde_id,
        register_monate.kreis_id,
        register_monate.art,
        letzte_termine.berichtstermin,
        letzte_termine.beginn
    from register_monate
    inner join letzte_termine
        on
            register_monate.monat >= letzte_termine.beginn
            and register_monate.monat <= letzte_termine.berichtstermin
    group by
        register_monate.behoerde_id,
        register_monate.kreis_id,
        register_monate.art,
        letzte_termine.berichtstermin,
        letzte_termine.beginn
    having count(*) = 12
),

entschieden as (
    select
        behoerde_id,
        anliegen,
        last_day(eingang_am) as eingangsmonat,
        last_day(entscheidung_am) as entscheidungsmonat,
        count(*) as anzahl
    from antraege_beobachtet
    where entscheidung in ('positiv', 'abgelehnt', 'sonstig') and vorgezogen is not true
    group by behoerde_id, anliegen, eingangsmonat, entscheidungsmonat
),

im_fenster as (
    select
        fenster.behoerde_id,
        fenster.kreis_id,
        fenster.art,
        entschieden.anliegen,
        fenster.berichtstermin,
        entschieden.eingangsmonat,
        entschieden.entscheidungsmonat,
        entschieden.anzahl
    from fenster
    inner join entschieden
        on
            fenster.behoerde_id = entschieden.behoerde_id
            and fenster.beginn <= entschieden.entscheidungsmonat
            and fenster.berichtstermin >= entschieden.entscheidungsmonat
),

eingangsmonate as (
    select distinct
        behoerde_id,
        kreis_id,
        art,
        anliegen,
        berichtstermin,
        eingangsmonat
    from im_fenster
),

entscheidungsmonate as (
    select distinct
        behoerde_id,
        anliegen,
        berichtstermin,
        entscheidungsmonat
    from im_fenster
),

gitter as (
    select
        eingangsmonate.behoerde_id,
        eingangsmonate.kreis_id,
        eingangsmonate.art,
        eingangsmonate.anliegen,
        eingangsmonate.berichtstermin,
        eingangsmonate.eingangsmonat,
        entscheidungsmonate.entscheidungsmonat,
        coalesce(im_fenster.anzahl, 0) as anzahl
    from eingangsmonate
    inner join entscheidungsmonate
        on
            eingangsmonate.behoerde_id = entscheidungsmonate.behoerde_id
            and eingangsmonate.anliegen = entscheidungsmonate.anliegen
            and eingangsmonate.berichtstermin = entscheidungsmonate.berichtstermin
    left join im_fenster
        on
            eingangsmonate.behoerde_id = im_fenster.behoerde_id
            and eingangsmonate.anliegen = im_fenster.anliegen
            and eingangsmonate.berichtstermin = im_fenster.berichtstermin
            and eingangsmonate.eingangsmonat = im_fenster.eingangsmonat
            and entscheidungsmonate.entscheidungsmonat = im_fenster.entscheidungsmonat
),

mit_frueheren as (
    select
        behoerde_id,
        kreis_id,
        art,
        anliegen,
        berichtstermin,
        eingangsmonat,
        entscheidungsmonat,
        anzahl,
        coalesce(sum(anzahl) over (
            partition by behoerde_id, anliegen, berichtstermin, entscheidungsmonat
            order by eingangsmonat
            rows between unbounded preceding and 1 preceding
        ), 0) as frueher_eingegangen
    from gitter
),

mit_paaren as (
    select
        behoerde_id,
        kreis_id,
        art,
        anliegen,
        berichtstermin,
        anzahl,
        coalesce(sum(frueher_eingegangen) over (
            partition by behoerde_id, anliegen, berichtstermin, eingangsmonat
            order by entscheidungsmonat
            rows between unbounded preceding and 1 preceding
        ), 0) as davor_entschieden,
        coalesce(sum(frueher_eingegangen) over (
            partition by behoerde_id, anliegen, berichtstermin, eingangsmonat
            order by entscheidungsmonat
            rows between 1 following and unbounded following
        ), 0) as danach_entschieden
    from mit_frueheren
)

select
    behoerde_id,
    kreis_id,
    art,
    anliegen,
    berichtstermin,
    berichtstermin as stichtag,
    cast(sum(anzahl * davor_entschieden) as bigint) as numerator,
    cast(sum(anzahl * (davor_entschieden + danach_entschieden)) as bigint) as denominator
from mit_paaren
group by behoerde_id, kreis_id, art, anliegen, berichtstermin
having sum(anzahl * (davor_entschieden + danach_entschieden)) > 0
order by behoerde_id, kreis_id, art, anliegen, berichtstermin;
