-- Entscheidungsanteile: how procedures ended, as a share of all Erledigungen.
--
-- Grain:     one row per authority, Grundlage, Zähleinheit, Anliegen, quarter
--            of the end and Ausgang, also where nobody left that way, so that
--            the denominators of all Ausgänge are the same.
-- Left out:  Ausgang `bereinigt`: who was entered twice has not been decided
--            on. Counts that do not bring all their four ways out; of counts
--            also Ausgang `abgegeben`, which is inside `sonstig` there.

with gruppen as (
    select
        behoerde_id,
        kreis_id,
        art,
        grundlage,
        zaehleinheit,
        anliegen,
        quartal,
        cast(sum(anzahl) as bigint) as alle,
        count(anzahl) as bekannte_ausgaenge
    from erledigt_im_quartal
    where ausgang <> 'bereinigt'
    group by behoerde_id, kreis_id, art, grundlage, zaehleinheit, anliegen, quartal
),

ausgaenge (ausgang, in_zaehlungen) as (
    values
    ('positiv', true),
    ('abgelehnt', true),
    ('zurueckgenommen', true),
    ('abgegeben', false),
    ('sonstig', true)
)

select
    gruppen.behoerde_id,
    gruppen.kreis_id,
    gruppen.art,
    gruppen.grundlage,
    gruppen.zaehleinheit,
    gruppen.anliegen,
    gruppen.quartal,
    ausgaenge.ausgang,
    coalesce(erledigt_im_quartal.anzahl, 0) as numerator,
    gruppen.alle as denominator
from gruppen
cross join ausgaenge
left join erledigt_im_quartal
    on
        gruppen.behoerde_id = erledigt_im_quartal.behoerde_id
        and gruppen.grundlage = erledigt_im_quartal.grundlage
        and gruppen.zaehleinheit = erledigt_im_quartal.zaehleinheit
        and gruppen.anliegen = erledigt_im_quartal.anliegen
        and gruppen.quartal = erledigt_im_quartal.quartal
        and ausgaenge.ausgang = erledigt_im_quartal.ausgang
where gruppen.grundlage = 'einzelvorgang' or (gruppen.bekannte_ausgaenge = 4 and ausgaenge.in_zaehlungen)
order by
    gruppen.behoerde_id,
    gruppen.kreis_id,
    gruppen.art,
    gruppen.grundlage,
    gruppen.zaehleinheit,
    gruppen.anliegen,
    gruppen.quartal,
    ausgaenge.ausgang;
