-- Anteil vorgezogen: how many of the decisions came out of turn.
--
-- Grain:     one row per authority, Anliegen and quarter of the decision
--            (positiv, abgelehnt, sonstig) with the statement whether it was
--            taken out of turn.
-- Left out:  quarters in which an authority has left the statement open for
--            more than one in ten decisions: a few crosses in an empty column
--            are no share. Quarters the register did not see whole.

with entschieden as (
    select
        behoerde_id,
        anliegen,
        last_day(cast(date_trunc('quarter', entscheidung_am) + interval 2 month as date)) as quartal,
        count(*) filter (where vorgezogen) as vorgezogen,
        count(vorgezogen) as mit_angabe,
        count(*) as alle
    from antraege_beobachtet
    where entscheidung in ('positiv', 'abgelehnt', 'sonstig')
    group by behoerde_id, anliegen, quartal
),

mit_spur as (
    select
        behoerde_id,
        quartal
    from entschieden
    group by behoerde_id, quartal
    having 10 * sum(alle - mit_angabe) <= sum(alle)
)

select
    antraege_zum_termin.behoerde_id,
    antraege_zum_termin.kreis_id,
    antraege_zum_termin.art,
    entschieden.anliegen,
    entschieden.quartal,
    entschieden.vorgezogen as numerator,
    entschieden.mit_angabe as denominator
from entschieden
inner join antraege_zum_termin
    on
        entschieden.behoerde_id = antraege_zum_termin.behoerde_id
        and entschieden.quartal = antraege_zum_termin.berichtstermin
inner join mit_spur
    on
        entschieden.behoerde_id = mit_spur.behoerde_id
        and entschieden.quartal = mit_spur.quartal
where antraege_zum_termin.ganzes_quartal and entschieden.mit_angabe > 0
order by
    antraege_zum_termin.behoerde_id,
    antraege_zum_termin.kreis_id,
    antraege_zum_termin.art,
    entschieden.anliegen,
    entschieden.quartal;
