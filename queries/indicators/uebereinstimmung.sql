-- Übereinstimmung: what two external raters said of the same criterion.
--
-- Grain:     one row per Kreis, Berichtstermin, dimension and `paar`: the Kreis
--            and the levels given by extern_1 and extern_2. The Kreis is part
--            of it because criteria of one Kreis hang together.
-- Left out:  criteria that only one of them could judge, and rounds of
--            different Stichtage.

with erste as (
    select
        kreis_id,
        berichtstermin,
        stichtag,
        dimension,
        kriterium,
        punkte
    from struktur_zum_termin
    where bewertet_von = 'extern_1' and punkte is not null
),

zweite as (
    select
        kreis_id,
        berichtstermin,
        stichtag,
        kriterium,
        punkte
    from struktur_zum_termin
    where bewertet_von = 'extern_2' and punkte is not null
)

select
    erste.kreis_id,
    erste.berichtstermin,
    erste.stichtag,
    erste.dimension,
    erste.kreis_id || ' ' || erste.punkte || ' ' || zweite.punkte as paar,
    count(*) as anzahl
from erste
inner join zweite
    on
        erste.kreis_id = zweite.kreis_id
        and erste.berichtstermin = zweite.berichtstermin
        and erste.stichtag = zweite.stichtag
        and erste.kriterium = zweite.kriterium
group by erste.kreis_id, erste.berichtstermin, erste.stichtag, erste.dimension, paar
order by erste.kreis_id, erste.berichtstermin, erste.dimension, paar;
