-- Anteil mit Nachweis: judged criteria that carry evidence.
--
-- Grain:     one row per Kreis, Berichtstermin, rater and dimension.
-- Left out:  criteria that do not apply or could not be judged.

select
    kreis_id,
    berichtstermin,
    stichtag,
    bewertet_von,
    dimension,
    count(*) filter (where nachweis is not null) as numerator,
    count(*) as denominator
from struktur_zum_termin
where stufe in ('0', '1', '2', '3')
group by kreis_id, berichtstermin, stichtag, bewertet_von, dimension
order by kreis_id, berichtstermin, bewertet_von, dimension;
