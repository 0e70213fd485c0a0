-- Scores of the structural review that count at a Berichtstermin.
--
-- Grain:     one row per Kreis, Berichtstermin, rater and criterion: those of
--            the rater's latest Stichtag that is not after the Termin. Rater
--            `massgeblich` repeats the rows that a type rests on: those of the
--            latest round that is agreed or of extern_1, konsens before
--            extern_1, never selbst or extern_2.
-- Columns:   `punkte` is the level as a number, null for nb and entfaellt. A
--            level above 1 without evidence counts as 1 (intake refuses it).
--            `abgestimmt` says whether the rows are those of konsens.
-- Left out:  reviews more than two years (731 days) before the Termin.

with letzte_runden as (
    select
        struktur.kreis_id,
        termine.berichtstermin,
        struktur.bewertet_von,
        max(struktur.stichtag) as stichtag
    from struktur
    inner join termine on struktur.stichtag <= termine.berichtstermin
    where date_diff('day', struktur.stichtag, termine.berichtstermin) <= 731
    group by struktur.kreis_id, termine.berichtstermin, struktur.bewertet_von
),

massgebliche_runden as (
    select
        kreis_id,
        berichtstermin,
        bewertet_von,
        stichtag
    from letzte_runden
    where bewertet_von in ('konsens', 'extern_1')
    qualify
        row_number() over (
            partition by kreis_id, berichtstermin
            order by stichtag desc, bewertet_von desc
        ) = 1
),

sichten as (
    select
        kreis_id,
        berichtstermin,
        stichtag,
        bewertet_von,
        bewertet_von as sicht
    from letzte_runden
    union all
    select
        kreis_id,
        berichtstermin,
        stichtag,
        bewertet_von,
        'massgeblich' as sicht
    from massgebliche_runden
)

select
    sichten.kreis_id,
    sichten.berichtstermin,
    sichten.stichtag,
    sichten.sicht as bewertet_von,
    case when sichten.bewertet_von = 'konsens' then 'ja' else 'nein' end as abgestimmt,
    codes.gruppe as dimension,
    struktur.kriterium,
    struktur.stufe,
    case
        when struktur.stufe in ('2', '3') and struktur.nachweis is null then 1
        when struktur.stufe in ('0', '1', '2', '3') then cast(struktur.stufe as integer)
    end as punkte,
    struktur.nachweis,
    struktur.nachweis_vom,
    struktur.bemerkung
from sichten
inner join struktur
    on
        sichten.kreis_id = struktur.kreis_id
        and sichten.stichtag = struktur.stichtag
        and sichten.bewertet_von = struktur.bewertet_von
inner join codes
    on
        codes.liste = 'kriterium'
        and struktur.kriterium = codes.code;
