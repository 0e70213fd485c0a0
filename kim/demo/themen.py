"""What invented sites learn from their cases: themes, and how far their Lenkungsgruppe takes them."""

from functools import cache

import numpy as np

from kim.demo.table import NO_DAY, Table, pick, rows_of, select, until, workday
from kim.demo.world import RSK, Round, Site, random_for

FIRST_ROUND_WITH_THEMES = 3
KEEP_A_LIST = 0.75  # share of sites
THEMES = {
    "existenz": ["Wechsel zwischen Sozialamt und Jobcenter ohne Lücke", "Konto trotz fehlendem Ausweis"],
    "sprache": ["Sprachkurse mit Kinderbetreuung", "Wartezeiten auf Sprachkurse", "Sprachkurse am Abend"],
    "aufenthalt": ["Termine vor Ablauf des Aufenthaltstitels", "Fiktionsbescheinigungen und Arbeitgeber"],
    "bildung": ["Anmeldung an Schulen im laufenden Schuljahr", "Kita-Plätze nach Zuzug"],
    "anerkennung": ["Anerkennung von Pflegeberufen", "Kosten von Übersetzungen für Zeugnisse"],
    "gesundheit": ["Dolmetschen in der Gesundheitsversorgung", "Zugang zu Psychotherapie"],
    "wohnen": ["Wohnungen für große Haushalte", "Auszug aus Unterkünften"],
    "arbeit": ["Übergang vom Sprachkurs in Arbeit", "Beschäftigung während der Duldung"],
    "familie": ["Beratung beim Familiennachzug", "Betreuung in Randzeiten"],
    "einbuergerung": ["Unterlagen für Einbürgerungen", "Auskunft zum Stand des Verfahrens"],
    "behoerden": ["Verständliche Bescheide", "Ein Ansprechpartner je Behörde"],
}
LEVELS = {"kommunal": 60, "land": 22, "bund": 10, "unbekannt": 8}
DECIDED = {"angenommen": 58, "weitergemeldet": 17, "abgelehnt": 10, "vertagt": 15}
COLUMNS = (
    "thema_id", "kreis_id", "bezeichnung", "handlungsfeld", "erkannt_am", "anzahl_faelle", "ebene",
    "lenkungsgruppe_am", "beschluss", "projektgruppe_ab", "umgesetzt_am",
)  # fmt: skip
BEGAN, UNTIL = np.datetime64("2022-09-01", "D"), np.datetime64("2026-01-31", "D")


def keeps_themes(seed: int, site: Site, round_: Round) -> bool:
    """Whether a site hands in a list of themes: most do, and only in the last round."""
    kept = site.kreis_id == RSK or random_for(seed, "Themenliste", site.kreis_id).random() < KEEP_A_LIST
    return round_.number >= FIRST_ROUND_WITH_THEMES and kept


def themes_on(seed: int, site: Site, day: np.datetime64) -> Table:
    """The themes of a site as its extract of a day shows them."""
    known = _themes(seed, site)
    known = select(known, known["erkannt_am"] <= day)
    discussed = known["lenkungsgruppe_am"] <= day
    known["beschluss"] = np.where(discussed, known["beschluss"], "")
    days = ("lenkungsgruppe_am", "projektgruppe_ab", "umgesetzt_am")
    known |= {name: until(known[name], day) for name in days}
    return {name: known[name] for name in COLUMNS}


@cache
def _themes(seed: int, site: Site) -> Table:
    """All themes of a site as they went in the end, oldest first; no site has one twice."""
    rng = random_for(seed, "Themen", site.kreis_id)
    known = [(field, title) for field, titles in THEMES.items() for title in titles]
    size = min(2 + int(rng.poisson(5 * site.size**0.5)), len(known))
    fields, titles = np.array(known, "object")[rng.permutation(len(known))[:size]].T
    span = (UNTIL - BEGAN).astype("int64")
    days = np.sort(rng.integers(0, [400, *[span] * (size - 1)])).astype("timedelta64[D]")
    table = {
        "thema_id": np.array([f"T-{number:02d}" for number in range(1, size + 1)], "object"),
        "kreis_id": np.full(size, site.kreis_id, "object"),
        "bezeichnung": titles,
        "handlungsfeld": fields,
        "erkannt_am": workday(BEGAN + days),
        "anzahl_faelle": (2 + rng.poisson(4, size)).astype("float"),
        "ebene": pick(rng, LEVELS, size),
    }
    return table | _steps(rng, table)


def _steps(rng: np.random.Generator, theme: Table) -> Table:
    """Half a year to the Lenkungsgruppe, then a Projektgruppe, and most of a year to the change."""
    size = rows_of(theme)
    discussed = workday(theme["erkannt_am"] + _days(rng, 5.1, 0.6, size))
    discussed = np.where(rng.random(size) < 0.9, discussed, NO_DAY)
    decided = pick(rng, DECIDED, size)
    decided = np.where((theme["ebene"] == "bund") & (decided == "angenommen"), "weitergemeldet", decided)
    accepted = decided == "angenommen"
    accepted &= ~np.isnat(discussed)
    begun = workday(discussed + rng.integers(10, 90, size).astype("timedelta64[D]"))
    changed = workday(begun + _days(rng, 5.4, 0.6, size))
    return {
        "lenkungsgruppe_am": discussed,
        "beschluss": decided,
        "projektgruppe_ab": np.where(accepted & (rng.random(size) < 0.8), begun, NO_DAY),
        "umgesetzt_am": np.where(accepted & (rng.random(size) < 0.75), changed, NO_DAY),
    }


def _days(rng: np.random.Generator, mean: float, spread: float, size: int) -> np.ndarray:
    return rng.lognormal(mean, spread, size).astype("int64").astype("timedelta64[D]")
