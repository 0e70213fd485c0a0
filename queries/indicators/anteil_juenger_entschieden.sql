-- Anteil jünger entschieden: decisions on procedures that were younger than
-- half of those that were waiting.
--
-- Grain:     one row per authority, Anliegen and quarter of the decision. The
--            age at the decision is held against the median age of those open
--            at the end of the quarter before.
-- Left out:  what has left the order for a reason, as in reihenfolgetreue:
--            vorgezogen, Ausgang zurueckgenommen, abgegeben and bereinigt. All
--            but the last eight quarters; quarters that the register did not
--            see whole, or whose stock at the beginning it did not know;
--            groups with fewer than 30 open then, whose median says little.

with letzte_quartale as (
    select berichtstermin as quartal
    from termine
    qualify row_number() over (order by berichtstermin desc) <= 8
),

quartale as (
    select
        antraege_zum_termin.behoerde_id,
        antraege_zum_termin.kreis_id,
        antraege_zum_termin.art,
        letzte_quartale.quartal,
        vorher.berichtstermin as vorquartal
    from antraege_zum_termin
    inner join letzte_quartale on antraege_zum_termin.berichtstermin = letzte_quartale.quartal
    inner join antraege_zum_termin as vorher
        on
            antraege_zum_termin.behoerde_id = vorher.behoerde_id
            and vorher.berichtstermin = last_day(cast(letzte_quartale.quartal - interval 3 month as date))
    where antraege_zum_termin.ganzes_quartal
),

offene as (
    select
        quartale.behoerde_id,
        quartale.kreis_id,
        quartale.art,
        antraege_beobachtet.anliegen,
        quartale.quartal,
        median(quartale.vorquartal - antraege_beobachtet.eingang_am) as mittleres_alter
    from antraege_beobachtet
    inner join quartale
        on
            antraege_beobachtet.behoerde_id = quartale.behoerde_id
            and antraege_beobachtet.eingang_am <= quartale.vorquartal
            and antraege_beobachtet.beobachtet_ab <= quartale.vorquartal
            and (
                antraege_beobachtet.entscheidung_am is null
                or antraege_beobachtet.entscheidung_am > quartale.vorquartal
            )
    group by
        quartale.behoerde_id,
        quartale.kreis_id,
        quartale.art,
        antraege_beobachtet.anliegen,
        quartale.quartal
    having count(*) >= 30
),

entschieden as (
    select
        behoerde_id,
        anliegen,
        last_day(cast(date_trunc('quarter', entscheidung_am) + interval 2 month as date)) as quartal,
        entscheidung_am - eingang_am as alter_in_tagen,
        count(*) as anzahl
    from antraege_beobachtet
    where entscheidung in ('positiv', 'abgelehnt', 'sonstig') and vorgezogen is not true
    group by behoerde_id, anliegen, quartal, alter_in_tagen
)

select
    offene.behoerde_id,
    offene.kreis_id,
    offene.art,
    offene.anliegen,
    offene.quartal,
    cast(
        sum(case when entschieden.alter_in_tagen < offene.mittleres_alter then entschieden.anzahl else 0 end)
        as bigint
    ) as numerator,
    cast(sum(entschieden.anzahl) as bigint) as denominator
from offene
inner join entschieden
    on
        offene.behoerde_id = entschieden.behoerde_id
        and offene.anliegen = entschieden.anliegen
        and offene.quartal = entschieden.quartal
group by offene.behoerde_id, offene.kreis_id, offene.art, offene.anliegen, offene.quartal
order by offene.behoerde_id, offene.kreis_id, offene.art, offene.anliegen, offene.quartal;
