"""The command that leads from an id at a figure back to numbers, definition, Stand and files."""

import argparse
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from kim import formats
from kim.catalogue import TIMES
from kim.cli.parser import Verbs, add_verb
from kim.cli.printing import as_json, print_records, result_record
from kim.errors import KimError
from kim.sentences import codes
from kim.sentences.places import is_numbered, place, units
from kim.stand import Lineage, Selection, Source, lineage, parse_trace
from kim.stand.deliveries import EXAMPLE_NOTE
from kim.store import Store

BERLIN = ZoneInfo("Europe/Berlin")
WIDTH = 13
ENTRY = ("id", "code", "title", "definition", "formula", "unit", "limits", "source", "query")
CHANGED = "Die Abfrage wurde seither geändert; ein neuer Stand kann andere Zahlen geben."


def add_verbs(verbs: Verbs) -> None:
    verb = add_verb(verbs, "trace", trace, "von der Kennung einer Zahl zurück zu Zahlen, Stand und Dateien")
    verb.add_argument("id", metavar="KENNUNG", help="wie sie an der Zahl steht, in Anführungszeichen")


def trace(options: argparse.Namespace) -> None:
    """For people; as JSON; as CSV the files alone."""
    _check_named(options.id)
    found = lineage(Store(), options.id)
    try:
        _print(found, options.format)
    finally:
        found.result.stand.close()


def _check_named(trace: str) -> None:
    """KimError for an id that leads to nobody on purpose."""
    _, selection, _ = parse_trace(trace)
    if any(is_numbered(value) for values in selection.where.values() for value in values):
        raise KimError(
            "Diese Kennung stammt aus einer anonymisierten Fassung und führt nicht zurück. Nehmen Sie die"
            " Kennung aus derselben Fassung mit Namen."
        )


def _print(found: Lineage, form: str) -> None:
    if form == "json":
        print(as_json(_record(found)))
    elif form == "csv":
        print_records([_file(source) for source in found.sources], form)
    else:
        _print_for_people(found)


def _print_for_people(found: Lineage) -> None:
    for name, value in _facts(found):
        print(f"{name:<{WIDTH}}{value}")
    print(f"\nZahlen ({found.result.indicator.unit or 'ohne Einheit'})")
    print_records(_numbers(found), "table")
    print(f"\nDateien, die zählen: {len(found.sources)}")
    print_records([_said(source) for source in found.sources], "table")


def _facts(found: Lineage) -> Iterator[tuple[str, str]]:
    result, stand = found.result, found.result.stand
    entry, (there, asked) = result.indicator, result.coverage
    yield "Kennung", found.trace
    if found.forwarded:
        yield "Achtung", found.forwarded
    yield "Kennzahl", f"{entry.title} ({entry.code}, {entry.id})"
    yield "Definition", entry.definition
    yield "Formel", entry.formula
    yield "Grenzen", entry.limits
    yield "Abfrage", f"{entry.query}, Fingerabdruck {found.fingerprint}"
    if found.changed:
        yield "Achtung", CHANGED
    yield "Auswahl", _selection(result.selection)
    name = f" »{stand.name}«" if stand.name else ""
    yield "Stand", f"{formats.date(stand.day)}{name}, Kennung {stand.id}"
    yield "Manifest", f"{stand.info['manifest']}{_written(found.manifest.written_at)}"
    if asked > 0 and entry.kind != "list":
        yield "Gemeldet", f"{there} von {asked}"
    if result.example:
        yield "Hinweis", EXAMPLE_NOTE
    yield from (("Anmerkung", note) for note in result.notes)


def _selection(selection: Selection) -> str:
    """ "Termin 31.12.2025; Kreis Rhein-Sieg-Kreis; gegliedert nach Baustein" """
    chosen = [
        f"{codes.heading(name)} {formats.listing(codes.label(name, value) for value in values)}"
        for name, values in selection.where.items()
    ]
    divided = [f"gegliedert nach {formats.listing(map(codes.heading, selection.by))}"] if selection.by else []
    same = ["nur wer für alle Zeiten geliefert hat"] if selection.same_units else []
    return "; ".join([*chosen, *divided, *same]) or "alles"


def _written(stamp: str) -> str:
    return f" vom {_moment(stamp)}" if stamp else ""


def _moment(stamp: str) -> str:
    return f"{datetime.fromisoformat(stamp).astimezone(BERLIN):%d.%m.%Y, %H:%M} Uhr"


def _numbers(found: Lineage) -> list[dict[str, object]]:
    """The rows as they are, times as days, without columns that are empty throughout."""
    frame = found.result.frame.dropna(axis="columns", how="all")
    times = {name: frame[name].map(formats.date) for name in TIMES if name in frame}
    return frame.assign(**times).to_dict("records")


def _said(source: Source) -> dict[str, object]:
    """One file in a table for people; of an erased one only that it was."""
    head = {
        "einheit": _name(source.unit),
        "datensatz": source.dataset,
        "stichtag": formats.date(source.stichtag),
    }
    if source.receipt:
        return head | {
            "eingegangen": _moment(source.receipt.received_at),
            "quittung": source.submission,
            "datei": source.receipt.file_name,
            "sha256": source.receipt.sha256,
        }
    return head | {
        "eingegangen": f"gelöscht am {_moment(source.erased.erased_at)}",
        "quittung": source.submission,
        "datei": "",
        "sha256": "",
    }


def _name(unit: str) -> str:
    return f"{unit} {place(unit)}" if unit in units() else unit


def _record(found: Lineage) -> dict[str, object]:
    entry, stand = found.result.indicator, found.result.stand
    return {
        "kennung": found.trace,
        "hinweis": found.forwarded,
        "kennzahl": {name: getattr(entry, name) for name in ENTRY}
        | {
            "fingerprint": found.fingerprint,
            "changed": found.changed,
            "sql": stand.info["texts"][entry.query],
        },
        "stand": {
            "id": stand.id,
            "name": stand.name,
            "day": str(stand.day),
            "manifest": stand.info["manifest"],
            "manifest_written_at": found.manifest.written_at,
        },
        "ergebnis": result_record(found.result),
        "dateien": [_file(source) for source in found.sources],
    }


def _file(source: Source) -> dict[str, object]:
    receipt, stone = source.receipt, source.erased
    return {
        "einheit": source.unit,
        "datensatz": source.dataset,
        "quittung": source.submission,
        "stichtag": str(source.stichtag),
        "termine": ",".join(source.termine),
        "eingegangen": receipt.received_at if receipt else "",
        "datei": receipt.file_name if receipt else "",
        "zeilen": receipt.rows if receipt else None,
        "sha256": receipt.sha256 if receipt else "",
        "geloescht": stone.erased_at if stone else "",
    }
