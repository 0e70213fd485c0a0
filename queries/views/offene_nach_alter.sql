-- Open procedures at the Berichtstermine by age, from registers and from counts.
--
-- Grain:     one row per authority, Grundlage, Zähleinheit, Anliegen,
--            Berichtstermin and Altersband. Age runs from eingang_am to the
--            Stichtag in calendar months: an application of 30 November is
--            older than three months from 1 March on, not after 91 days.
-- Columns:   `ohne_angabe` holds what counts do not put into a band: open, but
--            of unknown age.
-- Left out:  groups of a register with nothing open.
-- Note:      where a delivered period does not bring a band, `anzahl` is empty:
--            unknown is not zero.

with offene as (
    select
        antraege_zum_termin.behoerde_id,
        antraege_zum_termin.kreis_id,
        antraege_zum_termin.art,
        antraege_beobachtet.anliegen,
        antraege_zum_termin.berichtstermin,
        antraege_zum_termin.stichtag,
        antraege_beobachtet.eingang_am
    from antraege_beobachtet
    inner join antraege_zum_termin
        on
            antraege_beobachtet.behoerde_id = antraege_zum_termin.behoerde_id
            and antraege_beobachtet.eingang_am <= antraege_zum_termin.stichtag
            and antraege_beobachtet.beobachtet_ab <= antraege_zum_termin.stichtag
            and (
                antraege_beobachtet.entscheidung_am is null
                or antraege_beobachtet.entscheidung_am > antraege_zum_termin.stichtag
            )
),

vorgaenge as (
    select
        behoerde_id,
        kreis_id,
        art,
        anliegen,
        berichtstermin,
        stichtag,
        case
            when eingang_am + interval 24 month < stichtag then 'ueber_24m'
            when eingang_am + interval 18 month < stichtag then '18_24m'
            when eingang_am + interval 12 month < stichtag then '12_18m'
            when eingang_am + interval 6 month < stichtag then '6_12m'
            when eingang_am + interval 3 month < stichtag then '3_6m'
            else 'bis_3m'
        end as altersband
    from offene
),

altersbaender (altersband) as (
    values ('bis_3m'), ('3_6m'), ('6_12m'), ('12_18m'), ('18_24m'), ('ueber_24m'), ('ohne_angabe')
),

zaehlungen as (
    select
        behoerde_id,
        kreis_id,
        art,
        zaehleinheit,
        anliegen,
        berichtstermin,
        stichtag,
        bestand_ende,
        offen_bis_3m,
        offen_3_6m,
        offen_6_12m,
        offen_12_18m,
        offen_18_24m,
        offen_ueber_24m,
        offen_bis_3m
        + offen_3_6m
        + offen_6_12m
        + offen_12_18m
        + offen_18_24m
        + offen_ueber_24m as alle_baender,
        coalesce(offen_bis_3m, 0) + coalesce(offen_3_6m, 0) + coalesce(offen_6_12m, 0)
        + coalesce(offen_12_18m, 0) + coalesce(offen_18_24m, 0) + coalesce(offen_ueber_24m, 0) as in_baendern
    from bestand_zum_termin
),

zaehlungen_nach_alter as (
    select
        zaehlungen.behoerde_id,
        zaehlungen.kreis_id,
        zaehlungen.art,
        zaehlungen.zaehleinheit,
        zaehlungen.anliegen,
        zaehlungen.berichtstermin,
        zaehlungen.stichtag,
        altersbaender.altersband,
        case altersbaender.altersband
            when 'bis_3m' then zaehlungen.offen_bis_3m
            when '3_6m' then zaehlungen.offen_3_6m
            when '6_12m' then zaehlungen.offen_6_12m
            when '12_18m' then zaehlungen.offen_12_18m
            when '18_24m' then zaehlungen.offen_18_24m
            when 'ueber_24m' then zaehlungen.offen_ueber_24m
            when
                'ohne_angabe'
                then zaehlungen.bestand_ende - least(zaehlungen.bestand_ende, zaehlungen.in_baendern)
        end as anzahl
    from zaehlungen
    cross join altersbaender
    where altersbaender.altersband <> 'ohne_angabe' or zaehlungen.alle_baender is null
)

select
    behoerde_id,
    kreis_id,
    art,
    'einzelvorgang' as grundlage,
    'antrag' as zaehleinheit,
    anliegen,
    berichtstermin,
    stichtag,
    altersband,
    count(*) as anzahl
from vorgaenge
group by behoerde_id, kreis_id, art, anliegen, berichtstermin, stichtag, altersband
union all
select
    behoerde_id,
    kreis_id,
    art,
    'bestand' as grundlage,
    zaehleinheit,
    anliegen,
    berichtstermin,
    stichtag,
    altersband,
    anzahl
from zaehlungen_nach_alter;
