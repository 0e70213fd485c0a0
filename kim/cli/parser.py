"""An argument parser that helps and complains in German, and the forms that options may have."""

import argparse
import re
import sys
from collections.abc import Callable
from datetime import date

TROUBLE = 2
GERMAN = (
    (r"the following arguments are required: (.*)", r"es fehlt: \1"),
    (r"argument (\S+): invalid choice: (\S+) \(choose from (.*)\)", r"\1: \2 gibt es nicht; möglich: \3"),
    (r"argument (\S+): expected (?:one|at least one) argument", r"\1 braucht eine Angabe"),
    (r"argument (\S+): not allowed with argument (\S+)", r"\1 geht nicht zusammen mit \2"),
    (r"argument (\S+): ignored explicit argument (.*)", r"\1 nimmt keine Angabe (\2)"),
    (r"ambiguous option: (\S+) could match (.*)", r"\1 ist nicht eindeutig; möglich: \2"),
    (r"unrecognized arguments: (.*)", r"nicht bekannt: \1"),
    (r"argument (\S+): (.*)", r"\1: \2"),
)

Verbs = argparse._SubParsersAction


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


def add_verb(verbs: Verbs, name: str, run: Callable, text: str) -> argparse.ArgumentParser:
    """A command with its function; every command prints for people or for machines."""
    verb = verbs.add_parser(name, help=text, description=text)
    verb.add_argument("--format", choices=("table", "json", "csv"), default="table", help="Form der Ausgabe")
    verb.set_defaults(run=run)
    return verb


def add_verbs_below(verbs: Verbs, name: str, text: str) -> Verbs:
    """A command that has commands of its own."""
    below = verbs.add_parser(name, help=text, description=text)
    return below.add_subparsers(dest=f"{name}_verb", required=True, metavar="VERB", parser_class=Parser)


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"»{text}« ist kein Tag der Form JJJJ-MM-TT") from None


def reason(text: str) -> tuple[str, str]:
    code, _, why = text.partition("=")
    if not (code and why.strip()):
        raise argparse.ArgumentTypeError(f"»{text}« hat nicht die Form CODE=GRUND")
    return code, why.strip()


def choice(text: str) -> tuple[str, tuple[str, ...]]:
    dimension, sign, values = text.partition("=")
    if not (dimension and sign and values):
        raise argparse.ArgumentTypeError(f"»{text}« hat nicht die Form MERKMAL=WERT,WERT")
    return dimension, tuple(values.split(","))


def lines(text: str) -> tuple[int, int]:
    """One line or a span of them: 3 → (3, 3), 3-4 → (3, 4)."""
    found = re.fullmatch(r"([1-9]\d{0,6})(?:-([1-9]\d{0,6}))?", text)
    if not found or int(found[2] or found[1]) < int(found[1]):
        raise argparse.ArgumentTypeError(f"»{text}« hat nicht die Form ZEILE oder ERSTE-LETZTE")
    return int(found[1]), int(found[2] or found[1])
