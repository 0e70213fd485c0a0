"""German writing of numbers, dates, units, spans and of the symbols that stand where a number is missing."""

import datetime
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

NBSP = "\u00a0"
MINUS = "\u2212"
POSTS = "VZÄ"
STATUSES = (
    "shown", "zero", "not_reported", "partly", "suppressed", "too_few", "not_estimable", "not_applicable"
)  # fmt: skip
NUMERIC = ("shown", "zero")
MISSING = ("not_reported", "partly")  # what somebody still has to deliver
SYMBOLS = {
    "zero": "0",
    "not_reported": ".",
    "partly": "…",
    "suppressed": "g",
    "too_few": "/",
    "not_estimable": "x",
    "not_applicable": "–",
}
WORDS = {
    "zero": "null",
    "not_reported": "nicht gemeldet",
    "partly": "nicht alle Quartale gemeldet",
    "suppressed": "geheim gehalten",
    "too_few": "zu wenige Fälle",
    "not_estimable": "nicht schätzbar",
    "not_applicable": "entfällt",
}
NOT_YET = "noch nicht erreicht"  # why there is no number yet: the day it is about has not come
MEANINGS = {
    "zero": "genau null: gemeldet, und es gab nichts zu zählen",
    "not_reported": "nicht gemeldet; das ist nicht null",
    "partly": "nicht für alle Quartale gemeldet, die zusammengezählt werden; das ist nicht null",
    "suppressed": "geheim gehalten, damit niemand erkannt wird",
    "too_few": "zu wenige Fälle für eine verlässliche Angabe",
    "not_estimable": "aus den Angaben nicht schätzbar",
    "not_applicable": "entfällt: es gibt nichts, worauf sich die Angabe beziehen könnte",
}
SINGULAR = {
    "Abschlüsse": "Abschluss",
    "Anträge": "Antrag",
    "Ausländerbehörden": "Ausländerbehörde",
    "Befunde": "Befund",
    "Begründungen": "Begründung",
    "Behörden": "Behörde",
    "Beratungen": "Beratung",
    "Dateien": "Datei",
    "Einbürgerungsbehörden": "Einbürgerungsbehörde",
    "Fälle": "Fall",
    "Hinweise": "Hinweis",
    "Jahre": "Jahr",
    "KI-Standorte": "KI-Standort",
    "Monate": "Monat",
    "Personen": "Person",
    "Prozentpunkte": "Prozentpunkt",
    "Prüfungen": "Prüfung",
    "Spalten": "Spalte",
    "Stellen": "Stelle",
    "Tage": "Tag",
    "Termine": "Termin",
    "Themen": "Thema",
    "Werte": "Wert",
    "Wochen": "Woche",
    "Zeilen": "Zeile",
    "Ziele": "Ziel",
}

Day = datetime.date | str  # pandas Timestamps are dates too


def number(value: float | Decimal, decimals: int = 0) -> str:
    """1234.5 → "1.234,5"; halves are rounded up, as people do it. A missing value is a ValueError."""
    if is_missing(value):
        raise ValueError("a missing value cannot be written as a number; write its status")
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    digits = f"{abs(rounded):,f}".translate(str.maketrans(",.", ".,"))
    return MINUS + digits if rounded < 0 else digits


def short(value: float | Decimal, decimals: int = 2) -> str:
    """With as many decimals as the rounded value needs: 11.00 → "11", 3.50 → "3,5"."""
    written = number(value, decimals)
    return written.rstrip("0").rstrip(",") if "," in written else written


def amount(value: float | Decimal, unit: str, decimals: int = 0) -> str:
    """The number as its unit is written: posts as short as they are ("3,5", "11"), others fixed."""
    return short(value, max(decimals, 2)) if unit.split(" ")[0] == POSTS else number(value, decimals)


