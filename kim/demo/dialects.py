"""How offices write their files: encodings, separators, headings, codes and dates of their own."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import numpy as np
import xlsxwriter

from kim.datasets import Column, Dataset, labels, load_codes, spellings
from kim.demo.table import Table, day64
from kim.demo.world import MARKER, RSK, random_for

WRITTEN_ON = datetime(2024, 1, 1)
FIRST_DAY, LAST_DAY = day64("2015-01-01"), day64("2027-12-31")
KEYS = ("ki_standorte", "behoerden")
SHARE_OF_WORKBOOKS = {"stellen": 0.34, "faelle": 0.06, "bestand": 0.5}
TRULY = {"ja": ("ja", "nein"), "kurz": ("J", "N"), "zahl": ("1", "0"), "kreuz": ("x", "")}
EXTRA = ("Bemerkung", "Sachgebiet", "Kürzel", "geprüft")


@dataclass(frozen=True)
class Dialect:
    """The way one office writes one dataset."""

    workbook: bool
    encoding: str
    separator: str
    decimal_mark: str
    iso_dates: bool
    headings: str
    codes: str
    truth: str
    title_line: bool
    extra: str | None
    zero_lost: bool
    shift: int

    @property
    def suffix(self) -> str:
        return "xlsx" if self.workbook else "csv"


def dialect_of(seed: int, sender: str, dataset: str) -> Dialect:
    """The dialect of an office; the Rhein-Sieg-Kreis fills in the template."""
    rng = random_for(seed, "Schreibweise", sender, dataset)
    separator = str(rng.choice([";", ";", ";", "\t", ","]))
    plain = sender.endswith(RSK)
    return Dialect(
        workbook=bool(rng.random() < SHARE_OF_WORKBOOKS.get(dataset, 0)) or (plain and dataset == "stellen"),
        encoding=str(rng.choice(["utf-8", "utf-8-sig", "utf-8-sig", "cp1252"])),
        separator=separator,
        decimal_mark="." if separator == "," else str(rng.choice([",", ",", ",", "."])),
        iso_dates=bool(rng.random() < 0.3) and not plain,
        headings="label" if plain else str(rng.choice(["name", "label", "other"])),
        codes="label" if plain else str(rng.choice(["code", "label", "synonym"])),
        truth="ja" if plain else str(rng.choice(list(TRULY))),
        title_line=bool(rng.random() < 0.4),
        extra=None if plain or rng.random() < 0.7 else str(rng.choice(EXTRA)),
        zero_lost=bool(rng.random() < 0.2) and not plain,
        shift=int(rng.integers(0, 6)),
    )


def write(table: Table, dataset: Dataset, dialect: Dialect) -> bytes:
    """The file as bytes; the same table and dialect give the same bytes."""
    columns = [dataset.column(name) for name in table]
    headings = [_heading(column, dialect) for column in columns] + ([dialect.extra] if dialect.extra else [])
    title = f"{dataset.title}: {MARKER}"
    if dialect.workbook:
        return _workbook(title, headings, [_values(table[c.name], c, dialect) for c in columns], dialect)
    return _text(title, headings, [_cells(table[c.name], c, dialect) for c in columns], dialect)


def _heading(column: Column, dialect: Dialect) -> str:
    if dialect.headings == "other" and column.other_headings:
        return column.other_headings[dialect.shift % len(column.other_headings)]
    return column.name if dialect.headings == "name" else column.label


def _text(title: str, headings: list[str], columns: list[list[str]], dialect: Dialect) -> bytes:
    if dialect.extra:
        columns = [*columns, [""] * len(columns[0])]
    lines = [title] if dialect.title_line else []
    lines.append(dialect.separator.join(_quoted(heading, dialect) for heading in headings))
    lines += map(dialect.separator.join, zip(*columns, strict=True))
    return "\r\n".join([*lines, ""]).encode(dialect.encoding)


def _cells(values: np.ndarray, column: Column, dialect: Dialect) -> list[str]:
    """One column as text."""
    if column.type == "date":
        return _days(values, dialect.iso_dates)
    if column.type == "code":
        spelled = _spelled(column, dialect)
        return [spelled[value] for value in values.tolist()]
    if column.type == "boolean":
        yes, no = TRULY[dialect.truth]
        return [yes if value == "ja" else no for value in values.tolist()]
    if column.type == "text":
        return values.tolist()
    return [_number(value, dialect.decimal_mark) for value in values.tolist()]


def _days(days: np.ndarray, iso: bool) -> list[str]:
    position = np.where(np.isnat(days), 0, (days - FIRST_DAY).astype("int64") + 1)
    return _calendar(iso)[position].tolist()


@cache
def _calendar(iso: bool) -> np.ndarray:
    """Every day as text, after an empty one for missing days."""
    days = np.arange(FIRST_DAY, LAST_DAY + 1).tolist()
    return np.array(["", *(f"{day}" if iso else f"{day:%d.%m.%Y}" for day in days)], dtype="object")


def _number(value: float, mark: str) -> str:
    return "" if value != value else f"{value:.15g}".replace(".", mark)


def _spelled(column: Column, dialect: Dialect) -> Mapping[str, str]:
    """code → how this office writes it, quoted where its separator would break it."""
    style = dialect.codes if column.codes not in KEYS else "zero lost" if dialect.zero_lost else "code"
    spelled = _spellings(column.codes, style, dialect.shift)
    return {code: _quoted(text, dialect) for code, text in spelled.items()}


@cache
def _spellings(codes: str, style: str, shift: int) -> Mapping[str, str]:
    listed = labels(codes)
    styles = {
        "code": {},
        "label": listed,
        "synonym": _synonyms(codes, shift),
        "zero lost": _without_zero(codes),
    }
    return {"": ""} | {code: styles[style].get(code, code) for code in listed}


def _synonyms(codes: str, shift: int) -> dict[str, str]:
    """One synonym per code that nothing else is called, where there is any."""
    unique = set(spellings(codes)["spelling"])
    rows = load_codes(codes)[["code", "synonyme"]].itertuples(index=False)
    usable = {code: [s for s in synonyms.split("|") if s and s.lower() in unique] for code, synonyms in rows}
    return {code: words[shift % len(words)] for code, words in usable.items() if words}


def _without_zero(codes: str) -> dict[str, str]:
    return {code: code.lstrip("0") for code in labels(codes) if code.isdigit()}


def _quoted(text: str, dialect: Dialect) -> str:
    breaks = dialect.separator in text or '"' in text
    return '"' + text.replace('"', '""') + '"' if breaks and not dialect.workbook else text


def _workbook(title: str, headings: list[str], columns: list[list[object]], dialect: Dialect) -> bytes:
    """An Excel workbook with real numbers and dates."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "dd.mm.yyyy"}) as book:
        book.set_properties({"title": title, "created": WRITTEN_ON})
        sheet = book.add_worksheet()
        first = 2 if dialect.title_line else 0
        if dialect.title_line:
            sheet.write_string(0, 0, title)
        sheet.write_row(first, 0, headings, book.add_format({"bold": True}))
        for position, values in enumerate(columns):
            sheet.write_column(first + 1, position, values)
    return target.getvalue()


def _values(values: np.ndarray, column: Column, dialect: Dialect) -> list[object]:
    """One column as Excel values; None leaves a cell empty, keys that lost their zero are numbers."""
    if column.type == "date" and not dialect.iso_dates:
        return values.tolist()
    if column.type in ("decimal", "integer"):
        return [None if value != value else value for value in values.tolist()]
    cells = [cell or None for cell in _cells(values, column, dialect)]
    if column.codes in KEYS and dialect.zero_lost:
        return [int(cell) if cell.isdigit() else cell for cell in cells]
    return cells
