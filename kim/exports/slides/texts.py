"""Texts as slides can hold them: cleaned, measured, and their few marks of emphasis read."""

import re
from collections.abc import Iterator
from functools import lru_cache

from kim.formats import NBSP

UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
WIDTHS = {  # thousandths of the size that a letter of Arial is wide; all others are as wide as a digit
    222: "ijl'",
    278: "fItI.,:;!/ \u00a0·|",
    333: "r-()[]•°",
    500: "ckszvxyJ",
    611: "FTZß",
    667: "ABEKPSVXYÄ",
    722: "wCDHNRUÜ",
    778: "GOQÖ",
    833: "mM",
    889: "%",
    944: "W",
}
WIDE = {letter: wide / 1000 for wide, letters in WIDTHS.items() for letter in letters}
DIGIT = 0.556
STRONGER = 1.07  # strong letters are wider
BREAKS = re.compile(r"(?<=[ \-–])")
LINE = 1.2  # heights of a line in sizes of its letters
POINTS = 72  # in an inch
STRONG = re.compile(r"\*\*(.+?)\*\*")
BULLET = "- "
ENDS = re.compile(r"(?:(?<=[a-zäöüß]{3}[.!?])(?<!bzw\.)(?<!ggf\.)|(?<=[)%»]\.)|(?<=\d{4}\.)) (?=[A-ZÄÖÜ])")


def clean(text: object) -> str:
    """A text without signs that XML cannot hold."""
    return UNWRITABLE.sub("", str(text))


@lru_cache(maxsize=20_000)
def width(text: str, size: float) -> float:
    """Inches of a line."""
    return sum(WIDE.get(letter, DIGIT) for letter in text) * size / POINTS


def lines(text: str, size: float, room: float, strong: bool = False) -> int:
    """How many lines a text takes in so many inches."""
    share = STRONGER if strong else 1
    return sum(_lines(part, size * share, room) for part in text.split("\n"))


def _lines(text: str, size: float, room: float) -> int:
    """Words one after the other; one that is longer than a line goes on in the next."""
    count, used = 1, 0.0
    for word in BREAKS.split(text):
        wide = width(word, size)
        if used and used + width(word.rstrip(" "), size) > room:
            count, used = count + 1, 0.0
        used += wide
        count, used = count + int(used // (room + 0.05)), used % (room + 0.05)
    return count


def height(count: int, size: float) -> float:
    """Inches of so many lines."""
    return count * size * LINE / POINTS


def unbroken(text: str) -> str:
    """A text that stays on one line also where a program would break it."""
    return text.replace(" ", NBSP)


def sentences(text: str) -> list[str]:
    """The sentences of a text; what ends with a number or an abbreviation goes on."""
    return ENDS.split(text)


def paragraphs(text: str) -> list[str]:
    """The paragraphs and list items of a text, items with a dash before them."""
    said = [line.strip() for line in clean(text).splitlines() if line.strip()]
    return [f"– {line[2:]}" if line.startswith(BULLET) else line for line in said]


def plain(text: str) -> str:
    return STRONG.sub(r"\1", text)


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a paragraph and whether they are strong."""
    for at, part in enumerate(STRONG.split(text)):
        if part:
            yield part, at % 2 == 1
