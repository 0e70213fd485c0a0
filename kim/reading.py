"""Bytes of a handed-in file → text cells under our column names, with nothing guessed."""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

import pandas as pd
import python_calamine

from kim.datasets import Dataset
from kim.errors import Issue

ENCODINGS = ("utf-8-sig", "cp1252")
DELIMITERS = (";", "\t", ",")
HEADING_WITHIN = 30  # lines above the heading that are looked through
MAX_UNPACKED = 500_000_000  # bytes of an unpacked workbook
ROW = "zeile"


@dataclass(frozen=True)
class Sheet:
    """What was read: `cells` holds text under our column names and the line of the file in `zeile`.

    Empty cells are missing values. `headings` maps our names to the file's own headings.
    `decimal_mark` is "," or "." or, where the numbers do not tell, None.
    """

    cells: pd.DataFrame
    headings: dict[str, str]
    decimal_mark: str | None
    issues: tuple[Issue, ...]
    name: str | None = None
    understood: str = ""

    @property
    def readable(self) -> bool:
        return not any(issue.severity == "error" for issue in self.issues)


def read(content: bytes, file_name: str, dataset: Dataset, decimal_mark: str | None = None) -> Sheet:
    """Read a CSV or XLSX file; what cannot be read comes back as issues of an empty sheet.

    `decimal_mark` answers the question which mark the file uses where its own numbers leave it open.
    """
    suffix = PurePath(file_name).suffix.lower()
    if suffix in (".xlsx", ".xlsm"):
        return _read_workbook(content, dataset, decimal_mark)
    if suffix in (".csv", ".txt", ".tsv"):
        return _read_text(content, dataset, decimal_mark)
    expected = "eine Datei mit der Endung .xlsx, .csv, .tsv oder .txt"
    return _unreadable(f"Dateien mit der Endung »{suffix}« können nicht gelesen werden.", expected)


def decimal_evidence(texts: Iterable[str]) -> tuple[set[str], str | None]:
    """Which decimal marks numbers speak for, and the first number that could be read both ways.

    `1.234,5` and `12,5` speak for the comma, `1,234.5` and `12.5` for the point; `1.234` for neither.
    """
    marks: set[str] = set()
    ambiguous = None
    for text in texts:
        mark = _mark_of(text)
        marks |= {mark} if mark in (",", ".") else set()
        ambiguous = text if mark == "?" and ambiguous is None else ambiguous
    return marks, ambiguous


def _mark_of(text: str) -> str | None:
    seen = re.sub(r"[^.,]", "", text)
    if not seen:
        return None
    if len(set(seen)) == 2:
        return seen[-1]
    if len(seen) > 1:
        return "." if seen[0] == "," else ","
    grouped = re.fullmatch(r"[-+]?[1-9]\d{0,2}[.,]\d{3}", text)
    return "?" if grouped else seen


def _read_text(content: bytes, dataset: Dataset, decimal_mark: str | None) -> Sheet:
    text, encoding = _decode(content)
    if text is None:
        return _unreadable("Die Zeichen der Datei sind nicht lesbar.", "UTF-8 oder Windows-1252")
    rows, delimiter = _split(text, dataset)
    kind = {";": "Semikolon", ",": "Komma", "\t": "Tabulator"}[delimiter]
    return _sheet(rows, dataset, decimal_mark, None, f"Text in {encoding}, getrennt durch {kind}")


def _decode(content: bytes) -> tuple[str | None, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content[:1000]:
        return None, ""
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding), {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252"}[encoding]
        except UnicodeDecodeError:
            continue
    return None, ""


def _split(text: str, dataset: Dataset) -> tuple[list[list[object]], str]:
    """Rows and the delimiter under which most headings are known."""
    head = text.splitlines()[:HEADING_WITHIN]
    known = _known_headings(dataset)

    def recognised(delimiter: str) -> int:
        lines = csv.reader(head, delimiter=delimiter)
        return max((sum(_plain(cell) in known for cell in line) for line in lines), default=0)

    delimiter = max(DELIMITERS, key=recognised)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)), delimiter


