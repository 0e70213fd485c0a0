-- Dimensionsstufen: how many sites stand on which level of a dimension.
--
-- Grain:     one row per Kreis, Berichtstermin, rater, dimension and level;
--            nb and entfaellt are levels of their own, never 0.
-- Left out:  reviews more than two years before the Termin.

select
    kreis_id,
    berichtstermin,
    stichtag,
    bewertet_von,
    dimension,
    dimensionsstufe,
    1 as anzahl
from dimensionen_zum_termin
order by kreis_id, berichtstermin, bewertet_von, dimension;
