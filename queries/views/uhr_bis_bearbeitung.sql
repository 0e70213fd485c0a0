-- Clock from filing to the beginning of the work (W15).
--
-- Grain:     one row per procedure of an authority whose register records
--            bearbeitungsbeginn_am at all.
-- Columns:   the clock starts on `beginn_am` (the filing), the procedure is
--            seen from `sichtbar_ab` on and followed up to `bis`. `ausgang`
--            says what happened then: begonnen, or beendet_vorher where it was
--            decided before; empty where it is still followed.
-- Left out:  authorities without any bearbeitungsbeginn_am: their procedures would
--            all seem to wait. Procedures that were begun before the
--            register could see them: of those only the ones that were still
--            undecided were ever entered.
-- Note:      Ausgang `bereinigt` ends the observation without being one of
--            the ways out, as in wartezeit_kohorte.

with vermerkende as (
    select distinct behoerde_id
    from antraege_beobachtet
    where bearbeitungsbeginn_am is not null
),

schritte as (
    select
        antraege_beobachtet.behoerde_id,
        antraege_beobachtet.anliegen,
        antraege_beobachtet.register_ab,
        antraege_beobachtet.eingang_am as beginn_am,
        greatest(antraege_beobachtet.beobachtet_ab, antraege_beobachtet.eingang_am) as sichtbar_ab,
        coalesce(
            least(antraege_beobachtet.bearbeitungsbeginn_am, antraege_beobachtet.entscheidung_am),
            antraege_beobachtet.ende
        ) as bis,
        case
            when
                antraege_beobachtet.bearbeitungsbeginn_am
                <= coalesce(antraege_beobachtet.entscheidung_am, antraege_beobachtet.ende)
                then 'begonnen'
            when antraege_beobachtet.entscheidung <> 'bereinigt' then 'beendet_vorher'
        end as ausgang
    from antraege_beobachtet
    inner join vermerkende on antraege_beobachtet.behoerde_id = vermerkende.behoerde_id
)

select
    behoerde_id,
    anliegen,
    register_ab,
    beginn_am,
    sichtbar_ab,
    bis,
    ausgang
from schritte
where bis >= sichtbar_ab;
