-- Nicht abgerufene Mittel: state money a year for posts that are assigned and
-- not called off, at the flat rate of the year in which the Stichtag lies.
--
-- Grain:     one row per Kreis, Berichtstermin, Baustein and rate. Employers
--            are added up within a category before anything is subtracted,
--            because the assignment is often reported on one row only.
-- Left out:  categories for which assignment or call-off is not reported, and
--            those without a known rate: their money is not reported.

with kategorien as (
    select
        kreis_id,
        berichtstermin,
        stichtag,
        baustein,
        kategorie,
        greatest(
            sum(zugewiesen_vzae) - greatest(sum(abgerufen_vzae), sum(besetzt_vzae)), 0
        ) as nicht_abgerufen_vzae
    from stellen_zum_termin
    group by kreis_id, berichtstermin, stichtag, baustein, kategorie
    having count(zugewiesen_vzae) > 0 and count(abgerufen_vzae) > 0
),

saetze as (
    select
        cast(jahr as integer) as jahr,
        baustein,
        kategorie,
        cast(euro_je_vzae as decimal(12, 2)) as festbetrag_eur
    from festbetraege
    where euro_je_vzae is not null
)

select
    kategorien.kreis_id,
    kategorien.berichtstermin,
    kategorien.stichtag,
    kategorien.baustein,
    saetze.festbetrag_eur,
    cast(sum(kategorien.nicht_abgerufen_vzae * saetze.festbetrag_eur) as decimal(18, 2)) as anzahl
from kategorien
inner join saetze
    on
        extract(year from kategorien.stichtag) = saetze.jahr
        and kategorien.baustein = saetze.baustein
        and kategorien.kategorie = saetze.kategorie
group by
    kategorien.kreis_id,
    kategorien.berichtstermin,
    kategorien.stichtag,
    kategorien.baustein,
    saetze.festbetrag_eur
order by kategorien.kreis_id, kategorien.berichtstermin, kategorien.baustein, saetze.festbetrag_eur;
