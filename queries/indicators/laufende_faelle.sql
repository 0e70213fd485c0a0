-- Laufende Fälle: cases begun and not closed at the end of the day that counts.
--
-- Grain:     one row per Kreis, Berichtstermin and Fallart. A Kreis counts
--            with the Termin or, where its observation ends earlier, with that
--            day.
-- Left out:  a Kreis whose observation ended more than 100 days before the
--            Termin: it is not reported there.

with gueltig as (
    select
        faelle_beobachtet.kreis_id,
        termine.berichtstermin,
        least(termine.berichtstermin, faelle_beobachtet.ende) as stichtag,
        faelle_beobachtet.fallart,
        faelle_beobachtet.aufnahme_am,
        faelle_beobachtet.abschluss_am
    from faelle_beobachtet
    inner join termine
        on date_diff('day', faelle_beobachtet.ende, termine.berichtstermin) <= 100
)

select
    kreis_id,
    berichtstermin,
    stichtag,
    fallart,
    count(*) as anzahl
from gueltig
where
    aufnahme_am <= stichtag
    and (abschluss_am is null or abschluss_am > stichtag)
group by kreis_id, berichtstermin, stichtag, fallart
order by kreis_id, berichtstermin, fallart;
