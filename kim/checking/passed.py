"""What was checked and is in order, said to people with how much was looked at."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from kim import engine
from kim.checking.rule import raw
from kim.checking.tables import NUMBERS, whole_key
from kim.datasets import Column, Dataset


@dataclass(frozen=True)
class Passed:
    """A check that found nothing: a German sentence without its full stop, and what it looked at."""

    text: str
    count: int
    unit: Literal["Zeilen", "Werte"]


@dataclass(frozen=True)
class Kind:
    """A check that every dataset gets: the codes of its findings, and the columns that it looks at."""

    codes: frozenset[str]
    text: str
    looks_at: Callable[[Column], bool]
    unit: Literal["Zeilen", "Werte"] = "Werte"


KINDS = (
    Kind(frozenset({"pflichtfeld_leer"}), "Alle Pflichtfelder sind ausgefüllt", lambda c: c.required),
    Kind(
        frozenset({"datum_unlesbar", "datum_unklar"}),
        "Alle Datumsangaben sind lesbar",
        lambda c: c.type == "date",
    ),
    Kind(
        frozenset(
            {
                "zahl_unlesbar", "ganzzahl_erwartet", "zu_gross", "zahlformat_unklar", "strich_unklar",
                "zahlformat_widerspruechlich",
            }
        ),
        "Alle Zahlen sind lesbar",
        lambda c: c.type in NUMBERS,
    ),
    Kind(frozenset({"code_unbekannt"}), "Alle Angaben aus Listen sind bekannt", lambda c: c.type == "code"),
    Kind(
        frozenset({"ja_nein_unlesbar"}),
        "Alle Angaben mit ja oder nein sind lesbar",
        lambda c: c.type == "boolean",
    ),
    Kind(
        frozenset({"zu_klein"}),
        "Keine Zahl ist kleiner und kein Datum früher als möglich",
        lambda c: c.minimum is not None,
    ),
    Kind(
        frozenset({"muster_verletzt"}),
        "Alle Schlüssel und Adressen haben die erwartete Form",
        lambda c: c.pattern is not None,
    ),
    Kind(
        frozenset({"personenbezug"}),
        "Kein Pseudonym sieht aus wie ein Name, ein Geburtsdatum, eine E-Mail-Adresse oder eine AZR-Nummer",
        lambda c: c.pseudonym,
    ),
)  # fmt: skip


def passed_always(
    connection: engine.Connection,
    present: Dataset,
    dataset: Dataset,
    sender: str | None,
    failed: Collection[str],
) -> Iterator[Passed]:
    """The built-in checks that found nothing and had something to look at; `present` is what the file has."""
    rows, keyed, *filled = engine.query_row(connection, _looked_at(present, dataset))
    counts = dict(zip((column.name for column in present.columns), filled, strict=True))
    for kind in KINDS:
        count = sum(counts[column.name] for column in present.columns if kind.looks_at(column))
        if count and kind.codes.isdisjoint(failed):
            yield Passed(kind.text, count, kind.unit)
    if rows and present.sender_column and sender and {"fremder_kreis", "fremde_behoerde"}.isdisjoint(failed):
        yield Passed("Alle Zeilen gehören zum Absender", rows, "Zeilen")
    if keyed and "doppelter_schluessel" not in failed:
        yield Passed("Jeder Schlüssel kommt nur einmal vor", keyed, "Zeilen")


def _looked_at(present: Dataset, dataset: Dataset) -> str:
    """Counts rows, rows with a whole key, and the filled cells of each column."""
    filled = "".join(f", count({raw(column)})" for column in present.columns)
    return f"select count(*), count(*) filter ({whole_key(dataset)}){filled} from zeilen"
