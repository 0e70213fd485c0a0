"""Texts as slides can hold them: cleaned, measured, and their few marks of emphasis read."""

import re
from collections.abc import Iterator
from math import ceil

UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
WIDTH = 0.0071  # inches that a character needs for each point of its size, on average (Arial)
LINE = 1.2  # heights of a line in sizes of its letters
POINTS = 72  # in an inch
STRONG = re.compile(r"\*\*(.+?)\*\*")
BULLET = "- "


def clean(text: object) -> str:
    """A text without signs that XML cannot hold."""
    return UNWRITABLE.sub("", str(text))


def width(text: str, size: float) -> float:
    """Inches of a line."""
    return len(text) * size * WIDTH


def lines(text: str, size: float, room: float) -> int:
    """How many lines a text takes in so many inches."""
    return sum(max(1, ceil(width(part, size) * 1.04 / room)) for part in text.split("\n"))


def height(count: int, size: float) -> float:
    """Inches of so many lines."""
    return count * size * LINE / POINTS


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
