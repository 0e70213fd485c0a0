-- Clocks of the Anträge by cohort: for those whose clock started in a quarter.
--
-- Grain:     two rows per procedure and clock, one for its entry, one for its
--            exit (`seite`: zugang, abgang).
-- Columns:   `tag` is the age on the clock in days: at the entry the last at
--            which the procedure was unobserved (-1: seen from the start of the
--            clock), at the exit the one it was followed up to. `ausgang` stands
--            at the exit only. At risk at age t: entries before t less exits
--            before t.
-- Left out:  cohorts that began before the register did: those decided by then
--            are missing from them. Procedures taken over later are in, from
--            the day the register could see them.

with vorgaenge as (
    select
        uhr,
        behoerde_id,
        kreis_id,
        art,
        anliegen,
        last_day(cast(date_trunc('quarter', beginn_am) + interval 2 month as date)) as beginn_quartal,
        sichtbar_ab - beginn_am - 1 as tag_zugang,
        bis - beginn_am as tag_abgang,
        ausgang
    from antragsuhren
    where register_ab is null or register_ab <= date_trunc('quarter', beginn_am)
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
    vorgaenge.beginn_quartal,
    seiten.seite,
    case seiten.seite when 'zugang' then vorgaenge.tag_zugang else vorgaenge.tag_abgang end as tag,
    case seiten.seite when 'abgang' then vorgaenge.ausgang end as ausgang
from vorgaenge
cross join seiten;
