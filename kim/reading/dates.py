"""Days with two-digit years, in foreign orders, as serial numbers or in words: read, or asked about."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from kim.errors import Issue
from kim.reading.layout import Question
from kim.reading.lesart import DATE_ORDERS

EARLIEST = date(1990, 1, 1)
YEARS_AHEAD = 2
ORDERED = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{2}|\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?)?")
CLEAR = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}.*")  # with points and four digits a day is always German
ISO = re.compile(r"\d{4}-\d{2}-\d{2}.*")
SLASHED_ISO = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")  # what follows the mark is the time of the day
SERIALS = (36526, 55153)  # 01.01.2000 to 31.12.2050
WORDED = re.compile(r"(\d{1,2})\. ?([A-Za-zä]+) (\d{4})")
MONTHS = (
    "januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
    "dezember",
)  # fmt: skip
WORDS = {"TMJ": "Tag, Monat, Jahr", "MTJ": "Monat, Tag, Jahr", "JMT": "Jahr, Monat, Tag"}


def is_open(text: str) -> bool:
    """Whether the order of day, month and year has to be found out."""
    return bool(ORDERED.fullmatch(text)) and not CLEAR.fullmatch(text)


def is_clear(text: str) -> bool:
    """Whether a day can be read in one way only without any question."""
    return bool(CLEAR.fullmatch(text) or ISO.fullmatch(text))


def possible_orders(texts: Mapping[str, date], today: date) -> list[str]:
    """The orders in which every text is a real and plausible day: text → earliest day of its column."""
    latest = today.replace(year=today.year + YEARS_AHEAD, day=min(today.day, 28))
    return [
        order
        for order in DATE_ORDERS
        if all((day := day_of(text, order)) and first <= day <= latest for text, first in texts.items())
    ]


def day_of(text: str, order: str) -> date | None:
    """The day a text means in one order; years of two digits are 20JJ; None where there is no such day."""
    found = ORDERED.fullmatch(text)
    if not found:
        return None
    parts = (found[1], found[3], found[4])
    year, month, day = (parts[order.index(sign)] for sign in "JMT")
    return _day(int(f"20{year:0>2}" if len(year) < 4 else year), int(month), int(day))


def reader(order: str | None, epoch: date) -> Callable[[str], str]:
    """A function that gives the ISO form of what is not written in a plain way, and all else as it is."""

    def read(text: str) -> str:
        day = _worded(text) or _serial(text, epoch) or _slashed(text)
        if day is None and order and is_open(text):
            day = day_of(text, order)
        return day.isoformat() if day else text

    return read


def is_serial(text: str) -> bool:
    found = SERIAL.fullmatch(text)
    return bool(found) and SERIALS[0] <= int(found[1]) <= SERIALS[1]


def order_question(example: str, orders: Iterable[str]) -> Question:
    choices: Mapping[str, str] = {
        order: f"{WORDS[order]}: »{example}« ist der {day_of(example, order):%d.%m.%Y}" for order in orders
    }
    return Question("date_order", f"Welcher Tag ist »{example}«?", choices, "--dates")


def order_issue(example: str, orders: Iterable[str], count: int, **place: object) -> Issue:
    days = " oder der ".join(f"{day_of(example, order):%d.%m.%Y}" for order in orders)
    return Issue(
        "datum_unklar",
        "error",
        f"»{example}« kann der {days} sein.",
        "ein Datum, das nur auf eine Weise gelesen werden kann",
        "Sagen Sie, in welcher Reihenfolge Tag, Monat und Jahr in dieser Datei stehen.",
        value=example,
        count=count,
        **place,
    )


def serial_issue(example: str, day: str, label: str, count: int, **place: object) -> Issue:
    return Issue(
        "excel_tageszahl",
        "hint",
        f"In »{label}« stehen Tageszahlen von Excel; »{example}« wird als {day} gelesen.",
        "ein Datum als TT.MM.JJJJ",
        "Nichts zu tun, wenn der Tag stimmt. Sonst formatieren Sie die Spalte als Datum.",
        column=label,
        value=example,
        count=count,
        **place,
    )


def _worded(text: str) -> date | None:
    found = WORDED.fullmatch(text)
    if not found or found[2].lower() not in MONTHS:
        return None
    return _day(int(found[3]), MONTHS.index(found[2].lower()) + 1, int(found[1]))


def _serial(text: str, epoch: date) -> date | None:
    return epoch + timedelta(days=int(text[:5])) if is_serial(text) else None


def _slashed(text: str) -> date | None:
    found = SLASHED_ISO.fullmatch(text)
    return _day(*map(int, found.groups())) if found else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
