"""A frame written for reading: as an HTML table and as the CSV that German offices open."""

import csv
import io
import re
from datetime import date
from html import escape

import pandas as pd

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[-+−]?[\d.]*\d(,\d+)?(\s?(%|[A-Za-zÄÖÜäöü ]+))?")


def as_html(frame: pd.DataFrame, caption: str) -> str:
    """A table with caption and scopes; where it is wider than the page, the keyboard scrolls it."""
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in frame.columns)
    body = "".join(_row(values) for values in frame.itertuples(index=False, name=None))
    return (
        f'<div class="kim-tabelle" role="region" tabindex="0" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(values: tuple[object, ...]) -> str:
    first, *others = values
    return f'<tr><th scope="row">{escape(_text(first))}</th>{"".join(map(_cell, others))}</tr>'


def _cell(value: object) -> str:
    text = _text(value)
    kind = ' class="zahl"' if NUMBER.fullmatch(text) or len(text) == 1 else ""
    return f"<td{kind}>{escape(text)}</td>"


def as_csv(frame: pd.DataFrame) -> bytes:
    """Semicolons, decimal commas, a byte order mark; texts that a spreadsheet would run are defused."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_harmless(str(name)) for name in frame.columns])
    writer.writerows([_harmless(_text(value)) for value in row] for row in frame.itertuples(index=False))
    return out.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(DANGEROUS) and not NUMBER.fullmatch(text) else text


def _text(value: object) -> str:
    if value is None or value is pd.NaT or (isinstance(value, float) and pd.isna(value)):
        return ""
    if isinstance(value, float):
        return repr(float(value)).removesuffix(".0").replace(".", ",")
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    return str(value).replace("\u00a0", " ")
