"""The bytes of a file → its tables: what the file is follows from its bytes and must fit its name."""

import re
from pathlib import PurePath, PureWindowsPath

from kim.reading.limits import MAX_NAME
from kim.reading.refusals import protected
from kim.reading.table import Table, Unreadable
from kim.reading.text import Recognised, text_table
from kim.reading.workbook import ODS, XLS, XLSX, worksheets

TEXT = "Text"
SUFFIXES = {".xlsx": XLSX, ".xls": XLS, ".ods": ODS, ".csv": TEXT, ".tsv": TEXT, ".txt": TEXT}
SIGNATURES = {  # first bytes → what such a file is
    b"PK\x03\x04": "ein Zip-Archiv",
    b"\xd0\xcf\x11\xe0": "eine Arbeitsmappe im alten Format oder mit Kennwort",
    b"%PDF": "ein PDF",
    b"MZ\x90\x00": "ein Programm",
    b"\x7fELF": "ein Programm",
    b"\x89PNG": "ein Bild",
    b"\xff\xd8\xff": "ein Bild",
    b"\x1f\x8b": "ein gepacktes Archiv",
    b"Rar!": "ein gepacktes Archiv",
    b"7z\xbc\xaf": "ein gepacktes Archiv",
}
LOCKED = "EncryptedPackage".encode("utf-16-le")  # inside a workbook with a password, whatever its kind
MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table")
KINDS = "eine Datei mit der Endung .xlsx, .xls, .ods, .csv, .tsv oder .txt"


def read_tables(content: bytes, file_name: str, recognised: Recognised) -> list[Table]:
    """The tables of a file; `recognised` counts the known headings of rows and so tells delimiters apart."""
    kind = _kind(content, file_name)
    return [text_table(content, recognised)] if kind == TEXT else list(worksheets(content, kind))


def plain_name(file_name: str) -> str:
    """The last part of a file name, whatever path or sign stands in it, short enough to be stored."""
    last = PureWindowsPath(PurePath(file_name).name).name
    kept = "".join(sign for sign in last if sign.isprintable()).strip(" .")
    stem, suffix = PurePath(kept).stem, PurePath(kept).suffix[:10]
    return f"{stem[: MAX_NAME - len(suffix)]}{suffix}" if kept else "ohne_namen"


def _kind(content: bytes, file_name: str) -> str:
    suffix = PurePath(plain_name(file_name)).suffix.lower()
    if suffix == ".xlsm":
        raise Unreadable(
            "Arbeitsmappen mit Makros (.xlsm) werden nicht gelesen.",
            KINDS,
            remedy="Speichern Sie die Datei als .xlsx (ohne Makros).",
        )
    if suffix not in SUFFIXES:
        raise Unreadable(f"Dateien mit der Endung »{suffix}« können nicht gelesen werden.", KINDS)
    if not content or content.isspace():
        raise Unreadable("Die Datei ist leer.", KINDS, code="leere_datei")
    declared, found = SUFFIXES[suffix], _found(content)
    if found == XLS and LOCKED in content:
        raise protected()
    if found not in (declared, None):
        raise Unreadable(
            f"Die Datei heißt {suffix}, ist aber {_told(content, found)}.",
            f"eine Datei, deren Inhalt zur Endung {suffix} passt",
            remedy="Speichern Sie die Datei in dem Programm, mit dem sie gemacht wurde, als .xlsx oder CSV.",
        )
    return declared


def _found(content: bytes) -> str | None:
    """What the first bytes say: a kind we read, "" for another one."""
    if content.startswith(b"PK\x03\x04"):
        return _archive(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return XLS
    foreign = any(content.startswith(sign) for sign in SIGNATURES)
    markup = content[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(MARKUP)
    return "" if foreign or markup else TEXT


def _archive(content: bytes) -> str:
    if b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet" in content[:200]:
        return ODS
    return XLSX if re.search(rb"\[Content_Types\]\.xml|xl/", content[:4000] + content[-20_000:]) else ""


def _told(content: bytes, found: str) -> str:
    words = {XLSX: "eine Excel-Arbeitsmappe (.xlsx)", ODS: "eine OpenDocument-Tabelle (.ods)", TEXT: "Text"}
    known = next((what for sign, what in SIGNATURES.items() if content.startswith(sign)), "eine Webseite")
    return words.get(found, known)
