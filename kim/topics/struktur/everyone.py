"""All sites: their group with all that must stand beside it, relations, and how far raters agree."""

from collections.abc import Iterator
from math import isnan

import pandas as pd

from kim import charts, formats
from kim.sentences.places import district, place
from kim.stand import traces
from kim.topics.faelle import Cases
from kim.topics.parts import Figure, Heading, Part, Table, Tiles, Words
from kim.topics.struktur.asking import ORDERS, Structures
from kim.topics.struktur.rules import rule_words
from kim.topics.texts import AGREEMENT, RELATED
from kim.topics.tiles import tile_of
from kim.typology import DECISIVE, Typed

HEADS = (
    "Gruppe",
    "Kerndimensionen ab Stufe 2",
    "Einzelschritte ohne Folge",
    "ohne Nachweis",
    "nicht beurteilt",
)


def groups(some: Structures) -> Iterator[Part]:
    """Every site by name with its group and everything that must stand beside it; no order by it."""
    yield from rule_words()
    own = some.lens.choice.gebiet.kreis_id
    rows = pd.DataFrame([_group_row(unit, some.typed.get(unit), unit == own) for unit in some.sites])
    title = f"Einordnung je Standort, geordnet nach: {ORDERS[some.order]}"
    told = rows if all(rows["Regierungsbezirk"]) else rows.drop(columns="Regierungsbezirk")
    yield Table(told, title, "struktur-typen", traces(some.asked()))


def _group_row(unit: str, typed: Typed | None, own: bool) -> dict[str, str]:
    row = {"Standort": place(unit) + (" (gewählt)" if own else ""), "Regierungsbezirk": district(unit)}
    if typed is None:
        return row | dict.fromkeys(HEADS, "") | {"Gruppe": "keine Bewertung"}
    steady = "" if isnan(typed.stability) else formats.with_unit(100 * typed.stability, "%")
    return row | {
        "Gruppe": typed.label + ("" if typed.agreed else " (nicht abgestimmt)"),
        "Kerndimensionen ab Stufe 2": f"{typed.good} von {typed.judged}",
        "Einzelschritte ohne Folge": steady,
        "ohne Nachweis": ", ".join(typed.without_evidence),
        "nicht beurteilt": ", ".join(typed.not_judged),
    }


def related(some: Structures, kreis: str | None) -> Iterator[Part]:
    """The profile beside fill rate and outcome, as points only: no cause is claimed."""
    good = some.ask("kerndimensionen", "kreis_id", bewertet_von=DECISIVE)
    yield Words(RELATED)
    for other in (
        some.ask("besetzungsquote", "kreis_id"),
        Cases(some.lens).ask_ripe("quote_planmaessig", "kreis_id", land=True),
    ):
        yield Figure(charts.scatter(good, other, kreis), other.indicator)


def agreement(some: Structures) -> Iterator[Part]:
    """Kappa and alpha, and what the scores of all rest on."""
    yield Heading("Wie einig sich zwei Bewertungen sind", "struktur-einig")
    yield Words(AGREEMENT)
    raters = {"bewertet_von": DECISIVE}
    yield Tiles(
        (
            tile_of(some.ask("uebereinstimmung_alpha"), "Alpha nach Krippendorff, alle Standorte"),
            tile_of(some.ask("uebereinstimmung_kappa"), "Gewichtetes Kappa, alle Standorte"),
            tile_of(some.ask("kerndimensionen", **raters), "Kerndimensionen ab Stufe 2, alle Standorte"),
            tile_of(some.ask("anteil_mit_nachweis", **raters), "Kriterien mit Nachweis, alle Standorte"),
        )
    )
