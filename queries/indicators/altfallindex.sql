-- Altfallindex: open for more than 12 months among all that was to be done,
-- open or ended within the last 12 months (NCSC aging case index).
--
-- Grain:     one row per authority, Grundlage, Zähleinheit, Anliegen and
--            Berichtstermin.
-- Left out:  Termine whose 12 months are not known from the first to the last
--            day; counts without all six age bands. Ausgang `bereinigt` is no
--            Erledigung.

with altersbaender (altersband, aelter) as (
    values ('bis_3m', 0), ('3_6m', 0), ('6_12m', 0), ('12_18m', 1), ('18_24m', 1), ('ueber_24m', 1)
),

altfaelle as (
    select
        offene_nach_alter.behoerde_id,
        offene_nach_alter.grundlage,
        offene_nach_alter.zaehleinheit,
        offene_nach_alter.anliegen,
        offene_nach_alter.berichtstermin,
        cast(sum(altersbaender.aelter * offene_nach_alter.anzahl) as bigint) as anzahl
    from offene_nach_alter
    inner join altersbaender on offene_nach_alter.altersband = altersbaender.altersband
    group by
        offene_nach_alter.behoerde_id,
        offene_nach_alter.grundlage,
        offene_nach_alter.zaehleinheit,
        offene_nach_alter.anliegen,
        offene_nach_alter.berichtstermin
    having count(*) = count(offene_nach_alter.anzahl)
)

select
    offene_und_erledigte.behoerde_id,
    offene_und_erledigte.kreis_id,
    offene_und_erledigte.art,
    offene_und_erledigte.grundlage,
    offene_und_erledigte.zaehleinheit,
    offene_und_erledigte.anliegen,
    offene_und_erledigte.berichtstermin,
    offene_und_erledigte.berichtstermin as stichtag,
    coalesce(altfaelle.anzahl, 0) as numerator,
    offene_und_erledigte.offen + offene_und_erledigte.erledigungen as denominator
from offene_und_erledigte
left join altfaelle
    on
        offene_und_erledigte.behoerde_id = altfaelle.behoerde_id
        and offene_und_erledigte.grundlage = altfaelle.grundlage
        and offene_und_erledigte.zaehleinheit = altfaelle.zaehleinheit
        and offene_und_erledigte.anliegen = altfaelle.anliegen
        and offene_und_erledigte.berichtstermin = altfaelle.berichtstermin
where offene_und_erledigte.grundlage = 'einzelvorgang' or altfaelle.anzahl is not null
order by
    offene_und_erledigte.behoerde_id,
    offene_und_erledigte.kreis_id,
    offene_und_erledigte.art,
    offene_und_erledigte.grundlage,
    offene_und_erledigte.zaehleinheit,
    offene_und_erledigte.anliegen,
    offene_und_erledigte.berichtstermin;
