"""Commands that build, name and read Stände, and those that list what is declared."""

import argparse
from pathlib import Path

from kim.catalogue import load_catalogue
from kim.cli.parser import Verbs, add_verb, add_verbs_below, choice, day
from kim.cli.printing import print_records, print_result, show_progress
from kim.datasets import load_dataset, load_datasets
from kim.demo import build_demo
from kim.errors import KimError
from kim.stand import (
    Selection,
    build_stand,
    changes,
    confirm_stand,
    list_staende,
    name_stand,
    open_stand,
    print_step,
)
from kim.store import Store
from kim.templates import write_template


def add_verbs(verbs: Verbs) -> None:
    _add_stand(add_verbs_below(verbs, "stand", "Stände bauen, zeigen, benennen"))
    _add_evaluate(add_verb(verbs, "evaluate", evaluate, "eine Kennzahl aus einem Stand lesen"))
    add_verb(verbs, "datasets", datasets, "die Datensätze aufzählen")
    add_verb(verbs, "indicators", indicators, "die Kennzahlen aufzählen")
    made = add_verb(verbs, "template", template, "die Vorlage eines Datensatzes als XLSX schreiben")
    made.add_argument("dataset", help="Datensatz")
    made.add_argument("--out", help="Zieldatei; sonst vorlage_DATENSATZ.xlsx")
    add_verb(verbs, "demo", demo, "den Speicher mit Beispieldaten füllen (nur wenn er leer ist)")


def _add_stand(verbs: Verbs) -> None:
    build = add_verb(verbs, "build", stand_build, "einen Stand aus dem neuesten Manifest bauen")
    build.add_argument("--day", type=day, help="Tag des Standes; sonst der jüngste Stichtag")
    build.add_argument("--manifest", type=int, help="Nummer des Manifests; sonst das neueste")
    build.add_argument("--steps", action="store_true", help="jeden Schritt als Zeile melden, für Programme")
    add_verb(verbs, "list", stand_list, "alle Stände aufzählen")
    add_verb(verbs, "show", stand_show, "was ein Stand enthält").add_argument("stand", nargs="?")
    name = add_verb(verbs, "name", stand_name, "einem Stand einen Namen geben")
    name.add_argument("stand")
    name.add_argument("name")
    confirm = add_verb(verbs, "confirm", stand_confirm, "sagen, dass die Summen nach einer Löschung bleiben")
    confirm.add_argument("stand")
    compare = add_verb(verbs, "compare", stand_compare, "was zwischen zwei Ständen hinzukam")
    compare.add_argument("old")
    compare.add_argument("new", nargs="?")


def _add_evaluate(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("indicator", help="Kennzahl, siehe `indicators`")
    verb.add_argument("--by", default="", help="Merkmale, durch Komma getrennt")
    verb.add_argument(
        "--where", action="append", nargs="+", default=[], type=choice, metavar="MERKMAL=WERT,WERT",
        help="Auswahl",
    )  # fmt: skip
    verb.add_argument(
        "--same-units", action="store_true", help="nur, wer für alle gewählten Zeiten geliefert hat"
    )
    verb.add_argument("--stand", help="Nummer oder Name des Standes; sonst der neueste")


def stand_build(options: argparse.Namespace) -> None:
    on_progress = print_step if options.steps else show_progress
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


def stand_confirm(options: argparse.Namespace) -> None:
    confirm_stand(Store(), options.stand)
    print(f"Die Summen des Standes {options.stand} sind bestätigt.")


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
    build_demo(store, show_progress)
    print(f"Beispieldaten (erfunden) und veröffentlichte Zahlen liegen in {store.path}.")
