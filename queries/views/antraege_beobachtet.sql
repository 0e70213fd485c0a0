-- Anträge as they could be seen: what happened after the end of observation is
-- unknown, what was over before the register began was never seen.
--
-- Grain:     one row per procedure (behoerde_id, vorgang_id).
-- Columns:   `ende` is the last day that is observed: the Stand's day or the
--            day the extract speaks for, whichever is earlier. `beobachtet_ab`
--            is the first day this register could see the procedure; without
--            any statement it saw the procedure from its filing on. Decisions
--            and steps after `ende` are empty, as if they had not come yet.
-- Left out:  procedures filed or first seen after `ende`, and procedures
--            decided before `beobachtet_ab`: of those only some would have
--            been entered later, and nobody knows which.
-- Errors:    a day of decision without the decision or the other way round. It
--            would count as still open, or as one nobody looked at any more, and
--            bend every curve in silence. The intake refuses such rows; one that
--            is here is a bug. A decision before the filing is kept for the same
--            reason: no estimate accepts its counts.

with begrenzt as (
    select
        antraege.vorgang_id,
        antraege.behoerde_id,
        behoerdenregister.kreis_id,
        behoerdenregister.art,
        antraege.rechtsgrundlage,
        antraege.anliegen,
        antraege.personen,
        antraege.vorgezogen,
        antraege.terminanfrage_am,
        antraege.termin_am,
        antraege.eingang_am,
        antraege.vollstaendig_am,
        antraege.bearbeitungsbeginn_am,
        antraege.entscheidung_am,
        antraege.entscheidung,
        antraege.auszug_vom,
        behoerdenregister.register_ab,
        least(stand.stand_tag, antraege.auszug_vom) as ende,
        coalesce(antraege.erfasst_ab, behoerdenregister.register_ab, antraege.eingang_am) as beobachtet_ab
    from antraege
    inner join behoerdenregister on antraege.behoerde_id = behoerdenregister.behoerde_id
    cross join stand
),

verdeckt as (
    select
        vorgang_id,
        behoerde_id,
        kreis_id,
        art,
        rechtsgrundlage,
        anliegen,
        personen,
        vorgezogen,
        terminanfrage_am,
        termin_am,
        eingang_am,
        case when vollstaendig_am <= ende then vollstaendig_am end as vollstaendig_am,
        case when bearbeitungsbeginn_am <= ende then bearbeitungsbeginn_am end as bearbeitungsbeginn_am,
        case when entscheidung_am <= ende then entscheidung_am end as entscheidung_am,
        case when entscheidung_am <= ende then entscheidung end as entscheidung,
        auszug_vom,
        register_ab,
        ende,
        beobachtet_ab
    from begrenzt
    where
        case
            when (entscheidung_am is null) <> (entscheidung is null)
                then error('antraege: a decision without its day, or a day without its decision')
            else eingang_am <= ende and beobachtet_ab <= ende
        end
)

select
    vorgang_id,
    behoerde_id,
    kreis_id,
    art,
    rechtsgrundlage,
    anliegen,
    personen,
    vorgezogen,
    terminanfrage_am,
    termin_am,
    eingang_am,
    vollstaendig_am,
    bearbeitungsbeginn_am,
    entscheidung_am,
    entscheidung,
    auszug_vom,
    register_ab,
    ende,
    beobachtet_ab
from verdeckt
where entscheidung_am is null or entscheidung_am >= beobachtet_ab or entscheidung_am < eingang_am;
