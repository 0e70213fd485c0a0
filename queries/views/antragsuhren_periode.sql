-- Clocks of the Anträge by period: what happened on them inside a quarter.
--
-- Grain:     two rows per procedure, clock and window quarter it was seen in,
--            one for its entry, one for its exit (`seite`: zugang, abgang).
-- Columns:   `tag` and `ausgang` as in antragsuhren_kohorte. Only what happened
--            inside the quarter counts: whoever was open on its first day
--            enters at the age reached by then. Who stays open leaves one
--            quarter and enters the next at the same age, so that four quarters
--            add up exactly to a window of a year.
-- Left out:  all but the last eight quarters; quarters that the extract did not
--            see from the first to the last day, because it was drawn earlier
--            or the register began later.

with fenster as (
    select
        antraege_zum_termin.behoerde_id,
        letzte_quartale.fenster_quartal,
        letzte_quartale.beginn
    from antraege_zum_termin
    inner join letzte_quartale on antraege_zum_termin.berichtstermin = letzte_quartale.fenster_quartal
    where antraege_zum_termin.ganzes_quartal
),

vorgaenge as (
    select
        antragsuhren.uhr,
        antragsuhren.behoerde_id,
        antragsuhren.kreis_id,
        antragsuhren.art,
        antragsuhren.anliegen,
        fenster.fenster_quartal,
        greatest(fenster.beginn, antragsuhren.sichtbar_ab) - antragsuhren.beginn_am - 1 as tag_zugang,
        least(antragsuhren.bis, fenster.fenster_quartal) - antragsuhren.beginn_am as tag_abgang,
        case when antragsuhren.bis <= fenster.fenster_quartal then antragsuhren.ausgang end as ausgang
    from antragsuhren
    inner join fenster
        on
            antragsuhren.behoerde_id = fenster.behoerde_id
            and antragsuhren.sichtbar_ab <= fenster.fenster_quartal
            and antragsuhren.bis >= fenster.beginn
),

seiten (seite) as (
    values ('zugang'), ('abgang')
)

select
    vorgaenge.uhr,
    vorgaenge.behoerde_id,
    vorgaenge.kreis_id,
    vorgaenge.art,
    vorgaenge.anliegen,
    vorgaenge.fenster_quartal,
    seiten.seite,
    case seiten.seite when 'zugang' then vorgaenge.tag_zugang else vorgaenge.tag_abgang end as tag,
    case seiten.seite when 'abgang' then vorgaenge.ausgang end as ausgang
from vorgaenge
cross join seiten;
