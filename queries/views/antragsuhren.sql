-- Clocks of the Anträge: when each starts, from when on it is seen, and what
-- stopped it.
--
-- Grain:     one row per procedure and clock. `uhr` names the clock:
--            wartezeit         from filing to decision
--            gesamtwartezeit   from the request for an appointment to decision
--            ab_vollstaendig   from completeness of the papers to decision
--            bis_vollstaendig  from filing to completeness of the papers
--            bis_bearbeitung   from filing to the beginning of the work (W15)
-- Columns:   the clock starts on `beginn_am`, the procedure is seen from
--            `sichtbar_ab` on and followed up to `bis`. `ausgang` says what
--            happened then: the decision, or on the way to a step vollstaendig,
--            begonnen or, where it was decided before, beendet_vorher. Empty
--            where it is still followed.
-- Left out:  who is not at risk on a clock. Procedures without a request, or
--            that are not complete, or that were recorded as complete only
--            after their decision. On the way to a step: authorities whose
--            register never records it, their procedures would all seem to
--            wait; and procedures that had taken it before the register could
--            see them: of those only the ones still undecided were ever entered.
-- Note:      gesamtwartezeit starts with the filing where that came before the
--            request, and is seen once a procedure is both filed and asked for:
--            no register can see it before its filing, and who asks only after
--            it would not be here had the decision come sooner.
--            Ausgang `bereinigt` ends the observation without being a decision
--            or a way out, like the end of the extract. To leave such rows out
--            from the start would use a knowledge that nobody had while they
--            were open.
--            The branches share no CTE, so that one clock reads only its own.

with vermerken_vollstaendig as (
    select distinct behoerde_id
    from antraege_beobachtet
    where vollstaendig_am is not null
),

vermerken_bearbeitung as (
    select distinct behoerde_id
    from antraege_beobachtet
    where bearbeitungsbeginn_am is not null
)

select
    'wartezeit' as uhr,
    behoerde_id,
    kreis_id,
    art,
    anliegen,
    register_ab,
    eingang_am as beginn_am,
    greatest(beobachtet_ab, eingang_am) as sichtbar_ab,
    coalesce(entscheidung_am, ende) as bis,
    entscheidung as ausgang
from antraege_beobachtet
union all
select
    'gesamtwartezeit' as uhr,
    behoerde_id,
    kreis_id,
    art,
    anliegen,
    register_ab,
    least(terminanfrage_am, eingang_am) as beginn_am,
    greatest(beobachtet_ab, eingang_am, terminanfrage_am) as sichtbar_ab,
    coalesce(entscheidung_am, ende) as bis,
    entscheidung as ausgang
from antraege_beobachtet
where
    terminanfrage_am is not null
    and coalesce(entscheidung_am, ende) >= greatest(beobachtet_ab, eingang_am, terminanfrage_am)
union all
select
    'ab_vollstaendig' as uhr,
    behoerde_id,
    kreis_id,
    art,
    anliegen,
    register_ab,
    vollstaendig_am as beginn_am,
    greatest(beobachtet_ab, vollstaendig_am) as sichtbar_ab,
    coalesce(entscheidung_am, ende) as bis,
    entscheidung as ausgang
from antraege_beobachtet
where vollstaendig_am <= coalesce(entscheidung_am, ende)
union all
select
    'bis_vollstaendig' as uhr,
    behoerde_id,
    kreis_id,
    art,
    anliegen,
    register_ab,
    eingang_am as beginn_am,
    greatest(beobachtet_ab, eingang_am) as sichtbar_ab,
    coalesce(least(vollstaendig_am, entscheidung_am), ende) as bis,
    case
        when vollstaendig_am <= coalesce(entscheidung_am, ende) then 'vollstaendig'
        when entscheidung <> 'bereinigt' then 'beendet_vorher'
    end as ausgang
from antraege_beobachtet
where
    coalesce(least(vollstaendig_am, entscheidung_am), ende) >= greatest(beobachtet_ab, eingang_am)
    and behoerde_id in (select v.behoerde_id from vermerken_vollstaendig as v)
union all
select
    'bis_bearbeitung' as uhr,
    behoerde_id,
    kreis_id,
    art,
    anliegen,
    register_ab,
    eingang_am as beginn_am,
    greatest(beobachtet_ab, eingang_am) as sichtbar_ab,
    coalesce(least(bearbeitungsbeginn_am, entscheidung_am), ende) as bis,
    case
        when bearbeitungsbeginn_am <= coalesce(entscheidung_am, ende) then 'begonnen'
        when entscheidung <> 'bereinigt' then 'beendet_vorher'
    end as ausgang
from antraege_beobachtet
where
    coalesce(least(bearbeitungsbeginn_am, entscheidung_am), ende) >= greatest(beobachtet_ab, eingang_am)
    and behoerde_id in (select v.behoerde_id from vermerken_bearbeitung as v);
