"""What each command does: read the options, ask the house, print."""

import argparse
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from kim.catalogue import load_catalogue
from kim.cli.printing import as_json, print_records, print_result
from kim.datasets import load_dataset, load_datasets
from kim.demo import build_demo
from kim.errors import Issue, KimError, blocking
from kim.intake import Submission, check_file
from kim.intake import submit as hand_in
from kim.intake import withdraw as take_back
from kim.reading import Lesart
from kim.stand import (
    Selection,
    build_stand,
    changes,
    clean_up,
    list_staende,
    name_stand,
    open_stand,
    print_step,
)
from kim.store import Store
from kim.templates import write_template

ISSUE_FIELDS = ("code", "severity", "sheet", "row", "column", "value", "expected", "remedy", "count")
SEVERITIES = {"error": "muss behoben werden", "warning": "bitte prüfen", "hint": "Hinweis"}


def check(options: argparse.Namespace) -> int:
    found = check_file(Store(), _submission(options, options.stichtag or date.today()))
    show_issues(found.issues, options)
    if options.format == "table":
        rows = found.rows.num_rows if found.rows is not None else 0
        print(f"{found.sheet.understood or 'Nicht lesbar'}; {rows} Zeilen gelesen.")
        print(
            "Die Datei kann eingereicht werden."
            if found.accepted
            else "Die Datei kann so nicht eingereicht werden."
        )
    return 0 if found.accepted else 1


def submit(options: argparse.Namespace) -> int:
    store = Store()
    receipt = hand_in(store, _submission(options, options.stichtag))
    record = {
        "quittung": receipt.submission,
        "zeilen": receipt.rows,
        "sha256": receipt.sha256,
        "eingegangen": receipt.received_at,
    }
    if not options.no_build:
        record["stand"] = build_stand(store, on_progress=_progress)
    print_records([record], options.format)
    return 0


def withdraw(options: argparse.Namespace) -> None:
    store = Store()
    manifest = take_back(store, options.submission, options.reason)
    print(
        f"{options.submission} ist zurückgezogen (Manifest {manifest.version}). "
        "`stand build` baut den neuen Stand."
    )


def template(options: argparse.Namespace) -> None:
    dataset = load_dataset(options.dataset)
    path = Path(options.out or f"vorlage_{dataset.id}.xlsx")
    path.write_bytes(write_template(dataset))
    print(f"Vorlage geschrieben: {path}")


def demo(options: argparse.Namespace) -> None:
    store = Store()
    if store.versions():
        raise KimError(
            f"Der Speicher {store.path} enthält schon Daten; die Beispieldaten kommen nur in einen leeren."
        )
    build_demo(store, _progress)
    print(f"Beispieldaten (erfunden) und veröffentlichte Zahlen liegen in {store.path}.")


def stand_build(options: argparse.Namespace) -> None:
    on_progress = print_step if options.steps else _progress
    stand_id = build_stand(Store(), options.manifest, options.day, on_progress)
    print_records([{"stand": stand_id}], options.format)


def stand_list(options: argparse.Namespace) -> None:
    records = [
        {
            "stand": i.id,
            "tag": str(i.day),
            "name": i.name or "",
            "manifest": i.manifest,
            "einreichungen": i.submissions,
        }
        for i in list_staende(Store())
    ]
    print_records(records, options.format)


def stand_show(options: argparse.Namespace) -> None:
    stand = open_stand(Store(), options.stand)
    grouped = stand.lieferungen.groupby("datensatz")
    records = [
        {
            "datensatz": name,
            "einheiten": part["einheit"].nunique(),
            "von": f"{part['stichtag'].min():%Y-%m-%d}",
            "bis": f"{part['stichtag'].max():%Y-%m-%d}",
        }
        for name, part in grouped
    ]
    if options.format == "table":
        print(f"Stand {stand.id} ({stand.name or 'ohne Namen'}), Tag {stand.day:%d.%m.%Y}")
    print_records(records, options.format)


def stand_name(options: argparse.Namespace) -> None:
    name_stand(Store(), options.stand, options.name)
    print(f"Der Stand {options.stand} heißt jetzt »{options.name}«.")


