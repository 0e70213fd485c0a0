-- Thementrichter (C14): how many themes have reached a step.
--
-- Grain:     one row per Kreis, Handlungsfeld, Ebene and step. A theme counts
--            at every step it has reached: what is missing from one step to the
--            next is still open, put off, rejected or passed on.
-- Left out:  themes recognised after the day of the extract or of the Stand.

with schritte (themenschritt) as (
    values ('erkannt'), ('beraten'), ('beschlossen'), ('umgesetzt')
)

select
    themen_beobachtet.kreis_id,
    themen_beobachtet.handlungsfeld,
    themen_beobachtet.ebene,
    schritte.themenschritt,
    count(*) filter (
        where case schritte.themenschritt
            when 'erkannt' then true
            when 'umgesetzt' then themen_beobachtet.umgesetzt_am is not null
            when 'beschlossen'
                then
                    themen_beobachtet.umgesetzt_am is not null
                    or themen_beobachtet.entscheidung = 'angenommen'
            else themen_beobachtet.umgesetzt_am is not null or themen_beobachtet.lenkungsgruppe_am is not null
        end
    ) as anzahl
from themen_beobachtet
cross join schritte
group by
    themen_beobachtet.kreis_id,
    themen_beobachtet.handlungsfeld,
    themen_beobachtet.ebene,
    schritte.themenschritt
order by
    themen_beobachtet.kreis_id,
    themen_beobachtet.handlungsfeld,
    themen_beobachtet.ebene,
    schritte.themenschritt;
