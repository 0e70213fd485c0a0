-- Windows of the registers: in which of the last eight quarters an authority
-- could see everything.
--
-- Grain:     one row per authority and window quarter.
-- Left out:  quarters that the extract did not see from the first to the last
--            day, because it was drawn earlier or the register began later.

select
    antraege_zum_termin.behoerde_id,
    letzte_quartale.fenster_quartal,
    letzte_quartale.beginn
from antraege_zum_termin
inner join letzte_quartale on antraege_zum_termin.berichtstermin = letzte_quartale.fenster_quartal
where antraege_zum_termin.ganzes_quartal;
