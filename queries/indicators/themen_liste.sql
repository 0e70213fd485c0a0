-- Themenliste: the themes that cases have shown, and how far each has come.
--
-- Grain:     one row per theme, as on the day of the extract or of the Stand.
-- Left out:  themes recognised later.

select
    kreis_id,
    thema_id,
    bezeichnung,
    handlungsfeld,
    ebene,
    anzahl_faelle,
    erkannt_am,
    lenkungsgruppe_am,
    beschluss,
    projektgruppe_ab,
    umgesetzt_am
from themen_beobachtet
order by kreis_id, erkannt_am, thema_id;
