-- Strukturprofil: every score of the structural review with its evidence.
--
-- Grain:     one row per Kreis, Berichtstermin, rater (massgeblich among them)
--            and criterion.
-- Left out:  reviews more than two years before the Termin.

select
    kreis_id,
    berichtstermin,
    stichtag,
    bewertet_von,
    abgestimmt,
    dimension,
    kriterium,
    stufe,
    nachweis,
    nachweis_vom,
    bemerkung
from struktur_zum_termin
order by berichtstermin, bewertet_von, kreis_id, kriterium;
