"""Sentences about published figures, which are never averaged or ranked."""

from collections.abc import Sequence

from kim import formats
from kim.sentences.rows import Row

CAUTION = "Orte, Tage und Begriffe unterscheiden sich: kein Vergleich, kein Durchschnitt."


def published(rows: Sequence[Row]) -> str:
    """Published figures (columns of the dataset `veroeffentlicht`): one in words, several by number."""
    if not rows:
        return "Dazu ist keine veröffentlichte Angabe gesammelt."
    if len(rows) > 1:
        return f"{len(rows)} veröffentlichte Angaben mit ihren Quellen. {CAUTION}"
    row = rows[0]
    return f"Veröffentlicht für {row['gebiet']} ({row['stelle']}): {said(row)}. Quelle: {row['quelle']}."


def said(row: Row) -> str:
    """A published figure from–to in words; limits are said as limits: "höchstens 20 Monate".

    Where no number was published, what was said stands there verbatim.
    """
    if formats.is_missing(row["wert"]):
        return row["wortlaut"] if not formats.is_missing(row["wortlaut"]) else formats.WORDS["not_reported"]
    low, high = float(row["wert"]), None if formats.is_missing(row["wert_bis"]) else float(row["wert_bis"])
    return f"{limit(row['kennzahl'])}{formats.spoken_range(low, high, row['einheit'])}"


def limit(kennzahl: str) -> str:
    """Published limits carry it in their name: "(untere Grenze)", "(obere Grenze)"."""
    if "untere Grenze" in kennzahl:
        return "mindestens "
    return "höchstens " if "obere Grenze" in kennzahl else ""
