-- Open procedures at the Berichtstermine and Erledigungen of the 12 months
-- before them, for those of whom the 12 months are known.
--
-- Grain:     one row per authority, Grundlage, Zähleinheit, Anliegen and
--            Berichtstermin.
-- Columns:   `tage` is the number of days of the 12 months (365 or 366).
--            `erledigungen` are without Ausgang `bereinigt`.
-- Left out:  Termine for which one of the four quarters is not known from its
--            first to its last day: the register began later, the extract was
--            drawn earlier, a period is missing. Counts without a closing
--            stock.

with fenster as (
    select
        berichtstermin,
        cast(date_trunc('quarter', berichtstermin) - interval 9 month as date) as beginn
    from termine
),

erledigungen as (
    select
        erledigt_im_quartal.behoerde_id,
        erledigt_im_quartal.kreis_id,
        erledigt_im_quartal.art,
        erledigt_im_quartal.grundlage,
        erledigt_im_quartal.zaehleinheit,
        erledigt_im_quartal.anliegen,
        fenster.berichtstermin,
        count(distinct erledigt_im_quartal.quartal) as quartale,
        sum(erledigt_im_quartal.anzahl) as anzahl
    from erledigt_im_quartal
    inner join fenster
        on
            erledigt_im_quartal.quartal > fenster.beginn
            and erledigt_im_quartal.quartal <= fenster.berichtstermin
    where erledigt_im_quartal.ausgang <> 'bereinigt' and erledigt_im_quartal.anzahl is not null
    group by
        erledigt_im_quartal.behoerde_id,
        erledigt_im_quartal.kreis_id,
        erledigt_im_quartal.art,
        erledigt_im_quartal.grundlage,
        erledigt_im_quartal.zaehleinheit,
        erledigt_im_quartal.anliegen,
        fenster.berichtstermin
),

ganze_register as (
    select
        antraege_zum_termin.behoerde_id,
        fenster.berichtstermin
    from antraege_zum_termin
    inner join fenster
        on
            antraege_zum_termin.berichtstermin > fenster.beginn
            and antraege_zum_termin.berichtstermin <= fenster.berichtstermin
    where antraege_zum_termin.ganzes_quartal
    group by antraege_zum_termin.behoerde_id, fenster.berichtstermin
    having count(*) = 4
),

gegenueber as (
    select
        behoerde_id,
        kreis_id,
        art,
        grundlage,
        zaehleinheit,
        anliegen,
        berichtstermin,
        case when anzahl is null then 0 else 1 end as bestandszeilen,
        0 as quartale,
        anzahl as offen,
        0 as erledigungen
    from offene_zum_termin
    union all
    select
        behoerde_id,
        kreis_id,
        art,
        grundlage,
        zaehleinheit,
        anliegen,
        berichtstermin,
        0 as bestandszeilen,
        quartale,
        0 as offen,
        anzahl as erledigungen
    from erledigungen
),

addiert as (
    select
        gegenueber.behoerde_id,
        gegenueber.kreis_id,
        gegenueber.art,
        gegenueber.grundlage,
        gegenueber.zaehleinheit,
        gegenueber.anliegen,
        gegenueber.berichtstermin,
        sum(gegenueber.bestandszeilen) as bestandszeilen,
        sum(gegenueber.quartale) as quartale,
        cast(sum(gegenueber.offen) as bigint) as offen,
        cast(sum(gegenueber.erledigungen) as bigint) as erledigungen
    from gegenueber
    group by
        gegenueber.behoerde_id,
        gegenueber.kreis_id,
        gegenueber.art,
        gegenueber.grundlage,
        gegenueber.zaehleinheit,
        gegenueber.anliegen,
        gegenueber.berichtstermin
)

select
    addiert.behoerde_id,
    addiert.kreis_id,
    addiert.art,
    addiert.grundlage,
    addiert.zaehleinheit,
    addiert.anliegen,
    addiert.berichtstermin,
    date_diff('day', fenster.beginn, addiert.berichtstermin) + 1 as tage,
    addiert.offen,
    addiert.erledigungen
from addiert
inner join fenster on addiert.berichtstermin = fenster.berichtstermin
left join ganze_register
    on
        addiert.behoerde_id = ganze_register.behoerde_id
        and addiert.berichtstermin = ganze_register.berichtstermin
where
    (addiert.grundlage = 'einzelvorgang' and ganze_register.behoerde_id is not null)
    or (addiert.grundlage = 'bestand' and addiert.quartale = 4 and addiert.bestandszeilen = 1);