def with_unit(value: float | Decimal, unit: str, decimals: int = 0) -> str:
    """61.11, "%" → "61,1 %"; 1, "Anträge" → "1 Antrag"; the gap does not break."""
    written = amount(value, unit, decimals)
    return f"{written}{NBSP}{unit_word(unit, written)}" if unit else written


def unit_word(unit: str, written: str) -> str:
    """The unit in the singular where exactly "1" stands before it: "Fälle je VZÄ" → "Fall je VZÄ"."""
    first, *rest = unit.split(" ")
    return " ".join([SINGULAR.get(first, first), *rest]) if written == "1" else unit


def signed(value: float | Decimal, unit: str = "", decimals: int = 0) -> str:
    """A difference with its sign: "+3,2 Prozentpunkte", "−6,3 Prozentpunkte", "0"."""
    written = with_unit(value, unit, decimals)
    positive = float(value) > 0 and any(digit in written for digit in "123456789")
    return f"+{written}" if positive else written


def share_of(part: float | Decimal, whole: float | Decimal, decimals: int = 2) -> str:
    return f"{short(part, decimals)} von {short(whole, decimals)}"


def months(low: float, high: float | None = None) -> str:
    """Months as people say them: 12, 24 → "1 bis 2 Jahre"; 6, 7 → "6 bis 7 Monate"; 18 → "18 Monate"."""
    ends = [low] if high is None or high == low else [low, high]
    years = all(end % 12 == 0 for end in ends) and ends[-1] > 0
    return _spoken([end / 12 if years else end for end in ends], "Jahre" if years else "Monate")


def spoken_range(low: float, high: float | None, unit: str, decimals: int = 2) -> str:
    """A published figure from–to: "2 bis 3 Wochen"; months become years where both ends are whole years."""
    if unit == "Monate":
        return months(low, high)
    return _spoken([low] if high is None or high == low else [low, high], unit, decimals)


def _spoken(ends: list[float], unit: str, decimals: int = 2) -> str:
    written = [short(end, decimals) for end in ends]
    return f"{' bis '.join(written)}{NBSP}{unit_word(unit, written[-1])}"


def date(day: Day) -> str:
    return _day(day).strftime("%d.%m.%Y")


def month(day: Day) -> str:
    return _day(day).strftime("%m/%Y")


def quarter(day: Day) -> str:
    found = _day(day)
    return f"{(found.month + 2) // 3}/{found.year}"


def days_between(first: Day, last: Day) -> str:
    """One day or a span: "31.01.2024", "29.01.–31.01.2024", "31.12.2023–31.01.2024"."""
    a, b = _day(first), _day(last)
    if a == b:
        return date(a)
    return f"{a:%d.%m.}–{date(b)}" if a.year == b.year else f"{date(a)}–{date(b)}"


def _day(day: Day) -> datetime.date:
    return datetime.date.fromisoformat(day[:10]) if isinstance(day, str) else day


def cell(value: float | None, status: str, unit: str = "", decimals: int = 0) -> str:
    """What stands in a table: the number, or the symbol that says why there is none."""
    return amount(value, unit, decimals) if status == "shown" else SYMBOLS[status]


def label(value: float | None, status: str, unit: str = "", decimals: int = 0) -> str:
    """What stands at a mark: number and unit, or the words that say why there is none."""
    if status in NUMERIC:
        return with_unit(0 if status == "zero" else value, unit, 0 if status == "zero" else decimals)
    return WORDS[status]


def symbol_legend(statuses: Iterable[str] = tuple(SYMBOLS)) -> list[tuple[str, str]]:
    """(symbol, meaning) of the given statuses, in the fixed order of the legend."""
    wanted = set(statuses)
    return [(symbol, MEANINGS[status]) for status, symbol in SYMBOLS.items() if status in wanted]


def listing(parts: Iterable[str]) -> str:
    """ "a, b und c"."""
    *first, last = parts
    return f"{', '.join(first)} und {last}" if first else last


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def is_missing(value: object) -> bool:
    return value is None or value is pd.NA or bool(value != value)
