"""What is said about structures: profiles, groups by a printed rule, and themes from cases."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from math import isnan, nan

import pandas as pd

from kim import charts, formats
from kim.catalogue import load_indicator
from kim.datasets import label_of, load_reference
from kim.sentences import structure
from kim.sentences.places import district, place, sort_key
from kim.stand import Result, traces
from kim.topics.faelle import Cases
from kim.topics.hard_data import beside_the_scores
from kim.topics.lens import Lens
from kim.topics.parts import Answer, Figure, Folded, Heading, Part, Table, Tiles, Words
from kim.topics.texts import AGREEMENT, RELATED, STRUCTURE, THEMES_FROM_CASES
from kim.topics.tiles import tile_of
from kim.typology import (
    DECISIVE,
    FIRST_RATER,
    SECOND_RATER,
    Profile,
    Typed,
    classify,
    compare,
    dimensions,
    profiles,
    profiles_of,
    rule,
)

PROFILE = "struktur_profil"
RATERS = (FIRST_RATER, SECOND_RATER)
ORDERS = {"bezirk": "Regierungsbezirk", "name": "Name", "groesse": "Größe (zugewiesene Stellen)"}


@dataclass(frozen=True)
class Structures:
    """The structural reviews of all sites, seen through a Lens; `order` of the sites: one of ORDERS."""

    lens: Lens
    order: str = "bezirk"

    def ask(self, indicator: str, *by: str, **where: object) -> Result:
        """Of the whole Land: profiles stand beside each other."""
        return self.lens.ask(indicator, *by, land=True, **where)

    def asked(self, rater: str = DECISIVE, **where: object) -> Result:
        """The scores of a rater, or of those that count."""
        return self.ask(PROFILE, bewertet_von=rater, **where)

    @cached_property
    def told(self) -> Mapping[str, Profile]:
        """kreis_id → the profile that counts."""
        return profiles(self.asked())

    @cached_property
    def typed(self) -> Mapping[str, Typed]:
        return {kreis_id: classify(profile) for kreis_id, profile in self.told.items()}

    def of_rater(self, rater: str) -> Mapping[str, Profile]:
        return profiles_of(self.asked(rater), rater)

    @cached_property
    def sites(self) -> list[str]:
        """All sites of the comparison group in their order, within it by name."""
        by_name = sorted(self.lens.sites, key=lambda unit: sort_key(place(unit)))
        keys = {"bezirk": lambda unit: sort_key(district(unit)), "groesse": self._size}
        return sorted(by_name, key=keys[self.order]) if self.order in keys else by_name

    @cached_property
    def _posts(self) -> Mapping[str, float]:
        """kreis_id → assigned posts, where they are known."""
        found = self.ask("zugewiesene_vzae", "kreis_id").frame
        return dict(zip(found["kreis_id"], found["value"].fillna(0), strict=True))

    def _size(self, unit: str) -> float:
        """The largest first."""
        return -self._posts.get(unit, 0)


def content(some: Structures) -> Iterator[Part]:
    """Everything on structures, in the order it is read; of a Kreis first what concerns it."""
    kreis = some.lens.choice.gebiet.kreis_id
    yield Answer(structure.of_site(kreis, some.typed.get(kreis)) if kreis else structure.of_land(some.typed))
    yield Words(STRUCTURE)
    yield from rule_parts("struktur-regel")
    if kreis and kreis in some.told:
        yield from one_site(some, kreis)
    yield Heading("Alle Standorte", "struktur-alle")
    order = None if some.order == "bezirk" else some.sites
    yield Figure(charts.heatmap(levels(some), "dimension", kreis, order), load_indicator(PROFILE))
    yield Folded(
        "Gruppe, Sicherheit und fehlende Nachweise je Standort", "struktur-gruppen", lambda: _groups(some)
    )
    yield Folded("Hängt das mit anderem zusammen?", "struktur-zusammenhang", lambda: _related(some, kreis))
    yield from _agreement(some)
    yield from _themes(some)


def levels(some: Structures) -> Result:
    """The level of each dimension, 0 to 3, as a result by Kreis and dimension."""
    asked = some.asked()
    rows = [row for kreis_id in some.sites for row in _levels(kreis_id, some.told.get(kreis_id))]
    selection = replace(asked.selection, by=("kreis_id", "dimension"))
    missing = tuple(unit for unit in some.sites if unit not in some.told)
    coverage = (len(some.sites) - len(missing), len(some.sites))
    entry = replace(asked.indicator, decimals=0)
    told = {"indicator": entry, "selection": selection, "missing": missing, "coverage": coverage}
    return replace(asked, frame=pd.DataFrame(rows), **told)


def _levels(kreis_id: str, profile: Profile | None) -> Iterator[dict[str, object]]:
    for dimension in dimensions():
        level = profile.level(dimension) if profile else None
        status = STATUS.get(level, "shown" if profile else "not_reported")
        value = float(level) if status == "shown" else nan
        row = {"kreis_id": kreis_id, "dimension": dimension, "value": value, "lower": nan, "upper": nan}
        yield row | {"n": nan, "status": status}


STATUS = {"nb": "not_estimable", "entfaellt": "not_applicable"}


def rule_parts(key: str) -> Iterator[Folded]:
    """The rule, which stands wherever a group is shown."""
    told = rule()
    lines = [f"- **{one['label']}:** {one['regel']} {one['grund']}" for one in told["typen"]]
    remarks = " ".join(told["hinweise"].values())

    def parts() -> list[Part]:
        return [Words("\n".join(lines)), Words(f"{remarks} {told['quelle']}", small=True)]

    yield Folded(f"Die Regel: {told['titel']}", key, parts)


def one_site(some: Structures, kreis: str) -> Iterator[Part]:
    """One site: levels with criteria and evidence, raters, what changed, and hard data beside the scores."""
    profile, typed = some.told[kreis], some.typed[kreis]
    yield Heading(f"Profil: {place(kreis)}", "struktur-profil")
    yield Words(structure.reasons(typed))
    rests_on = traces(some.asked())
    yield Table(_dimensions(some, profile), f"Stufen: {place(kreis)}", "struktur-stufen", rests_on)
    yield from beside_the_scores(some.lens, typed.levels)
    yield Folded(
        "Jedes Kriterium mit seinem Nachweis", "struktur-kriterien", lambda: [_criteria(some, kreis)]
    )
    yield Folded("Zwei Bewertungen nebeneinander", "struktur-zwei", lambda: _raters(some, kreis))
    yield Folded("Geändert seit der vorigen Bewertung", "struktur-vorher", lambda: _since(some, kreis))


def _dimensions(some: Structures, profile: Profile) -> pd.DataFrame:
    """The levels of a site beside how many of its comparison group stand at 2 or more."""
    rows = []
    for dimension in dimensions():
        others = [told.level(dimension) for unit, told in some.told.items() if unit in some.sites]
        judged = [level for level in others if isinstance(level, int)]
        good = [level for level in judged if level >= 2]
        rows.append(
            {
                "Dimension": f"{dimension} {label_of('dimension', dimension)}",
                "Stufe": structure.level(profile.level(dimension)),
                "Vergleichsgruppe auf Stufe 2 oder 3": f"{len(good)} von {len(judged)}",
            }
        )
    return pd.DataFrame(rows)


def _criteria(some: Structures, kreis: str) -> Table:
    asked = load_reference("kriterien").set_index("kriterium")["frage"]
    rows = [
        {
            "Kriterium": f"{criterion} {asked[criterion]}",
            "Stufe": structure.level(score.level)
            + (" (zählt als 1: ohne Nachweis)" if score.lacks_evidence else ""),
            "Nachweis": score.evidence or "",
            "vom": formats.date(score.evidence_of) if score.evidence_of else "",
            "Bemerkung": score.remark or "",
        }
        for criterion, score in some.told[kreis].by_criterion.items()
    ]
    title = f"Kriterien: {place(kreis)}"
    return Table(pd.DataFrame(rows), title, "struktur-kriterien-tabelle", traces(some.asked()))


def _raters(some: Structures, kreis: str) -> Iterator[Part]:
    """Where two raters differ; neither of them is right because of who it is."""
    one, other = (some.of_rater(rater).get(kreis) for rater in RATERS)
    if one is None or other is None:
        yield Words("Zu diesem Standort gibt es keine zwei externen Bewertungen.")
        return
    columns = {"Erste Bewertung": one, "Zweite Bewertung": other}
    yield _differences(columns, "struktur-zwei-tabelle", *map(some.asked, RATERS))


def _since(some: Structures, kreis: str) -> Iterator[Part]:
    """What the round before said otherwise."""
    asked = _earlier(some, kreis)
    if asked is None:
        yield Words("Es gibt keine frühere Bewertung dieses Standorts.")
        return
    before = profiles(asked)[kreis]
    columns = {f"Stichtag {formats.date(before.stichtag)}": before, "jetzt": some.told[kreis]}
    yield _differences(columns, "struktur-vorher-tabelle", asked, some.asked())


def _earlier(some: Structures, kreis: str) -> Result | None:
    """The scores at the latest Termin at which another round of this site counted."""
    now = some.told[kreis].stichtag
    for termin in reversed(some.lens.quarters(9)[:-1]):
        asked = some.asked(berichtstermin=termin)
        found = profiles(asked).get(kreis)
        if found is not None and found.stichtag != now:
            return asked
    return None


def _differences(columns: Mapping[str, Profile], key: str, *asked: Result) -> Table | Words:
    """The criteria that two profiles of a site judge differently, under what each is called."""
    (first, one), (second, other) = columns.items()
    pairs = compare(one, other)
    if not pairs:
        return Words("Alle Kriterien sind gleich bewertet.")
    rows = [
        {
            "Kriterium": f"{a.criterion} {label_of('kriterium', a.criterion)}",
            first: structure.level(a.level),
            second: structure.level(b.level),
        }
        for a, b in pairs
    ]
    title = f"{len(pairs)} Kriterien sind verschieden bewertet"
    return Table(pd.DataFrame(rows), title, key, traces(*asked))


def _groups(some: Structures) -> Iterator[Part]:
    """Every site by name with its group and everything that must stand beside it; no order by it."""
    yield from (part for folded in rule_parts("") for part in folded.parts())
    rows = pd.DataFrame([_group_row(unit, some.typed.get(unit)) for unit in some.sites])
    title = f"Einordnung je Standort, geordnet nach: {ORDERS[some.order]}"
    told = rows if all(rows["Regierungsbezirk"]) else rows.drop(columns="Regierungsbezirk")
    yield Table(told, title, "struktur-typen", traces(some.asked()))


def _group_row(unit: str, typed: Typed | None) -> dict[str, str]:
    row = {"Standort": place(unit), "Regierungsbezirk": district(unit)}
    if typed is None:
        return row | dict.fromkeys(HEADS, "") | {"Gruppe": "keine Bewertung"}
    steady = "" if isnan(typed.stability) else formats.with_unit(100 * typed.stability, "%")
    return row | {
        "Gruppe": typed.label + ("" if typed.agreed else " (nicht abgestimmt)"),
        "Kerndimensionen ab Stufe 2": f"{typed.good} von {typed.judged}",
        "Einzelschritte ohne Folge": steady,
        "ohne Nachweis": ", ".join(typed.missing_evidence),
        "nicht beurteilt": ", ".join(typed.not_judged),
    }


HEADS = (
    "Gruppe",
    "Kerndimensionen ab Stufe 2",
    "Einzelschritte ohne Folge",
    "ohne Nachweis",
    "nicht beurteilt",
)


def _related(some: Structures, kreis: str | None) -> Iterator[Part]:
    """The profile beside fill rate and outcome, as points only: no cause is claimed."""
    good = some.ask("kerndimensionen", "kreis_id", bewertet_von=DECISIVE)
    yield Words(RELATED)
    for other in (
        some.ask("besetzungsquote", "kreis_id"),
        Cases(some.lens).ask_ripe("quote_planmaessig", "kreis_id", land=True),
    ):
        yield Figure(charts.scatter(good, other, kreis), other.indicator)


def _agreement(some: Structures) -> Iterator[Part]:
    yield Heading("Wie einig sich zwei Bewertungen sind", "struktur-einig")
    yield Words(AGREEMENT)
    raters = {"bewertet_von": DECISIVE}
    yield Tiles(
        (
            tile_of(some.ask("uebereinstimmung_alpha"), "Alpha nach Krippendorff"),
            tile_of(some.ask("uebereinstimmung_kappa"), "Gewichtetes Kappa"),
            tile_of(some.ask("kerndimensionen", **raters)),
            tile_of(some.ask("anteil_mit_nachweis", **raters)),
        )
    )


def _themes(some: Structures) -> Iterator[Part]:
    """From the single case to a structure that changes: recognised, advised, decided, implemented."""
    lens = some.lens
    yield Heading("Vom Fall zur Struktur", "struktur-themen")
    yield Words(THEMES_FROM_CASES)
    steps = lens.ask("thementrichter", "themenschritt")
    yield Figure(charts.bars_by(steps, "themenschritt"), steps.indicator)
    yield Tiles((tile_of(lens.ask("themen_umsetzungsquote")), *map(tile_of, _until(lens))))


def _until(lens: Lens) -> Iterator[Result]:
    yield lens.ask("median_bis_beschluss")
    yield lens.ask("median_bis_umsetzung")
