-- Bestandsveränderung: open at the end of the quarter less open at its start.
--
-- Grain:     one row per authority, Grundlage, Zähleinheit, Anliegen and
--            quarter; negative where the stock fell. From a register it is the
--            difference of two Berichtstermine, so that quarters add up to the
--            change between the first and the last, takeovers and cleaning
--            included.
-- Left out:  the first quarter of a register: its start was not seen. Quarters
--            not seen to the last day.

with offene as (
    select
        behoerde_id,
        anliegen,
        berichtstermin,
        anzahl
    from offene_zum_termin
    where grundlage = 'einzelvorgang'
),

staende as (
    select
        behoerde_id,
        anliegen,
        berichtstermin as quartal,
        anzahl
    from offene
    union all
    select
        behoerde_id,
        anliegen,
        last_day(cast(berichtstermin + interval 3 month as date)) as quartal,
        -anzahl as anzahl
    from offene
),

quartale as (
    select
        ende.behoerde_id,
        ende.kreis_id,
        ende.art,
        ende.berichtstermin as quartal
    from antraege_zum_termin as ende
    inner join antraege_zum_termin as anfang
        on
            ende.behoerde_id = anfang.behoerde_id
            and ende.berichtstermin = last_day(cast(anfang.berichtstermin + interval 3 month as date))
    where ende.ganzes_quartal
),

veraenderungen as (
    select
        quartale.behoerde_id,
        quartale.kreis_id,
        quartale.art,
        'einzelvorgang' as grundlage,
        'antrag' as zaehleinheit,
        staende.anliegen,
        quartale.quartal,
        cast(sum(staende.anzahl) as bigint) as anzahl
    from quartale
    inner join staende on quartale.behoerde_id = staende.behoerde_id and quartale.quartal = staende.quartal
    group by quartale.behoerde_id, quartale.kreis_id, quartale.art, staende.anliegen, quartale.quartal
    union all
    select
        behoerde_id,
        kreis_id,
        art,
        'bestand' as grundlage,
        zaehleinheit,
        anliegen,
        quartal,
        bestand_ende - bestand_anfang as anzahl
    from bestand_im_quartal
)

select
    behoerde_id,
    kreis_id,
    art,
    grundlage,
    zaehleinheit,
    anliegen,
    quartal,
    anzahl
from veraenderungen
order by behoerde_id, kreis_id, art, grundlage, zaehleinheit, anliegen, quartal;