def _read_workbook(content: bytes, dataset: Dataset, decimal_mark: str | None) -> Sheet:
    try:
        if sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(content)).infolist()) > MAX_UNPACKED:
            return _unreadable("Die Arbeitsmappe ist ausgepackt zu groß.", "höchstens 500 MB")
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [
            (name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in _visible(book)
        ]
    except (zipfile.BadZipFile, python_calamine.CalamineError):
        return _unreadable(
            "Die Datei ist keine lesbare Excel-Arbeitsmappe.", "eine Arbeitsmappe im Format .xlsx"
        )
    known = _known_headings(dataset)
    name, rows = max(sheets, key=lambda sheet: _best_heading(sheet[1], known)[1], default=("", []))
    return _sheet(rows, dataset, decimal_mark, name, f"Excel-Arbeitsmappe, Tabellenblatt »{name}«")


def _visible(book: python_calamine.CalamineWorkbook) -> list[str]:
    shown = python_calamine.SheetVisibleEnum.Visible
    return [sheet.name for sheet in book.sheets_metadata if sheet.visible == shown]


def _sheet(
    rows: Sequence[Sequence[object]], dataset: Dataset, mark: str | None, name: str | None, understood: str
) -> Sheet:
    known = _known_headings(dataset)
    position, found = _best_heading(rows, known)
    if found == 0:
        return _unreadable(
            "In der Datei wurde keine Zeile mit bekannten Spaltenüberschriften gefunden.", _headings(dataset)
        )
    columns, unknown, doubled = _columns(rows[position], known)
    issues = [*_heading_issues(dataset, columns, unknown, doubled, name, position + 1)]
    body = _body(rows, position, columns)
    if body.empty:
        issues.append(_empty(name, position + 1))
    mark, number_issues = _decide_mark(body, dataset, columns, mark, name)
    cells = _as_text(body, mark or ",")
    return Sheet(cells, columns_to_headings(columns), mark, (*issues, *number_issues), name, understood)


def columns_to_headings(columns: dict[int, tuple[str, str]]) -> dict[str, str]:
    return {name: heading for name, heading in columns.values()}


def _best_heading(rows: Sequence[Sequence[object]], known: dict[str, str]) -> tuple[int, int]:
    """Index of the line with most known headings, and how many it has."""
    counts = [len({known[_plain(c)] for c in row if _plain(c) in known}) for row in rows[:HEADING_WITHIN]]
    return (counts.index(max(counts)), max(counts)) if counts else (0, 0)


def _known_headings(dataset: Dataset) -> dict[str, str]:
    return {_plain(heading): column.name for column in dataset.columns for heading in column.headings}


def _plain(cell: object) -> str:
    """A heading without what does not count: case, spaces, dashes, brackets, line breaks."""
    text = unicodedata.normalize("NFC", str(cell)).casefold()
    return re.sub(r"[\s_\-/().*:]+", "", text)


def _columns(
    heading: Sequence[object], known: dict[str, str]
) -> tuple[dict[int, tuple[str, str]], list[str], list[str]]:
    """position → (our name, the file's heading); the headings that are unknown; those that say the same."""
    columns: dict[int, tuple[str, str]] = {}
    unknown, doubled, taken = [], [], set()
    for position, cell in enumerate(heading):
        text, name = str(cell).strip(), known.get(_plain(cell))
        if name is None:
            unknown += [text] if text else []
        elif name in taken:
            doubled.append(text)
        else:
            columns[position] = (name, text)
            taken.add(name)
    return columns, unknown, doubled


def _body(
    rows: Sequence[Sequence[object]], position: int, columns: dict[int, tuple[str, str]]
) -> pd.DataFrame:
    """The cells below the heading that belong to known columns; empty lines are left out."""
    below = rows[position + 1 :]
    frame = pd.DataFrame(below, dtype=_cell_type(below)).reindex(columns=list(columns))
    frame.columns = [name for name, _ in columns.values()]
    frame.insert(0, ROW, range(position + 2, position + 2 + len(below)))
    cells = frame.drop(columns=ROW)
    return frame[~(cells.isna() | (cells == "")).all(axis=1)]


def _cell_type(rows: Sequence[Sequence[object]]) -> str:
    """Text files have only text; workbooks have numbers and dates among it."""
    return "str" if all(isinstance(cell, str) for row in rows for cell in row) else "object"


def _as_text(body: pd.DataFrame, mark: str) -> pd.DataFrame:
    """Cells as text, trimmed; numbers with the file's decimal mark, dates as ISO, nothing as missing."""
    text = {name: _column_text(body[name], mark) for name in body.columns if name != ROW}
    return pd.DataFrame({ROW: body[ROW].astype("int64")} | text, index=body.index).reset_index(drop=True)


def _column_text(cells: pd.Series, mark: str) -> pd.Series:
    if cells.dtype == "object":
        cells = cells.map(lambda cell: _cell_text(cell, mark))
    text = cells.astype("str").str.replace("\u00a0", " ").str.strip()
    return text.where(cells.notna() & (text != ""), None)


def _cell_text(cell: object, mark: str) -> str | None:
    if isinstance(cell, bool):
        return "ja" if cell else "nein"
    if isinstance(cell, float):
        return None if cell != cell else f"{cell:.15g}".replace(".", mark)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, date) else cell if cell is None else str(cell)


def _decide_mark(
    body: pd.DataFrame,
    dataset: Dataset,
    columns: dict[int, tuple[str, str]],
    given: str | None,
    sheet: str | None,
) -> tuple[str | None, list[Issue]]:
    """The decimal mark of the file's text numbers, or the question that only the sender can answer."""
    if given:
        return given, []
    numeric = {
        c.name: c.label for c in dataset.columns if c.type in ("decimal", "integer") and c.name in body
    }
    texts = {name: _number_texts(body[name]) for name in numeric}
    marks, ambiguous = decimal_evidence(text for column in texts.values() for text in column)
    if len(marks) == 2:
        return None, [_contradiction(texts, columns, body, sheet)]
    if not marks and ambiguous:
        return None, [_open_question(texts, columns, body, sheet, ambiguous)]
    return (marks.pop() if marks else None), []


