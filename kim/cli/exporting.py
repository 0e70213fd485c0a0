"""The command that takes a report away as files."""

import argparse
from pathlib import Path

from kim.cli.parser import Verbs, choice
from kim.cli.printing import print_records
from kim.errors import KimError
from kim.exports.bundle import FORMATS, export
from kim.stand import Stand, open_stand
from kim.store import Store
from kim.topics import Choice, Lens
from kim.topics.choice import GROUPS, LAND, Gebiet, gebiete, opening, termine
from kim.topics.report import report

CHOICES = ("gebiet", "behoerde", "anliegen", "baustein", "termin", "vergleich", "mit")


def add_verbs(verbs: Verbs) -> None:
    text = "einen Bericht als Dateien mitnehmen"
    made = verbs.add_parser("export", help=text, description=text)
    made.add_argument(
        "--what", required=True, help="thema:NAME, kreis:SCHLÜSSEL, land, review oder review:SCHLÜSSEL"
    )
    made.add_argument("--format", required=True, help=f"durch Komma getrennt: {', '.join(FORMATS)}")
    made.add_argument(
        "--where", action="append", nargs="+", default=[], type=choice, metavar="MERKMAL=WERT",
        help=f"Auswahl wie auf der Seite: {', '.join(CHOICES)}",
    )  # fmt: skip
    made.add_argument("--stand", help="Nummer oder Name des Standes; sonst der neueste")
    made.add_argument("--since", help="Nummer oder Name eines früheren Standes, mit dem verglichen wird")
    made.add_argument("--anonym", action="store_true", help="nur den Kreis nennen, um den es geht")
    made.add_argument("--out", default=".", help="Ordner, in den geschrieben wird")
    made.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    stand = open_stand(Store(), options.stand)
    lens = Lens(stand, chosen(stand, dict(pair for pairs in options.where for pair in pairs)))
    since = open_stand(Store(), options.since) if options.since else None
    files = list(export(report(options.what, lens, since, options.anonym), options.format.split(",")))
    print_records([_write(Path(options.out), file) for file in files], "table")


def chosen(stand: Stand, asked: dict[str, tuple[str, ...]]) -> Choice:
    """What `--where` chooses, in the codes of a link; KimError for what there is not."""
    unknown = [name for name in asked if name not in CHOICES]
    if unknown:
        raise KimError(f"»{', '.join(unknown)}« lässt sich nicht wählen. Möglich sind: {', '.join(CHOICES)}.")
    one = {name: values[0] for name, values in asked.items() if name not in ("mit", "gebiet")}
    _check_termin(stand, one.get("termin"))
    if one.get("vergleich", LAND) not in GROUPS:
        raise KimError(f"Verglichen werden kann mit: {', '.join(GROUPS)}.")
    one.setdefault("termin", opening(stand))
    return Choice(
        _gebiet(asked.get("gebiet", (LAND,))[0]), mit=asked.get("mit", ()), shown=CHOICES[:-1], **one
    )


def _gebiet(code: str) -> Gebiet:
    if code not in gebiete():
        raise KimError(
            f"Das Gebiet »{code}« gibt es nicht. Möglich sind zum Beispiel: land, 05382, bezirk-koln."
        )
    return gebiete()[code]


def _check_termin(stand: Stand, termin: str | None) -> None:
    if termin and termin not in termine(stand):
        known = ", ".join(list(termine(stand))[:4])
        raise KimError(
            f"Zum Termin »{termin}« gibt es in diesem Stand nichts. Möglich sind zum Beispiel: {known}."
        )


def _write(folder: Path, file: object) -> dict[str, object]:
    target = folder / file.name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(file.content)
    return {"datei": str(target), "bytes": len(file.content)}
