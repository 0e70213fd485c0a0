"""Arguments of the command line and the exit codes of its commands."""

import argparse
import os
import re
import sys
from collections.abc import Sequence
from datetime import date

from kim.cli import commands
from kim.errors import KimError, Refused

OK, BLOCKED, TROUBLE = 0, 1, 2
GERMAN = (
    (r"the following arguments are required: (.*)", r"es fehlt: \1"),
    (r"argument (\S+): invalid choice: (\S+) \(choose from (.*)\)", r"\1: \2 gibt es nicht; möglich: \3"),
    (r"argument (\S+): expected one argument", r"\1 braucht eine Angabe"),
    (r"unrecognized arguments: (.*)", r"nicht bekannt: \1"),
    (r"argument (\S+): (.*)", r"\1: \2"),
)


class Help(argparse.HelpFormatter):
    """Help that opens in German."""

    def add_usage(
        self, usage: str | None, actions: object, groups: object, prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "Aufruf: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser that helps and complains in German."""

    def __init__(self, **words: object) -> None:
        super().__init__(formatter_class=Help, add_help=False, **words)
        self._positionals.title, self._optionals.title = "Angaben", "Freiwillige Angaben"
        self.add_argument("-h", "--help", action="help", help="diese Hilfe zeigen")

    def error(self, message: str) -> None:
        for english, german in GERMAN:
            message = re.sub(english, german, message)
        print(
            f"Der Aufruf stimmt nicht: {message}\n`{self.prog} --help` zeigt, was möglich ist.",
            file=sys.stderr,
        )
        raise SystemExit(TROUBLE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command: 0 = done, 1 = blocking issues, 2 = wrong call or a situation to mend."""
    options = parser().parse_args(arguments)
    try:
        return options.run(options) or OK
    except Refused as refused:
        commands.show_issues(refused.issues, options)
        print(refused, file=sys.stderr)
        return BLOCKED
    except KimError as error:
        print(error, file=sys.stderr)
        return TROUBLE
    except BrokenPipeError:  # somebody read enough, as `head` does
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - what is left is dropped at exit
        return OK


def parser() -> argparse.ArgumentParser:
    top = Parser(prog="python -m kim", description="KIM-Monitor auf der Kommandozeile")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=Parser)
    _intake_verbs(verbs)
    _stand_verbs(verbs)
    _list_verbs(verbs)
    return top


def _intake_verbs(verbs: argparse._SubParsersAction) -> None:
    check = _verb(verbs, "check", commands.check, "eine Datei prüfen, ohne sie einzureichen")
    _file_arguments(check, required=False)
    submit = _verb(verbs, "submit", commands.submit, "eine Datei einreichen und den Stand neu bauen")
    _file_arguments(submit, required=True)
    submit.add_argument("--note", default="", help="freie Bemerkung")
    submit.add_argument("--no-build", action="store_true", help="keinen neuen Stand bauen")
    withdraw = _verb(verbs, "withdraw", commands.withdraw, "eine Einreichung zurückziehen")
    withdraw.add_argument("submission", help="Nummer der Quittung")
    withdraw.add_argument("--reason", required=True, help="Grund")
    template = _verb(verbs, "template", commands.template, "die Vorlage eines Datensatzes als XLSX schreiben")
    template.add_argument("dataset", help="Datensatz")
    template.add_argument("--out", help="Zieldatei; sonst vorlage_DATENSATZ.xlsx")
    _verb(verbs, "demo", commands.demo, "den Speicher mit Beispieldaten füllen (nur wenn er leer ist)")


def _file_arguments(verb: argparse.ArgumentParser, required: bool) -> None:
    verb.add_argument("file", help="CSV oder XLSX")
    verb.add_argument("--dataset", required=True, help="Datensatz, siehe `datasets`")
    verb.add_argument("--sender", required=required, help="Kreis, Behörde oder redaktion")
    verb.add_argument(
        "--stichtag", required=required, type=_day, help="JJJJ-MM-TT, für den die Datei spricht"
    )
    verb.add_argument(
        "--decimal", choices=("comma", "point"), help="Dezimalzeichen, wenn die Datei es offen lässt"
    )
    verb.add_argument(
        "--acknowledge",
        action="append",
        default=[],
        type=_reason,
        metavar="CODE=GRUND",
        help="Warnung begründen",
    )


def _stand_verbs(verbs: argparse._SubParsersAction) -> None:
    stand = verbs.add_parser("stand", help="Stände bauen, zeigen, benennen").add_subparsers(
        dest="stand_verb", required=True, metavar="VERB", parser_class=Parser
    )
    build = _verb(stand, "build", commands.stand_build, "einen Stand aus dem neuesten Manifest bauen")
    build.add_argument("--day", type=_day, help="Tag des Standes; sonst der jüngste Stichtag")
    build.add_argument("--manifest", type=int, help="Nummer des Manifests; sonst das neueste")
    build.add_argument("--steps", action="store_true", help="jeden Schritt als Zeile melden, für Programme")
    _verb(stand, "list", commands.stand_list, "alle Stände aufzählen")
    _verb(stand, "show", commands.stand_show, "was ein Stand enthält").add_argument("stand", nargs="?")
    name = _verb(stand, "name", commands.stand_name, "einem Stand einen Namen geben")
    name.add_argument("stand")
    name.add_argument("name")
    compare = _verb(stand, "compare", commands.stand_compare, "was zwischen zwei Ständen hinzukam")
    compare.add_argument("old")
    compare.add_argument("new", nargs="?")


def _list_verbs(verbs: argparse._SubParsersAction) -> None:
    evaluate = _verb(verbs, "evaluate", commands.evaluate, "eine Kennzahl aus einem Stand lesen")
    evaluate.add_argument("indicator", help="Kennzahl, siehe `indicators`")
    evaluate.add_argument("--by", default="", help="Merkmale, durch Komma getrennt")
    evaluate.add_argument(
        "--where",
        action="append",
        nargs="+",
        default=[],
        type=_choice,
        metavar="MERKMAL=WERT,WERT",
        help="Auswahl",
    )
    evaluate.add_argument(
        "--same-units", action="store_true", help="nur, wer für alle gewählten Zeiten geliefert hat"
    )
    evaluate.add_argument("--stand", help="Nummer oder Name des Standes; sonst der neueste")
    _verb(verbs, "datasets", commands.datasets, "die Datensätze aufzählen")
    _verb(verbs, "indicators", commands.indicators, "die Kennzahlen aufzählen")
    _verb(verbs, "receipts", commands.receipts, "alle Quittungen aufzählen")
    _verb(verbs, "leftovers", commands.leftovers, "was unterbrochene Läufe hinterlassen haben")


def _verb(verbs: argparse._SubParsersAction, name: str, run: object, text: str) -> argparse.ArgumentParser:
    verb = verbs.add_parser(name, help=text, description=text)
    verb.add_argument("--format", choices=("table", "json", "csv"), default="table", help="Form der Ausgabe")
    verb.set_defaults(run=run)
    return verb


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"»{text}« ist kein Tag der Form JJJJ-MM-TT") from None


def _reason(text: str) -> tuple[str, str]:
    code, _, reason = text.partition("=")
    if not (code and reason.strip()):
        raise argparse.ArgumentTypeError(f"»{text}« hat nicht die Form CODE=GRUND")
    return code, reason.strip()


def _choice(text: str) -> tuple[str, tuple[str, ...]]:
    dimension, sign, values = text.partition("=")
    if not (dimension and sign and values):
        raise argparse.ArgumentTypeError(f"»{text}« hat nicht die Form MERKMAL=WERT,WERT")
    return dimension, tuple(values.split(","))
