"""One content, written as offices write it: workbooks and text files in every dialect that is to be read."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

import pandas as pd
import xlsxwriter
import xlwt

from kim.datasets import load_dataset
from kim.reading import Lesart

DAY = date(2025, 9, 30)
CONTENT = {
    "stellen": (
        ("kreis_id", "stichtag", "baustein", "kategorie", "anstellungstraeger", "zugewiesen_vzae",
         "abgerufen_vzae", "besetzt_vzae", "vakant_seit", "zugaenge"),
        [
            ("05382", DAY, "1", "koordination", "kreis", Decimal("4.5"), Decimal("3.5"),
             Decimal("3.5"), None, 1),
            ("05382", DAY, "2", "case_management", "kreis", Decimal("1218"), Decimal("1211.25"),
             Decimal("6"), date(2025, 4, 3), 1200),
            ("05382", DAY, "2", "case_management", "freie_wohlfahrt", None, None, Decimal("5"), None, None),
            ("05382", DAY, "3", "ebh", "kommune", Decimal("2.5"), Decimal("2"), Decimal("2"), None, 0),
        ],
    ),
    "antraege": (
        ("vorgang_id", "behoerde_id", "anliegen", "personen", "eingang_am", "vollstaendig_am",
         "entscheidung_am", "entscheidung", "vorgezogen"),
        [
            ("E-0001", "EBH-05382", "stag_10", 2, date(2024, 3, 1), date(2024, 3, 13), date(2025, 2, 28),
             "positiv", True),
            ("E-0002", "EBH-05382", "stag_10", 1, date(2024, 4, 15), None, None, None, False),
            ("E-0003", "EBH-05382", "stag_8", 4, date(2025, 1, 31), date(2025, 2, 17), date(2025, 5, 19),
             "abgelehnt", False),
            ("E-0004", "EBH-05382", "stag_9", 3, date(2025, 8, 30), None, None, None, False),
        ],
    ),
}  # fmt: skip
SENDERS = {"stellen": "05382", "antraege": "EBH-05382"}
SYNONYMS = {
    "kreis": "Kreisverwaltung", "kommune": "Gemeinde", "case_management": "Case-Management",
    "ebh": "Einbürgerungsbehörde", "koordination": "Koordination",
}  # fmt: skip
DAYS = {
    "german": "%d.%m.%Y", "iso": "%Y-%m-%d", "short": "%d.%m.%y", "slashed": "%d/%m/%Y",
    "american": "%m/%d/%Y",
    "stamp": "%d.%m.%Y 00:00", "backwards": "%y-%m-%d",
}  # fmt: skip
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
)  # fmt: skip
UNITS = {"decimal": "VZÄ", "integer": "Anzahl", "date": "TT.MM.JJJJ", "code": "Text", "text": "Text",
         "boolean": "ja/nein"}  # fmt: skip
GROUPS = {"zugewiesen_vzae": "VZÄ", "abgerufen_vzae": "VZÄ", "besetzt_vzae": "VZÄ", "eingang_am": "Verlauf",
          "vollstaendig_am": "Verlauf", "entscheidung_am": "Verlauf"}  # fmt: skip
SIGN_OF_NONE = {"text": "-", "code": "k. A.", "date": "–", "decimal": ".", "integer": "...", "boolean": ""}


@dataclass(frozen=True)
class Dialect:
    """One way to write a table; every field has the plainest way as its default."""

    form: str = "csv"
    encoding: str = "utf-8"
    delimiter: str = ";"
    headings: str = "name"
    codes: str = "code"
    days: str = "german"
    numbers: str = "comma"
    titles: int = 0
    broken_headings: bool = False
    groups: bool = False
    merged: bool = False
    units: bool = False
    column_numbers: bool = False
    sums: bool = False
    footnotes: bool = False
    blank: bool = False
    other_sheets: bool = False
    turned: bool = False
    more_columns: bool = False
    again: bool = False
    signs: bool = False
    dashes: bool = False
    lost_zeros: bool = False

    @property
    def lesart(self) -> Lesart:
        """What the sender has to say about such a file."""
        return Lesart(dash="leer" if self.dashes else None)

    @property
    def suffix(self) -> str:
        return self.form


def write(dialect: Dialect, dataset_id: str) -> bytes:
    """The content of a dataset as a file."""
    grid = _grid(dialect, dataset_id)
    if dialect.form in ("csv", "tsv", "txt"):
        return _text_file(dialect, grid)
    if dialect.form == "xlsx":
        return _xlsx(dialect, grid, list(_merged(dialect, dataset_id)))
    return {"xls": _xls, "ods": _ods}[dialect.form](dialect, grid)


def _grid(dialect: Dialect, dataset_id: str) -> list[list[object]]:
    """All lines of the file, cells as objects (text files write them as text)."""
    names, rows = CONTENT[dataset_id]
    order = list(reversed(range(len(names)))) if dialect.turned else list(range(len(names)))
    columns = [load_dataset(dataset_id).column(names[i]) for i in order]
    body = [
        [_cell(dialect, column, row[i]) for column, i in zip(columns, order, strict=True)] for row in rows
    ]
    heading = [[_heading(dialect, column) for column in columns]]
    if dialect.groups:
        above = [GROUPS.get(column.name, "") for column in columns]
        heading = [[w if i == 0 or above[i - 1] != w else "" for i, w in enumerate(above)], *heading]
    top = [[UNITS[column.type] for column in columns]] if dialect.units else []
    top += [[str(i + 1) for i in range(len(columns))]] if dialect.column_numbers else []
    if dialect.again:
        body.insert(2, heading[-1])
    if dialect.sums:
        body.insert(3, ["Zwischensumme", *[""] * (len(columns) - 2), "17"])
        body.append(["", *[""] * (len(columns) - 2), "Summe"][::-1])
    if dialect.blank:
        body.insert(1, [""] * len(columns))
    lines = [*heading, *top, *body]
    if dialect.more_columns:
        lines = [
            [*line, more] for line, more in zip(lines, ["Bemerkung", *["geprüft"] * len(lines)], strict=False)
        ]
    if dialect.blank:
        lines = [["", *line] for line in lines]
    return [*_titles(dialect), *lines, *_notes(dialect)]


def _merged(dialect: Dialect, dataset_id: str) -> Iterator[tuple[int, int, int, int]]:
    """Group headings as merged ranges: first line and column, last line and column."""
    names = CONTENT[dataset_id][0][:: -1 if dialect.turned else 1]
    groups = [GROUPS.get(name, "") for name in names] if dialect.merged and dialect.groups else []
    place = 0
    for group, run in groupby(groups):
        width = len(list(run))
        if group and width > 1:
            yield dialect.titles, place + dialect.blank, dialect.titles, place + width - 1 + dialect.blank
        place += width


def _titles(dialect: Dialect) -> list[list[object]]:
    return [["Meldung an das Land"], [""], ["Kreis Beispiel, Amt für Integration"], ["Stand: 30.09.2025"]][
        : dialect.titles
    ]


def _notes(dialect: Dialect) -> list[list[object]]:
    notes = [[""], ["1) vorläufige Angaben"], ["Quelle: eigene Erhebung, Stand 30.09.2025"]]
    return notes if dialect.footnotes else []


def _heading(dialect: Dialect, column: object) -> str:
    text = {"name": column.name, "label": column.label, "other": (*column.other_headings, column.label)[0]}
    words = text[dialect.headings]
    return words.replace(" ", "\n", 1) if dialect.broken_headings else words


def _cell(dialect: Dialect, column: object, value: object) -> object:
    if value is None:
        number = column.type in ("decimal", "integer")
        return ("-" if number and dialect.dashes else SIGN_OF_NONE[column.type]) if dialect.signs else ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, date):
        return _day(dialect, value)
    if isinstance(value, (Decimal, int)):
        return _number(dialect, value)
    if dialect.lost_zeros and value.startswith("0"):
        return value.lstrip("0")
    if dialect.codes == "label" and column.type == "code":
        return SYNONYMS.get(value, value)
    return value


def _day(dialect: Dialect, day: date) -> object:
    text = dialect.form in ("csv", "tsv", "txt")
    if dialect.days == "excel":
        return f"{day:%d.%m.%Y}" if text else datetime(day.year, day.month, day.day)
    if dialect.days == "serial":
        serial = (day - date(1899, 12, 30)).days
        return str(serial) if text else float(serial)
    if dialect.days == "words":
        return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"
    return day.strftime(DAYS[dialect.days])


def _number(dialect: Dialect, value: Decimal | int) -> object:
    if dialect.numbers == "number" and dialect.form in ("xlsx", "xls", "ods"):
        return float(value)
    group, mark = {"comma": (".", ","), "number": ("", ","), "point": (",", "."), "space": (" ", ","),
                   "narrow": ("\u202f", ","), "nbsp": ("\u00a0", ","), "swiss": ("'", "."),
                   "plain": ("", ",")}[dialect.numbers]  # fmt: skip
    return f"{value:,}".replace(",", "\0").replace(".", mark).replace("\0", group)


def _text_file(dialect: Dialect, grid: Sequence[Sequence[object]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=dialect.delimiter).writerows(grid)
    return buffer.getvalue().encode(dialect.encoding)


def _xlsx(
    dialect: Dialect, grid: Sequence[Sequence[object]], merged: Sequence[tuple[int, int, int, int]]
) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "dd.mm.yyyy"})
    if dialect.other_sheets:
        book.add_worksheet("Erläuterung").write(0, 0, "Bitte das Blatt Meldung ausfüllen")
        hidden = book.add_worksheet("alt")
        hidden.hide()
        _fill(hidden, grid)
    sheet = book.add_worksheet("Meldung")
    _fill(sheet, grid)
    for first, left, last, right in merged:
        sheet.merge_range(first, left, last, right, grid[first][left])
    book.close()
    return buffer.getvalue()


def _fill(sheet: object, grid: Sequence[Sequence[object]]) -> None:
    for line, row in enumerate(grid):
        for place, cell in enumerate(row):
            if isinstance(cell, datetime):
                sheet.write_datetime(line, place, cell)
            elif isinstance(cell, float):
                sheet.write_number(line, place, cell)
            elif cell:
                sheet.write_string(line, place, cell)


def _xls(dialect: Dialect, grid: Sequence[Sequence[object]]) -> bytes:
    book, buffer = xlwt.Workbook(), io.BytesIO()
    style = xlwt.easyxf(num_format_str="DD.MM.YYYY")
    sheet = book.add_sheet("Meldung")
    for line, row in enumerate(grid):
        for place, cell in enumerate(row):
            if cell != "":
                sheet.write(
                    line, place, cell, style if isinstance(cell, datetime) else xlwt.Style.default_style
                )
    book.save(buffer)
    return buffer.getvalue()


def _ods(dialect: Dialect, grid: Sequence[Sequence[object]]) -> bytes:
    buffer = io.BytesIO()
    width = max(map(len, grid))
    filled = [[*row, *[""] * (width - len(row))] for row in grid]
    frame = pd.DataFrame([[cell if cell != "" else None for cell in row] for row in filled])
    with pd.ExcelWriter(buffer, engine="odf") as writer:
        frame.to_excel(writer, sheet_name="Meldung", header=False, index=False)
    return buffer.getvalue()


TEXT = ("csv", "tsv", "txt")
DIALECTS = {
    "plain": Dialect(),
    "labels": Dialect(headings="label"),
    "other_headings": Dialect(headings="other", codes="label"),
    "bom": Dialect(encoding="utf-8-sig"),
    "ansi": Dialect(encoding="cp1252", headings="label", codes="label"),
    "utf16": Dialect(encoding="utf-16"),
    "utf16_big": Dialect(encoding="utf-16-be"),
    "utf16_little": Dialect(encoding="utf-16-le", headings="label"),
    "comma_separated": Dialect(delimiter=",", numbers="point", days="iso"),
    "comma_quoted": Dialect(delimiter=",", numbers="comma"),
    "tabs": Dialect(form="tsv", delimiter="\t"),
    "pipes": Dialect(form="txt", delimiter="|", headings="other"),
    "english_numbers": Dialect(numbers="point"),
    "spaces": Dialect(numbers="space"),
    "hard_spaces": Dialect(numbers="nbsp", headings="label"),
    "narrow_spaces": Dialect(numbers="narrow"),
    "swiss": Dialect(numbers="swiss"),
    "two_digit_years": Dialect(days="short"),
    "slashes": Dialect(days="slashed"),
    "american_days": Dialect(days="american", headings="label"),
    "backwards": Dialect(days="backwards"),
    "month_names": Dialect(days="words"),
    "time_stamps": Dialect(days="stamp"),
    "serial_text": Dialect(days="serial"),
    "titles": Dialect(titles=4),
    "titles_and_notes": Dialect(titles=3, footnotes=True, sums=True),
    "broken_headings": Dialect(headings="label", broken_headings=True),
    "group_headings": Dialect(headings="label", groups=True),
    "units": Dialect(headings="other", units=True),
    "column_numbers": Dialect(column_numbers=True, units=True, headings="label"),
    "blank_lines": Dialect(blank=True, titles=1),
    "turned": Dialect(turned=True, headings="label"),
    "more_columns": Dialect(more_columns=True),
    "heading_again": Dialect(again=True, headings="label"),
    "signs": Dialect(signs=True),
    "dashes": Dialect(signs=True, dashes=True),
    "lost_zeros": Dialect(lost_zeros=True),
    "xlsx": Dialect(form="xlsx", days="excel", numbers="number", headings="label"),
    "xlsx_text": Dialect(form="xlsx", days="german", numbers="comma"),
    "xlsx_serial": Dialect(form="xlsx", days="serial", numbers="number"),
    "xlsx_report": Dialect(
        form="xlsx", days="excel", numbers="number", headings="label", titles=4, groups=True, units=True,
        sums=True, footnotes=True, blank=True, other_sheets=True, more_columns=True,
    ),
    "xlsx_merged": Dialect(form="xlsx", groups=True, merged=True, titles=2, headings="label"),
    "xlsx_merged_turned": Dialect(form="xlsx", groups=True, merged=True, turned=True, blank=True, units=True),
    "xlsx_hidden": Dialect(form="xlsx", days="excel", other_sheets=True),
    "xlsx_signs": Dialect(form="xlsx", signs=True, dashes=True, broken_headings=True, headings="label"),
    "xls": Dialect(form="xls", days="excel", numbers="number", headings="label"),
    "xls_report": Dialect(form="xls", days="short", titles=2, sums=True, footnotes=True, headings="other"),
    "ods": Dialect(form="ods", days="excel", numbers="number", headings="label"),
    "ods_report": Dialect(form="ods", days="german", titles=3, footnotes=True, units=True, headings="label"),
}  # fmt: skip
