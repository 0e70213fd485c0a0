-- Anteil älter: open procedures older than 3, 6, 12, 18, 24 months.
--
-- Grain:     one row per authority, Grundlage, Zähleinheit, Anliegen,
--            Berichtstermin and Schwelle (months, exceeded). The same open
--            procedure stands under several Schwellen: never added up.
-- Left out:  counts that do not bring all six bands: a missing band may hold
--            any part of the stock.

with altersbaender (altersband, ab_monat) as (
    values ('bis_3m', 0), ('3_6m', 3), ('6_12m', 6), ('12_18m', 12), ('18_24m', 18), ('ueber_24m', 24)
),

schwellen (schwelle) as (
    values (3), (6), (12), (18), (24)
)

select
    offene_nach_alter.behoerde_id,
    offene_nach_alter.kreis_id,
    offene_nach_alter.art,
    offene_nach_alter.grundlage,
    offene_nach_alter.zaehleinheit,
    offene_nach_alter.anliegen,
    schwellen.schwelle,
    offene_nach_alter.berichtstermin,
    offene_nach_alter.stichtag,
    coalesce(
        cast(
            sum(offene_nach_alter.anzahl) filter (
                where altersbaender.ab_monat >= schwellen.schwelle
            ) as bigint
        ),
        0
    ) as numerator,
    cast(sum(offene_nach_alter.anzahl) as bigint) as denominator
from offene_nach_alter
inner join altersbaender on offene_nach_alter.altersband = altersbaender.altersband
cross join schwellen
group by
    offene_nach_alter.behoerde_id,
    offene_nach_alter.kreis_id,
    offene_nach_alter.art,
    offene_nach_alter.grundlage,
    offene_nach_alter.zaehleinheit,
    offene_nach_alter.anliegen,
    schwellen.schwelle,
    offene_nach_alter.berichtstermin,
    offene_nach_alter.stichtag
having count(*) = count(offene_nach_alter.anzahl)
order by
    offene_nach_alter.behoerde_id,
    offene_nach_alter.kreis_id,
    offene_nach_alter.art,
    offene_nach_alter.grundlage,
    offene_nach_alter.zaehleinheit,
    offene_nach_alter.anliegen,
    schwellen.schwelle,
    offene_nach_alter.berichtstermin;
