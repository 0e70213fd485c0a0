"""The files that a command names and what it says about them → submissions."""

import argparse
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kim.cli.parser import day, lines, reason
from kim.cli.printing import show_progress
from kim.errors import KimError
from kim.intake import Submission, remembered_lesart
from kim.reading import Lesart, load_lesart
from kim.reading.files import SUFFIXES
from kim.reading.limits import MAX_BYTES
from kim.store import Store

NAMED = re.compile(r"(?P<dataset>[a-z]+)_(?P<sender>[^_]+)_(?P<stichtag>\d{4}-\d{2}-\d{2})")
MARKS = {"comma": ",", "point": "."}


@dataclass(frozen=True)
class Named:
    """One file with whose it is and for which day; read only when its turn comes."""

    path: Path
    dataset: str
    sender: str | None
    stichtag: date


@dataclass(frozen=True)
class Given:
    """A submission, and the part of its Lesart that comes from the sender's last file."""

    submission: Submission
    remembered: Lesart


def add_file_arguments(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("files", nargs="+", metavar="DATEI", help="Dateien (CSV, XLSX, XLS, ODS) oder Ordner")
    about = verb.add_argument_group(
        "Worum es geht", "Entbehrlich, wo die Datei DATENSATZ_ABSENDER_JJJJ-MM-TT.xlsx heißt"
    )
    about.add_argument("--dataset", help="Datensatz, siehe `datasets`")
    about.add_argument("--sender", help="Kreis, Behörde oder redaktion")
    about.add_argument("--stichtag", type=day, help="JJJJ-MM-TT, für den die Datei spricht")
    about.add_argument(
        "--acknowledge", action="append", default=[], type=reason, metavar="CODE=GRUND",
        help="Warnung begründen; mehrfach möglich",
    )  # fmt: skip
    _add_lesart(verb.add_argument_group("Wie die Datei zu lesen ist"))


def _add_lesart(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--mapping", metavar="LESART", help="JSON-Datei mit Zuordnung von Spalten und Codes")
    group.add_argument("--fresh", action="store_true", help="die Zuordnung der letzten Datei nicht verwenden")
    group.add_argument("--sheet", help="Tabellenblatt")
    group.add_argument("--heading", type=lines, metavar="ERSTE-LETZTE", help="Zeilen der Überschrift")
    group.add_argument("--decimal", choices=tuple(MARKS), help="Dezimalzeichen: Komma oder Punkt")
    group.add_argument("--dates", choices=("TMJ", "MTJ", "JMT"), help="Folge von Tag, Monat und Jahr")
    group.add_argument("--dash", choices=("null", "leer"), help="was »-« statt einer Zahl heißt")


def named_files(options: argparse.Namespace, complete: bool) -> list[Named]:
    """Every file with what is said about it; KimError that names all files about which too little is said.

    Without `complete` a file needs no sender, and its Stichtag is today where nothing says another one.
    """
    files = [_named(path, options) for path in _paths(options.files)]
    unclear = [f.path.name for f in files if not f.dataset or (complete and not (f.sender and f.stichtag))]
    if unclear:
        what = "Datensatz, Absender und Stichtag" if complete else "den Datensatz"
        raise KimError(
            f"Nennen Sie {what} ({'--dataset, --sender, --stichtag' if complete else '--dataset'}) oder"
            f" benennen Sie die Datei wie stellen_05770_2025-12-31.xlsx: {', '.join(unclear)}"
        )
    return [replace(file, stichtag=file.stichtag or date.today()) for file in files]


def given(store: Store, files: Iterable[Named], options: argparse.Namespace) -> Iterator[Given]:
    """Each file read from disk when it is asked for, with the Lesart that is said or remembered."""
    files, told = list(files), _told(options)
    for number, file in enumerate(files):
        show_progress(number, len(files), f"{file.path.name} wird geprüft")
        kept = Lesart() if options.fresh else remembered_lesart(store, file.dataset, file.sender)
        yield Given(
            Submission(
                content=_content(file.path),
                file_name=file.path.name,
                dataset=file.dataset,
                sender=file.sender,
                stichtag=file.stichtag,
                acknowledged=dict(options.acknowledge),
                note=getattr(options, "note", ""),
                lesart=told.over(kept),
            ),
            kept,
        )
    show_progress(len(files), len(files), "alle Dateien geprüft")


def _content(path: Path) -> bytes:
    """The file, or of one that is too large as much as shows it."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _paths(names: Iterable[str]) -> list[Path]:
    """Files as they are named, and the tables of a folder by name; programs' own files are left out."""
    found: list[Path] = []
    for path in map(Path, names):
        if not path.exists():
            raise KimError(f"Die Datei {path} gibt es nicht.")
        found += _tables(path) if path.is_dir() else [path]
    return list(dict.fromkeys(found))


def _tables(folder: Path) -> list[Path]:
    found = [path for path in sorted(folder.iterdir()) if path.is_file() and path.name[0] not in ".~"]
    other = [path.name for path in found if path.suffix.lower() not in SUFFIXES]
    if other:
        raise KimError(f"Im Ordner {folder} liegt, was keine Tabelle ist: {', '.join(other)}")
    if not found:
        raise KimError(f"Im Ordner {folder} liegt keine Datei.")
    return found


def _named(path: Path, options: argparse.Namespace) -> Named:
    """What the options say holds, else what the name of the file says."""
    found = NAMED.fullmatch(path.stem)
    name = found.groupdict() if found else {}
    stichtag = options.stichtag or (_day(name["stichtag"], path) if name else None)
    return Named(path, options.dataset or name.get("dataset"), options.sender or name.get("sender"), stichtag)


def _day(text: str, path: Path) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise KimError(f"Der Name {path.name} nennt einen Tag, den es nicht gibt: {text}") from None


def _told(options: argparse.Namespace) -> Lesart:
    """What file and options say; an option holds over the file."""
    lesart = load_lesart(_text(Path(options.mapping))) if options.mapping else Lesart()
    said = {
        "sheet": options.sheet,
        "heading": options.heading,
        "decimal_mark": MARKS.get(options.decimal),
        "date_order": options.dates,
        "dash": options.dash,
    }
    return replace(lesart, **{name: value for name, value in said.items() if value is not None})


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise KimError(f"Die Lesart {path} gibt es nicht, oder sie ist kein Text in UTF-8.") from None