def stand_compare(options: argparse.Namespace) -> None:
    store = Store()
    found = changes(open_stand(store, options.old), open_stand(store, options.new))
    print_records(
        [{"datensatz": c.dataset, "neu": len(c.new), "ersetzt": len(c.replaced)} for c in found],
        options.format,
    )


def evaluate(options: argparse.Namespace) -> None:
    where = dict(pair for pairs in options.where for pair in pairs)
    by = tuple(name for name in options.by.split(",") if name)
    stand = open_stand(Store(), options.stand)
    print_result(stand.result(options.indicator, Selection(by, where, options.same_units)), options.format)


def datasets(options: argparse.Namespace) -> None:
    records = [
        {"datensatz": d.id, "titel": d.title, "absender": d.sender, "zeile": d.row}
        for d in load_datasets().values()
    ]
    print_records(records, options.format)


def indicators(options: argparse.Namespace) -> None:
    records = [
        {
            "kennzahl": e.id,
            "nr": e.code,
            "titel": e.title,
            "einheit": e.unit,
            "merkmale": ",".join(e.dimensions),
            "genau ein Wert": ",".join(e.fixed),
        }
        for e in load_catalogue().values()
    ]
    print_records(records, options.format)


def receipts(options: argparse.Namespace) -> None:
    records = [
        {
            "quittung": r.submission,
            "absender": r.sender,
            "stichtag": str(r.stichtag),
            "datei": r.file_name,
            "zeilen": r.rows,
            "eingegangen": r.received_at,
            "sha256": r.sha256,
        }
        for r in Store().receipts()
    ]
    print_records(records, options.format)


def leftovers(options: argparse.Namespace) -> None:
    store = Store()
    left = store.leftovers()
    with store.writing():
        store.sweep()
    clean_up(store)
    print_records([{"rest": text} for text in left], options.format)


def show_issues(issues: Iterable[Issue], options: argparse.Namespace) -> None:
    """Findings, the blocking ones first: as data, or as sentences for people."""
    ordered = sorted(issues, key=lambda i: (list(SEVERITIES).index(i.severity), i.code, i.row or 0))
    if options.format == "json":
        print(
            as_json(
                {
                    "findings": [_issue_record(i) for i in ordered],
                    "blocking": len(_blocking(ordered, options)),
                }
            )
        )
    elif options.format == "csv":
        print_records([_issue_record(i) for i in ordered], "csv")
    else:
        for issue in ordered:
            print(_issue_text(issue))


def _blocking(issues: list[Issue], options: argparse.Namespace) -> list[Issue]:
    return blocking(issues, dict(getattr(options, "acknowledge", [])))


def _issue_record(issue: Issue) -> Mapping[str, object]:
    return {name: getattr(issue, name) for name in ISSUE_FIELDS} | {"message": issue.message}


def _issue_text(issue: Issue) -> str:
    place = ", ".join(
        part
        for part in (
            f"Blatt {issue.sheet}" if issue.sheet else "",
            f"Zeile {issue.row}" if issue.row else "",
            f"Spalte {issue.column}" if issue.column else "",
        )
        if part
    )
    also = f" ({issue.count} Zeilen)" if issue.count > 1 else ""
    return (
        f"{SEVERITIES[issue.severity]} [{issue.code}]: {issue.message}{also}\n"
        f"    {place or 'ganze Datei'}\n    erwartet: {issue.expected}\n    {issue.remedy}"
    )


def _submission(options: argparse.Namespace, stichtag: date) -> Submission:
    path = Path(options.file)
    if not path.is_file():
        raise KimError(f"Die Datei {path} gibt es nicht.")
    return Submission(
        content=path.read_bytes(),
        file_name=path.name,
        dataset=options.dataset,
        sender=options.sender,
        stichtag=stichtag,
        acknowledged=dict(options.acknowledge),
        note=getattr(options, "note", ""),
        lesart=Lesart(decimal_mark={"comma": ",", "point": "."}.get(options.decimal)),
    )


def _progress(done: int, total: int, what: str) -> None:
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        print(f"\r{done:4d} von {total} · {what:<40}", end=end, file=sys.stderr, flush=True)
