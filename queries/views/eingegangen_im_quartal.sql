-- Filings by quarter, from registers and from counts.
--
-- Grain:     one row per authority, Grundlage, Zähleinheit, Anliegen and
--            quarter. From a register a filing counts in the quarter of
--            eingang_am.
-- Left out:  quarters that the register did not see from the first to the last
--            day. Procedures that the register first saw in a later quarter
--            than that of their filing (taken over from another authority):
--            the authority they were filed with counts them.
-- Note:      where a delivered period brings no filings, `anzahl` is empty:
--            unknown is not zero.

with vorgaenge as (
    select
        behoerde_id,
        anliegen,
        last_day(cast(date_trunc('quarter', eingang_am) + interval 2 month as date)) as quartal,
        count(*) as anzahl
    from antraege_beobachtet
    where date_trunc('quarter', greatest(beobachtet_ab, eingang_am)) = date_trunc('quarter', eingang_am)
    group by behoerde_id, anliegen, quartal
)

select
    antraege_zum_termin.behoerde_id,
    antraege_zum_termin.kreis_id,
    antraege_zum_termin.art,
    'einzelvorgang' as grundlage,
    'antrag' as zaehleinheit,
    vorgaenge.anliegen,
    vorgaenge.quartal,
    vorgaenge.anzahl
from vorgaenge
inner join antraege_zum_termin
    on
        vorgaenge.behoerde_id = antraege_zum_termin.behoerde_id
        and vorgaenge.quartal = antraege_zum_termin.berichtstermin
where antraege_zum_termin.ganzes_quartal
union all
select
    behoerde_id,
    kreis_id,
    art,
    'bestand' as grundlage,
    zaehleinheit,
    anliegen,
    quartal,
    eingaenge as anzahl
from bestand_im_quartal;
