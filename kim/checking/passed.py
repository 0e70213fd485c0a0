"""What was checked and is in order, said to people with how much was looked at."""

from collections.abc import Callable, Collection, Iterator, Mapping
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


def passed_reading(
    connection: engine.Connection, present: Dataset, failed: Collection[str]
) -> Iterator[Passed]:
    """The built-in checks of single cells that found nothing and had something to look at."""
    filled = _filled(connection, present)
    for kind in KINDS:
        count = sum(filled[column.name] for column in present.columns if kind.looks_at(column))
        if count and kind.codes.isdisjoint(failed):
            yield Passed(kind.text, count, kind.unit)


def passed_rows(
    connection: engine.Connection,
    present: Dataset,
    dataset: Dataset,
    sender: str | None,
    failed: Collection[str],
) -> Iterator[Passed]:
    """The built-in checks of whole rows: whose they are, and that each stands there once."""
    counts = f"select count(*), count(*) filter ({whole_key(dataset)}) from zeilen"
    rows, keyed = engine.query_row(connection, counts)
    if (
        rows
        and present.sender_column
        and sender
        and not {"fremder_kreis", "fremde_behoerde"}.intersection(failed)
    ):
        yield Passed("Alle Zeilen gehören zum Absender", rows, "Zeilen")
    if keyed and "doppelter_schluessel" not in failed:
        yield Passed("Jeder Schlüssel kommt nur einmal vor", keyed, "Zeilen")


def _filled(connection: engine.Connection, present: Dataset) -> Mapping[str, int]:
    if not present.columns:
        return {}
    counts = ", ".join(f"count({raw(column)})" for column in present.columns)
    found = engine.query_row(connection, f"select {counts} from zeilen")
    return dict(zip((column.name for column in present.columns), found, strict=True))
