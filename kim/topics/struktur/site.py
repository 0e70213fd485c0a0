"""One site: its levels with criteria and evidence, what two raters say, and what changed."""

from collections.abc import Iterator, Mapping

import pandas as pd

from kim import formats
from kim.datasets import label_of, load_reference
from kim.sentences import structure
from kim.sentences.places import place
from kim.stand import Result, traces
from kim.topics.hard_data import beside_the_scores
from kim.topics.parts import Folded, Heading, Part, Table, Words
from kim.topics.struktur.asking import Structures
from kim.topics.struktur.rules import rule_of
from kim.typology import AGREED, FIRST_RATER, SECOND_RATER, Profile, criteria, dimensions, profiles

RATERS = {
    "Erste Bewertung": FIRST_RATER,
    "Zweite Bewertung": SECOND_RATER,
    "Abgestimmt": AGREED,
}


def one_site(some: Structures, kreis: str) -> Iterator[Part]:
    """One site: levels with criteria and evidence, raters, what changed, and hard data beside the scores."""
    profile, typed = some.told[kreis], some.typed[kreis]
    yield Heading(f"Profil: {place(kreis)}", "struktur-profil")
    yield Words(f"{rule_of(typed) if typed.type else ''} {structure.reasons(typed)}".strip())
    rests_on = traces(some.asked())
    yield Table(_dimensions(some, profile), f"Stufen: {place(kreis)}", "struktur-stufen", rests_on)
    yield from beside_the_scores(some.lens, typed.levels)
    yield Folded(
        "Jedes Kriterium mit seinem Nachweis", "struktur-kriterien", lambda: [_criteria(some, kreis)]
    )
    yield Folded("Bewertungen nebeneinander", "struktur-zwei", lambda: _raters(some, kreis))
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
    """Where raters differ, and what was agreed on; none of them is right because of who it is."""
    told = {title: some.of_rater(rater).get(kreis) for title, rater in RATERS.items()}
    known = {title: profile for title, profile in told.items() if profile is not None}
    if len(known) < 2:
        yield Words("Zu diesem Standort gibt es keine zwei Bewertungen von außen.")
        return
    yield _differences(known, "struktur-zwei-tabelle", *(some.asked(RATERS[title]) for title in known))


def _since(some: Structures, kreis: str) -> Iterator[Part]:
    """What the round before said otherwise."""
    asked = _earlier(some, kreis)
    if asked is None:
        yield Words("Zu den Terminen davor zählte keine andere Bewertung dieses Standorts.")
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
    """The criteria that profiles of a site do not all judge alike, under what each profile is called."""
    rows = [
        {"Kriterium": f"{criterion} {label_of('kriterium', criterion)}"}
        | {title: structure.level(told.by_criterion[criterion].level) for title, told in columns.items()}
        for criterion in criteria()
        if len({told.by_criterion[criterion].level for told in columns.values()}) > 1
    ]
    if not rows:
        return Words("Alle Kriterien sind gleich bewertet.")
    title = f"{len(rows)} Kriterien sind verschieden bewertet"
    return Table(pd.DataFrame(rows), title, key, traces(*asked))
