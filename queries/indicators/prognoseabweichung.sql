-- Prognoseabweichung: occupied full-time equivalents minus those that had been
-- forecast for the day, among assigned ones.
--
-- Grain:     one row per Kreis, Berichtstermin and Baustein. A forecast is
--            held against the first Berichtstermin at which a Stichtag from 14
--            days before to 100 days after the forecast day counts, and which
--            is later than the forecast itself. Of several forecasts for one
--            Termin the one for the latest day holds, then the latest given.
-- Left out:  forecasts whose day has no such Stichtag (yet), and groups
--            without any assignment.

with prognosen as (
    select
        kreis_id,
        baustein,
        prognose_fuer,
        stichtag as gegeben_am,
        sum(prognose_besetzt_vzae) as prognose
    from stellen
    where prognose_besetzt_vzae is not null and prognose_fuer is not null
    group by kreis_id, baustein, prognose_fuer, stichtag
),

eingetreten as (
    select
        kreis_id,
        berichtstermin,
        stichtag,
        baustein,
        sum(besetzt_vzae) as besetzt,
        sum(zugewiesen_vzae) as zugewiesen
    from stellen_zum_termin
    group by kreis_id, berichtstermin, stichtag, baustein
    having count(zugewiesen_vzae) > 0
),

erster_termin as (
    select
        eingetreten.kreis_id,
        eingetreten.berichtstermin,
        eingetreten.stichtag,
        eingetreten.baustein,
        eingetreten.besetzt,
        eingetreten.zugewiesen,
        prognosen.prognose,
        prognosen.prognose_fuer,
        prognosen.gegeben_am
    from prognosen
    inner join eingetreten
        on
            prognosen.kreis_id = eingetreten.kreis_id
            and prognosen.baustein = eingetreten.baustein
            and prognosen.gegeben_am < eingetreten.stichtag
            and date_diff('day', prognosen.prognose_fuer, eingetreten.stichtag) between -14 and 100
    qualify row_number() over (
        partition by prognosen.kreis_id, prognosen.baustein, prognosen.prognose_fuer, prognosen.gegeben_am
        order by eingetreten.berichtstermin
    ) = 1
),

letzte_prognose as (
    select
        kreis_id,
        berichtstermin,
        stichtag,
        baustein,
        besetzt,
        prognose,
        zugewiesen
    from erster_termin
    qualify row_number() over (
        partition by kreis_id, berichtstermin, baustein
        order by prognose_fuer desc, gegeben_am desc
    ) = 1
)

select
    kreis_id,
    berichtstermin,
    stichtag,
    baustein,
    besetzt - prognose as numerator,
    zugewiesen as denominator
from letzte_prognose
order by kreis_id, berichtstermin, baustein;
