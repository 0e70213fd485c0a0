"""Workbooks (XLSX, XLS, ODS): what is dangerous is refused, then the cells of each worksheet."""

import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from kim.reading.archive import open_archive
from kim.reading.biff import xls_facts
from kim.reading.formulas import Facts, ods_facts, xlsx_facts
from kim.reading.limits import MAX_BYTES, MAX_CELLS, MAX_COLUMNS, MAX_FIELD, MAX_MEMORY, MAX_SECONDS
from kim.reading.refusals import bad_cell, broken, far, protected
from kim.reading.table import Merged, Table, Unreadable, letter

XLSX, XLS, ODS = "XLSX", "XLS", "ODS"
FORMS = {XLSX: "Excel-Arbeitsmappe", XLS: "Excel-Arbeitsmappe (altes Format)", ODS: "OpenDocument-Tabelle"}
LIMITS = (MAX_MEMORY, MAX_CELLS, MAX_COLUMNS, MAX_FIELD, MAX_BYTES)
CHILD = [sys.executable, "-I", str(Path(__file__).with_name("child.py")), *map(str, LIMITS)]
OUT_OF_MEMORY = -signal.SIGABRT  # how a process ends that asked for too much
Worksheet = tuple[str, bool, list[list[object]], list[Merged]]


def worksheets(content: bytes, kind: str) -> Iterator[Table]:
    """The worksheets of a workbook in their order, hidden ones marked as such."""
    facts = _facts(content, kind)
    for worksheet in _read(content):
        yield _table(worksheet, kind, facts)


def _facts(content: bytes, kind: str) -> Facts:
    if kind == XLS:
        return xls_facts(content)
    archive = open_archive(content)
    return ods_facts(archive) if kind == ODS else xlsx_facts(archive)


def _read(content: bytes) -> list[Worksheet]:
    """The worksheets as a process of its own reads them: one that dies says that the file is broken."""
    try:
        done = subprocess.run(
            CHILD, input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=MAX_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise far() from None
    if done.returncode == OUT_OF_MEMORY:
        raise far()
    word, *more = pickle.loads(done.stdout) if done.returncode == 0 else ("broken",)
    if word == "sheets":
        return more[0]
    raise _refusal(word, *more)


def _refusal(
    word: str, sheet: str | None = None, line: int = 0, column: int = 0, long: bool = False
) -> Unreadable:
    match word:
        case "password":
            return protected()
        case "far":
            return far(sheet)
        case "bad_cell":
            return bad_cell(sheet, f"{letter(column)}{line + 1}", line + 1, long)
    return broken()


def _table(worksheet: Worksheet, kind: str, facts: Facts) -> Table:
    name, visible, columns, merged = worksheet
    found = facts.of(name)
    for line, column, text in found.errors:
        if column < len(columns) and line < len(columns[column]):
            columns[column][line] = text
    return Table(
        tuple(columns),
        len(columns[0]) if columns else 0,
        understood=f"{FORMS[kind]}, Tabellenblatt »{name}«",
        name=name,
        visible=visible,
        merged=tuple(merged),
        formulas=found.formulas,
        epoch=facts.epoch,
    )
