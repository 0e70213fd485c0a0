-- Clock from completeness of the papers to decision.
--
-- Grain:     one row per procedure that is complete. Who is not complete is not
--            at risk on this clock, and an authority that does not record
--            vollstaendig_am is not in it.
-- Columns:   the clock starts on `beginn_am` (vollstaendig_am), the procedure
--            is seen from `sichtbar_ab` on and followed up to `bis`. `ausgang`
--            is the decision; empty where it is still followed.
-- Left out:  procedures recorded as complete only after their decision.

select
    behoerde_id,
    anliegen,
    register_ab,
    vollstaendig_am as beginn_am,
    greatest(beobachtet_ab, vollstaendig_am) as sichtbar_ab,
    coalesce(entscheidung_am, ende) as bis,
    entscheidung as ausgang
from antraege_beobachtet
where vollstaendig_am <= coalesce(entscheidung_am, ende);
