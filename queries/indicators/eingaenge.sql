-- Eingänge: applications filed.
--
-- Grain:     one row per authority, Grundlage, Zähleinheit, Anliegen and
--            quarter of filing.
-- Left out:  what eingegangen_im_quartal leaves out: quarters not seen from the
--            first to the last day, and procedures taken over from another
--            authority in a later quarter.

select
    behoerde_id,
    kreis_id,
    art,
    grundlage,
    zaehleinheit,
    anliegen,
    quartal,
    anzahl
from eingegangen_im_quartal
order by behoerde_id, kreis_id, art, grundlage, zaehleinheit, anliegen, quartal;
