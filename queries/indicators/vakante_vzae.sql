-- Vakante Stellen: assigned and not occupied full-time equivalents, by reason.
--
-- Grain:     one row per Kreis, Berichtstermin, Baustein and reason. The same
--            steps as in the Stellentrichter without the occupied posts.
-- Left out:  groups without any assignment, and the reasons that cannot be told
--            because no call-off is reported.

select
    stellenstufen.kreis_id,
    stellenstufen.berichtstermin,
    stellenstufen.stichtag,
    stellenstufen.baustein,
    gruende.grund,
    gruende.anzahl
from stellenstufen
cross join
    lateral (
        values
        ('nicht_abgerufen', stellenstufen.nicht_abgerufen),
        ('abgerufen_frei', stellenstufen.abgerufen_frei),
        ('ungeklaert', stellenstufen.ungeklaert)
    ) as gruende (grund, anzahl)
where gruende.anzahl is not null
order by stellenstufen.kreis_id, stellenstufen.berichtstermin, stellenstufen.baustein, gruende.grund;
