-- Levels of the dimensions of the structural review at a Berichtstermin.
--
-- Grain:     one row per Kreis, Berichtstermin, rater and dimension.
-- Columns:   `punkte` is the lower median of the criteria that were judged: of
--            four criteria the second lowest. Null where none was judged.
--            `dimensionsstufe` is the same as a code, nb where something
--            applies and nothing could be judged, entfaellt where nothing does.

with mediane as (
    select
        kreis_id,
        berichtstermin,
        stichtag,
        bewertet_von,
        dimension,
        quantile_disc(punkte, 0.5) as punkte,
        count(*) filter (where stufe <> 'entfaellt') as anwendbar
    from struktur_zum_termin
    group by kreis_id, berichtstermin, stichtag, bewertet_von, dimension
)

select
    kreis_id,
    berichtstermin,
    stichtag,
    bewertet_von,
    dimension,
    punkte,
    case
        when anwendbar = 0 then 'entfaellt'
        when punkte is null then 'nb'
        else cast(punkte as varchar)
    end as dimensionsstufe
from mediane;
