"""A frame written for reading: as an HTML table and as the CSV that German offices open."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import date
from html import escape

import pandas as pd

from kim import formats

GAPS = {formats.WORDS[status] for status in formats.MISSING}
WORDS = {*formats.WORDS.values(), formats.NOT_YET}
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
LONG = 40  # characters; a table with longer texts stands as a list on a phone
FEW, WIDE = 10, 3  # so does one of few rows with more columns than fit
NUMBER = re.compile(r"[-+−]?[\d.]*\d(,\d+)?(\s?(%|[A-Za-zÄÖÜäöü ]+))?")


def as_html(frame: pd.DataFrame, caption: str) -> str:
    """A table with caption and scopes; where it is wider than the page, the keyboard scrolls it.

    On a phone tables of texts, and small ones of many columns, stand as a list (class `liste`).
    """
    rows = [[_text(value) for value in values] for values in frame.itertuples(index=False, name=None)]
    names = [escape(str(name)) for name in frame.columns]
    numeric = [_is_numeric(column) for column in zip(*rows, strict=True)] or [False] * len(names)
    head = "".join(f'<th scope="col"{_kind(n)}>{c}</th>' for c, n in zip(names, numeric, strict=True))
    body = "".join(_row(texts, numeric, names) for texts in rows)
    kind = "liste" if _is_list_on_a_phone(rows) else ""
    return framed(head, f"<tbody>{body}</tbody>", caption, kind)


def framed(head: str, bodies: str, caption: str, kind: str = "") -> str:
    """Cells that are HTML already as a table that can be scrolled with the keyboard."""
    classes = " ".join(filter(None, ["kim-tabelle", kind]))
    return (
        f'<div class="{classes}" role="region" tabindex="0" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>{bodies}</table></div>"
    )


def _row(texts: Sequence[str], numeric: Sequence[bool], names: Sequence[str]) -> str:
    triples = list(zip(texts, numeric, names, strict=True))[1:]
    cells = "".join(f'<td{_kind(n, t)} data-spalte="{name}">{escape(t)}</td>' for t, n, name in triples)
    return f'<tr><th scope="row"{_kind(numeric[0])}>{escape(texts[0])}</th>{cells}</tr>'


def _is_list_on_a_phone(rows: Sequence[Sequence[str]]) -> bool:
    if not rows:
        return False
    small = len(rows) <= FEW and len(rows[0]) > WIDE
    return small or any(len(text) > LONG for row in rows for text in row)


def _kind(numeric: bool, text: str = "") -> str:
    names = [name for name, holds in (("zahl", numeric), ("luecke", text in GAPS)) if holds]
    return f' class="{" ".join(names)}"' if names else ""


def _is_numeric(column: Sequence[str]) -> bool:
    """Whether a column holds numbers and the symbols or words that stand for missing ones."""
    texts = [text for text in column if len(text) > 1 and text not in WORDS]
    known = any(text in GAPS or NUMBER.fullmatch(text) for text in column)
    return known and all(map(NUMBER.fullmatch, texts))


def as_csv(frame: pd.DataFrame) -> bytes:
    """Semicolons, decimal commas, a byte order mark; texts that a spreadsheet would run are defused."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_harmless(str(name)) for name in frame.columns])
    writer.writerows([_harmless(_text(value)) for value in row] for row in frame.itertuples(index=False))
    return out.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    text = text.replace(formats.NBSP, " ")
    return f"'{text}" if text.startswith(DANGEROUS) and not NUMBER.fullmatch(text) else text


def _text(value: object) -> str:
    if value is None or value is pd.NaT or (isinstance(value, float) and pd.isna(value)):
        return ""
    if isinstance(value, float):
        return repr(float(value)).removesuffix(".0").replace(".", ",")
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    return str(value)
