-- Stellentrichter: the assignment cut into what is occupied, what is called
-- off and empty, what is not called off, and what cannot be told.
--
-- Grain:     one row per Kreis, Berichtstermin, Baustein and step. All steps
--            but ueber_zuweisung add up to the assignment.
-- Left out:  groups without any assignment, and the steps that cannot be told
--            because no call-off is reported.

select
    stellenstufen.kreis_id,
    stellenstufen.berichtstermin,
    stellenstufen.stichtag,
    stellenstufen.baustein,
    stufen.stufe,
    stufen.anzahl
from stellenstufen
cross join
    lateral (
        values
        ('besetzt', stellenstufen.besetzt),
        ('abgerufen_frei', stellenstufen.abgerufen_frei),
        ('nicht_abgerufen', stellenstufen.nicht_abgerufen),
        ('ungeklaert', stellenstufen.ungeklaert),
        ('ueber_zuweisung', stellenstufen.ueber_zuweisung)
    ) as stufen (stufe, anzahl)
where stufen.anzahl is not null
order by stellenstufen.kreis_id, stellenstufen.berichtstermin, stellenstufen.baustein, stufen.stufe;
