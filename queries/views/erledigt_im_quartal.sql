-- What left the stock by quarter and way out, from registers and from counts.
--
-- Grain:     one row per authority, Grundlage, Zähleinheit, Anliegen, quarter
--            and Ausgang. Ausgang `bereinigt` (duplicates, entries made by
--            mistake) is no Erledigung: whoever divides leaves it out.
-- Left out:  quarters that the register did not see from the first to the last
--            day. Counts know no Ausgang `abgegeben`: it is inside `sonstig`
--            there.
-- Note:      where a delivered period brings no number for a way out, `anzahl`
--            is empty: unknown is not zero.

with vorgaenge as (
    select
        behoerde_id,
        anliegen,
        last_day(cast(date_trunc('quarter', entscheidung_am) + interval 2 month as date)) as quartal,
        entscheidung as ausgang,
        count(*) as anzahl
    from antraege_beobachtet
    where entscheidung_am is not null
    group by behoerde_id, anliegen, quartal, ausgang
),

ausgaenge (ausgang) as (
    values ('positiv'), ('abgelehnt'), ('zurueckgenommen'), ('sonstig'), ('bereinigt')
),

zaehlungen as (
    select
        bestand_im_quartal.behoerde_id,
        bestand_im_quartal.kreis_id,
        bestand_im_quartal.art,
        bestand_im_quartal.zaehleinheit,
        bestand_im_quartal.anliegen,
        bestand_im_quartal.quartal,
        ausgaenge.ausgang,
        case ausgaenge.ausgang
            when 'positiv' then bestand_im_quartal.erledigt_positiv
            when 'abgelehnt' then bestand_im_quartal.erledigt_abgelehnt
            when 'zurueckgenommen' then bestand_im_quartal.erledigt_zurueckgenommen
            when 'sonstig' then bestand_im_quartal.erledigt_sonstig
            when 'bereinigt' then bestand_im_quartal.bereinigt
        end as anzahl
    from bestand_im_quartal
    cross join ausgaenge
)

select
    antraege_zum_termin.behoerde_id,
    antraege_zum_termin.kreis_id,
    antraege_zum_termin.art,
    'einzelvorgang' as grundlage,
    'antrag' as zaehleinheit,
    vorgaenge.anliegen,
    vorgaenge.quartal,
    vorgaenge.ausgang,
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
    ausgang,
    anzahl
from zaehlungen;
