-- Erledigungsquote: Erledigungen for every 100 Eingänge of the same quarter.
--
-- Grain:     one row per authority, Grundlage, Zähleinheit, Anliegen and
--            quarter. Four quarters add up to the 12-month rate.
-- Left out:  Ausgang `bereinigt`: who cleans up has not decided. Quarters not
--            seen from the first to the last day; counts that bring only one
--            of the two figures.

with bewegungen as (
    select
        behoerde_id,
        kreis_id,
        art,
        grundlage,
        zaehleinheit,
        anliegen,
        quartal,
        cast(null as bigint) as erledigt,
        anzahl as eingegangen
    from eingegangen_im_quartal
    union all
    select
        behoerde_id,
        kreis_id,
        art,
        grundlage,
        zaehleinheit,
        anliegen,
        quartal,
        anzahl as erledigt,
        cast(null as bigint) as eingegangen
    from erledigt_im_quartal
    where ausgang <> 'bereinigt'
)

select
    behoerde_id,
    kreis_id,
    art,
    grundlage,
    zaehleinheit,
    anliegen,
    quartal,
    cast(coalesce(sum(erledigt), 0) as bigint) as numerator,
    cast(coalesce(sum(eingegangen), 0) as bigint) as denominator
from bewegungen
group by behoerde_id, kreis_id, art, grundlage, zaehleinheit, anliegen, quartal
having grundlage = 'einzelvorgang' or (count(erledigt) > 0 and count(eingegangen) > 0)
order by behoerde_id, kreis_id, art, grundlage, zaehleinheit, anliegen, quartal;
