"""Published figures beside delivered ones: as they were published, each with its source."""

from dataclasses import replace

import pandas as pd

from kim import formats
from kim.sentences import codes
from kim.sentences.published import said, spoken_time
from kim.stand import Framed, Result, traces
from kim.topics.lens import Lens
from kim.topics.parts import Folded, Part, Table, Words

LIST = "veroeffentlichte_zahlen"
LAND_AGS = "05"
COLUMNS = {
    "gebiet": "Gebiet",
    "stelle": "Stelle",
    "kennzahl": "Angabe",
    "said": "Wert",
    "stand": "Stand",
    "herkunft": "Herkunft",
    "quelle": "Quelle",
    "anmerkung": "Anmerkung",
}
READINGS = {"A": "Lesart A: so viele Stellen gibt es", "B": "Lesart B: so viele sind besetzt"}


def published_here(lens: Lens, stelle: str) -> Result:
    """What was published about posts or an authority in the selected Gebiet."""
    return _about(lens.ask(LIST), stelle)


def published_for_land(lens: Lens, stelle: str) -> Result:
    found = lens.ask(LIST, land=True)
    return _about(replace(found, answer=Framed(found.frame[found.frame["ags"] == LAND_AGS])), stelle)


def _about(found: Result, stelle: str) -> Result:
    rows = found.frame[found.frame["stelle"].str.startswith(stelle)]
    return replace(found, answer=Framed(rows.reset_index(drop=True)))


def published(found: Result, title: str, key: str, folded: bool = False) -> Part:
    """A table of published figures with their sources, or the sentence that there are none."""
    if found.frame.empty:
        return Words(f"{title}: dazu ist nichts gesammelt.")
    if folded:
        heading = f"{title}: {len(found.frame)} Angaben mit Quellen"
        return Folded(heading, f"veroeffentlicht-{key}", lambda: [_table(found, title, key)])
    return _table(found, title, key)


def _table(found: Result, title: str, key: str) -> Table:
    rows = found.frame
    written = rows.assign(
        said=[said(row) for row in found.rows],
        stand=rows["stand"].map(spoken_time),
        herkunft=[codes.label("herkunft", code) for code in rows["herkunft"]],
    )
    used = [name for name in COLUMNS if written[name].fillna("").ne("").any()]
    return Table(written[used].rename(columns=COLUMNS), title, key, traces(found))


def readings(rows: pd.DataFrame) -> pd.DataFrame:
    """The rates of January 2024 with both readings of their posts, one row for each Baustein and for KIM."""
    january = rows[rows["stand"] == "Januar 2024"]
    found = {(row.stelle, row.kennzahl): row.wert for row in january.itertuples()}
    stellen = sorted({stelle for stelle, _ in found}, key=lambda name: (name == "KIM", name))
    return pd.DataFrame([_reading(stelle, found) for stelle in stellen])


def _reading(stelle: str, found: dict[tuple[str, str], float]) -> dict[str, str]:
    rate = found.get((stelle, "Besetzungsquote"))
    row = {"Baustein": stelle, "veröffentlicht": formats.with_unit(rate, "%", 2) if rate else "–"}
    for sign, title in READINGS.items():
        filled, whole = (found[stelle, f"Stellen {name} (Lesart {sign})"] for name in ("besetzt", "gesamt"))
        row[title] = f"{formats.short(filled)} besetzt von {formats.short(whole)}"
    return row