def _number_texts(cells: pd.Series) -> list[str]:
    if cells.dtype == "object":
        cells = cells[cells.map(lambda cell: isinstance(cell, str))]
    return [text for text in cells.dropna().str.strip().unique() if re.fullmatch(r"[-+]?[\d.,]*\d", text)]


def _contradiction(texts: dict, columns: dict, body: pd.DataFrame, sheet: str | None) -> Issue:
    """The file uses both marks: point at the first number of the rarer kind."""
    listed = [
        (text, name) for name, column in texts.items() for text in column if _mark_of(text) in (",", ".")
    ]
    commas = sum(_mark_of(text) == "," for text, _ in listed)
    rarer = "," if commas * 2 < len(listed) else "."
    text, name = next(item for item in listed if _mark_of(item[0]) == rarer)
    return Issue(
        "zahlformat_widerspruechlich",
        "error",
        "In der Datei stehen Zahlen mit Dezimalkomma und Zahlen mit Dezimalpunkt.",
        "in der ganzen Datei entweder 1.234,5 oder 1,234.5",
        "Vereinheitlichen Sie die Schreibweise der Zahlen in der Datei.",
        **_place(name, text, columns, body, sheet),
    )


def _open_question(texts: dict, columns: dict, body: pd.DataFrame, sheet: str | None, text: str) -> Issue:
    name = next(name for name, column in texts.items() if text in column)
    return Issue(
        "zahlformat_unklar",
        "error",
        f"»{text}« kann eintausend und mehr heißen oder eine Zahl mit drei Nachkommastellen sein.",
        "eine Zahl, die nur auf eine Weise gelesen werden kann",
        "Schreiben Sie Zahlen ohne Tausenderzeichen, oder geben Sie das Dezimalzeichen der Datei an.",
        **_place(name, text, columns, body, sheet),
    )


def _place(name: str, text: str, columns: dict, body: pd.DataFrame, sheet: str | None) -> dict[str, object]:
    cells = body[name].map(lambda cell: cell.strip() if isinstance(cell, str) else cell)
    row = int(body.loc[cells == text, ROW].iloc[0])
    heading = next(heading for ours, heading in columns.values() if ours == name)
    return {"sheet": sheet, "row": row, "column": heading, "value": text}


def _heading_issues(
    dataset: Dataset, columns: dict, unknown: list[str], doubled: list[str], sheet: str | None, row: int
) -> Iterable[Issue]:
    present = {name for name, _ in columns.values()}
    for column in dataset.columns:
        if column.required and column.name not in present:
            yield Issue(
                "spalte_fehlt",
                "error",
                f"Die Pflichtspalte »{column.label}« fehlt.",
                f"eine Spalte »{column.label}« oder »{column.name}«",
                "Ergänzen Sie die Spalte oder benennen Sie die vorhandene so.",
                sheet=sheet,
                row=row,
                column=column.label,
            )
    for heading in doubled:
        yield Issue(
            "spalte_doppelt",
            "error",
            f"Die Spalte »{heading}« bedeutet dasselbe wie eine andere Spalte der Datei.",
            "jede Angabe in einer Spalte",
            "Löschen Sie eine der beiden Spalten oder benennen Sie sie um.",
            sheet=sheet,
            row=row,
            column=heading,
        )
    for heading in unknown:
        yield Issue(
            "unbekannte_spalte",
            "hint",
            f"Die Spalte »{heading}« ist nicht bekannt und wird nicht übernommen.",
            "eine der Spalten des Datensatzes",
            "Nichts zu tun, wenn die Spalte nicht gebraucht wird; sonst benennen Sie sie wie in der Vorlage.",
            sheet=sheet,
            row=row,
            column=heading,
        )


def _empty(sheet: str | None, row: int) -> Issue:
    return Issue(
        "leere_datei",
        "error",
        "Unter den Überschriften stehen keine Daten.",
        "mindestens eine Zeile mit Daten",
        "Prüfen Sie, ob es die richtige Datei ist.",
        sheet=sheet,
        row=row,
    )


def _unreadable(message: str, expected: str) -> Sheet:
    remedy = "Nehmen Sie die Vorlage des Datensatzes, oder speichern Sie die Datei als .xlsx oder CSV."
    issue = Issue("datei_unlesbar", "error", message, expected, remedy)
    return Sheet(pd.DataFrame({ROW: []}), {}, None, (issue,))


def _headings(dataset: Dataset) -> str:
    required = [column.label for column in dataset.columns if column.required]
    return f"eine Zeile mit den Überschriften {', '.join(required)}"
