"""A review that is being filled in: what it begins with, what is to be mended, and its group."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from kim import formats
from kim.datasets import label_of
from kim.errors import SEVERITIES, Issue
from kim.intake import Check
from kim.intake.scored import criterion_at, side_of
from kim.intake.typed_in import Row
from kim.sentences import structure
from kim.topics.choice import gebiete
from kim.topics.lens import Lens
from kim.topics.parts import Part, Table, Words
from kim.topics.struktur.asking import Structures, types_of
from kim.topics.struktur.rules import rule_of, rule_parts
from kim.topics.texts import COUNTS_NOT, SCORED
from kim.typology import AGREED, FIRST_RATER, SECOND_RATER, Profile, Score, classify, compare, profile_of

KINDS = {"error": "muss behoben werden", "warning": "bitte prüfen", "hint": "Hinweis, nichts zu tun"}


def as_rows(profile: Profile) -> Mapping[str, Row]:
    """criterion → what was said of it, as it stands in the form."""
    return {score.criterion: _row(score) for score in profile.scores}


def _row(score: Score) -> Row:
    day = formats.date(score.evidence_of) if score.evidence_of else ""
    said = {"nachweis": score.evidence or "", "nachweis_vom": day, "bemerkung": score.remark or ""}
    return {"kriterium": score.criterion, "stufe": score.level} | said


@dataclass(frozen=True)
class Both:
    """Two external reviews: criterion → what they agree in, and what each says where they do not."""

    stichtag: date
    agreed: Mapping[str, Row]
    differences: Mapping[str, str]


def both_sides(some: Structures, kreis_id: str) -> Both | None:
    """What an agreed review begins with; None where there are no two to agree on."""
    one, other = (some.of_rater(rater).get(kreis_id) for rater in (FIRST_RATER, SECOND_RATER))
    if one is None or other is None:
        return None
    differ = {first.criterion: (first, second) for first, second in compare(one, other)}
    agreed = {name: row for name, row in as_rows(one).items() if name not in differ}
    told = {name: f"Erste Bewertung: {_said(a)} Zweite: {_said(b)}" for name, (a, b) in differ.items()}
    return Both(max(one.stichtag, other.stichtag), agreed, told)


def _said(score: Score) -> str:
    evidence = f" ({score.evidence})" if score.evidence else ""
    return f"{structure.level(score.level)}{evidence}."


def findings(check: Check) -> Table:
    """All findings at once, in the words of the form: criterion and field instead of line and cell."""
    issues = sorted(check.issues, key=lambda one: (SEVERITIES.index(one.severity), one.row or 0))
    rows = [
        {
            "Art": KINDS[issue.severity],
            "Kriterium": _where(check, issue),
            "Feld": issue.column or "",
            "Eingetragen": issue.value or "",
            "Was": issue.message,
            "Was tun": issue.remedy,
        }
        for issue in issues
    ]
    return Table(pd.DataFrame(rows), "Was die Prüfung ergab", "bewertung-befunde")


def _where(check: Check, issue: Issue) -> str:
    if issue.row is None:
        return "ganze Bewertung"
    criterion = criterion_at(check.submission, issue.row)
    more = f" und {issue.count - 1} weitere" if issue.count > 1 else ""
    return f"{criterion} {label_of('kriterium', criterion)}{more}"


def would_be(check: Check, lens: Lens) -> Iterator[Part]:
    """The group that a review gives by itself with reasons and rule, what counts now, and if it will."""
    told, by = check.submission, side_of(check.submission)
    typed = classify(profile_of(told.sender, by == AGREED, check.rows.to_pylist()))
    yield Words(f"Bewertet von: {label_of('bewertet_von', by)}, Stichtag {formats.date(told.stichtag)}.")
    yield Words(f"**{structure.of_site(told.sender, typed)}** {rule_of(typed)} {structure.reasons(typed)}")
    now = types_of(replace(lens, choice=replace(lens.choice, gebiet=gebiete()[told.sender])))
    yield Words(f"Bisher gilt: {structure.of_site(told.sender, now.get(told.sender))}")
    yield Words(SCORED.get(by, COUNTS_NOT))
    yield from rule_parts("bewertung-regel")
