"""Sentences about published figures, which are never averaged or ranked."""

import re
from collections.abc import Iterable, Sequence

from kim import formats
from kim.sentences.rows import Row

ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2}))?\b")
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


def spoken_time(stand: str) -> str:
    """When a figure was published, as people write it: "2023-03" → "03/2023", "Anfang 2024" as it is."""
    return ISO_DAY.sub(lambda m: ".".join([m[3], m[2], m[1]]) if m[3] else f"{m[2]}/{m[1]}", stand)


def limit(kennzahl: str) -> str:
    """Published limits carry it in their name: "(untere Grenze)", "(obere Grenze)"."""
    if "untere Grenze" in kennzahl:
        return "mindestens "
    return "höchstens " if "obere Grenze" in kennzahl else ""


def forecast(rows: Iterable[Row]) -> str:
    """The published forecast for the end of 2023 against what came in both readings; "" where one is missing.

    "Erwartet waren für das Jahresende 2023 85,0 %; im Januar 2024 waren es 78,7 % (Lesart A) …".
    """
    rates = {row["kennzahl"]: row["wert"] for row in rows if row["stelle"] == "KIM"}
    expected = rates.get("Besetzungsquote (Prognose zum Jahresende 2023)")
    came = {sign: rates.get(f"Besetzungsquote (Lesart {sign})") for sign in "AB"}
    if expected is None or None in came.values():
        return ""
    said = " oder ".join(f"{formats.with_unit(rate, '%', 1)} (Lesart {sign})" for sign, rate in came.items())
    less = " oder ".join(formats.number(abs(rate - expected), 1) for rate in came.values())
    return (
        f"Erwartet hatte das Land für das Jahresende 2023 {formats.with_unit(expected, '%', 1)}; "
        f"im Januar 2024 waren es {said}, also {less} Prozentpunkte weniger."
    )
