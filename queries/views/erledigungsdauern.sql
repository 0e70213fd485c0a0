-- Procedures that ended in a quarter, with their days since the filing.
--
-- Grain:     one row per decided procedure. `quartal` is that of the decision.
-- Left out:  quarters that the register did not see from the first to the last
--            day; Ausgang `bereinigt`, which is no Erledigung.

select
    antraege_zum_termin.behoerde_id,
    antraege_beobachtet.anliegen,
    antraege_zum_termin.berichtstermin as quartal,
    antraege_beobachtet.entscheidung as ausgang,
    antraege_beobachtet.entscheidung_am - antraege_beobachtet.eingang_am as tage
from antraege_beobachtet
inner join antraege_zum_termin
    on
        antraege_beobachtet.behoerde_id = antraege_zum_termin.behoerde_id
        and date_trunc('quarter', antraege_beobachtet.entscheidung_am)
        = date_trunc('quarter', antraege_zum_termin.berichtstermin)
where antraege_zum_termin.ganzes_quartal and antraege_beobachtet.entscheidung <> 'bereinigt';
