-- Lieferungen: which unit had delivered what for which Berichtstermin.
--
-- Grain:     one row per dataset, unit (Kreis or Behörde) and Berichtstermin.
--            Relation `einheiten` is the manifest: one row per live unit, with
--            `von` and `bis` where it speaks for a period or a day.
-- Left out:  deliveries that are too old for the Termin (`gilt_tage`, for most
--            datasets 100 days): such a unit counts as not reported. Before
--            the start of its register an authority could not see its
--            procedures and has delivered nothing.

with candidates as (
    select
        einheiten.datensatz,
        einheiten.einheit,
        termine.berichtstermin,
        least(
            termine.berichtstermin,
            stand.stand_tag,
            einheiten.auszug_vom,
            coalesce(einheiten.bis, einheiten.auszug_vom)
        ) as stichtag,
        einheiten.bis,
        einheiten.von,
        einheiten.auszug_vom,
        einheiten.einreichung,
        einheiten.zeilen,
        einheiten.gilt_tage,
        einheiten.begruendungen,
        einheiten.vermerk,
        einheiten.anmerkungen,
        behoerdenregister.register_ab
    from einheiten
    cross join termine
    cross join stand
    left join behoerdenregister on einheiten.einheit = behoerdenregister.behoerde_id and einheiten.bis is null
    where
        (einheiten.bis is null or einheiten.bis <= termine.berichtstermin)
        and (behoerdenregister.register_ab is null or behoerdenregister.register_ab <= termine.berichtstermin)
),

recent as (
    select
        datensatz,
        einheit,
        berichtstermin,
        stichtag,
        einreichung,
        zeilen,
        begruendungen,
        vermerk,
        anmerkungen,
        case
            when bis is null
                then
                    auszug_vom >= berichtstermin
                    and coalesce(register_ab <= date_trunc('quarter', berichtstermin), true)
            when von is null then bis > date_trunc('quarter', berichtstermin)
            else bis = berichtstermin and von = date_trunc('quarter', berichtstermin)
        end as ganzes_quartal
    from candidates
    where date_diff('day', stichtag, berichtstermin) <= gilt_tage
)

select
    datensatz,
    einheit,
    berichtstermin,
    stichtag,
    ganzes_quartal,
    einreichung,
    zeilen,
    begruendungen,
    vermerk,
    anmerkungen
from recent
qualify
    row_number() over (
        partition by datensatz, einheit, berichtstermin
        order by stichtag desc, ganzes_quartal desc, einreichung desc
    ) = 1
order by datensatz, einheit, berichtstermin;
