"""Tables on paper: which columns hold numbers, and how wide each is."""

import re

import pandas as pd

from kim import formats

NUMBER = re.compile(r"^[+\u2212-]?[\d.,]+(\u00a0?%)?$")
LONG = 22  # characters from which a column shares the room that is left
SIGNS = {*formats.SYMBOLS.values(), *formats.WORDS.values(), ""}


def table(frame: pd.DataFrame, title: str) -> dict[str, object]:
    """A frame of texts; `shares` are the parts of the width of long columns, 0 for those as wide as needed."""
    columns = [[_text(value) for value in frame[name]] for name in frame.columns]
    return {
        "named": title,
        "title": title,
        "columns": [str(name) for name in frame.columns],
        "rows": [list(row) for row in zip(*columns, strict=True)],
        "numeric": [_numeric(column) for column in columns],
        "shares": [_share(column) for column in columns],
    }


def _text(value: object) -> str:
    return "" if formats.is_missing(value) else str(value)


def _numeric(column: list[str]) -> bool:
    told = [text for text in column if text not in SIGNS]
    return bool(told) and all(map(NUMBER.match, told))


def _share(column: list[str]) -> float:
    longest = max(map(len, column), default=0)
    return round(longest**0.5, 1) if longest > LONG else 0.0
