-- Dokumentationsgrad: filled among expected fields of the cases.
--
-- Grain:     one row per Kreis, quarter of intake, Fallart and field.
-- Expected:  of every case the day of the request, the way of access, age
--            group, gender, length of residence, Rechtskreis at the beginning
--            and number of persons; of a Case Management case also the
--            assessment after 30 days, the Hilfeplan after 60, and at its end
--            the Rechtskreis, unless it was closed for a reason outside the
--            work or without an indication; of every closed case a way of
--            ending that is known.
-- Left out:  cohorts whose quarter is not over when observation ends.

with mit_laufzeit as (
    select
        faelle_beobachtet.*,
        faelle_beobachtet.fallart = 'case_management' as case_management,
        date_diff(
            'day',
            faelle_beobachtet.aufnahme_am,
            coalesce(faelle_beobachtet.abschluss_am, faelle_beobachtet.ende)
        ) as laufzeit
    from faelle_beobachtet
    where faelle_beobachtet.aufnahme_quartal <= faelle_beobachtet.ende
),

felder as (
    select
        mit_laufzeit.kreis_id,
        mit_laufzeit.aufnahme_quartal,
        mit_laufzeit.fallart,
        feld.feld,
        feld.gefuellt
    from mit_laufzeit
    cross join
        lateral (
            values
            ('anfrage_am', true, mit_laufzeit.anfrage_am is not null),
            ('zugang', true, mit_laufzeit.zugang is not null),
            ('altersgruppe', true, mit_laufzeit.altersgruppe is not null),
            ('geschlecht', true, mit_laufzeit.geschlecht is not null),
            ('aufenthaltsdauer', true, mit_laufzeit.aufenthaltsdauer is not null),
            ('rechtskreis_beginn', true, mit_laufzeit.rechtskreis_beginn is not null),
            ('personen', true, mit_laufzeit.personen is not null),
            (
                'assessment_am',
                mit_laufzeit.case_management and mit_laufzeit.laufzeit > 30,
                mit_laufzeit.assessment_am is not null
            ),
            (
                'hilfeplan_am',
                mit_laufzeit.case_management and mit_laufzeit.laufzeit > 60,
                mit_laufzeit.hilfeplan_am is not null
            ),
            (
                'rechtskreis_ende',
                mit_laufzeit.case_management
                and mit_laufzeit.gruppe not in ('offen', 'neutral', 'keine_indikation'),
                mit_laufzeit.rechtskreis_ende is not null
            ),
            ('abschlussart', mit_laufzeit.gruppe <> 'offen', mit_laufzeit.gruppe <> 'unbekannt')
        ) as feld (feld, erwartet, gefuellt)
    where feld.erwartet
)

select
    kreis_id,
    aufnahme_quartal,
    fallart,
    feld,
    count(*) filter (where gefuellt) as numerator,
    count(*) as denominator
from felder
group by kreis_id, aufnahme_quartal, fallart, feld
order by kreis_id, aufnahme_quartal, fallart, feld;
