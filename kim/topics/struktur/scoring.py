"""A review that is being filled in: what it began with, what is to be mended, and the group it would give."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from kim import formats
from kim.datasets import label_of
from kim.errors import Issue
from kim.intake import Check
from kim.intake.scored import criterion_at, side_of
from kim.intake.typed_in import Row
from kim.sentences import structure
from kim.topics.parts import Part, Table, Words
from kim.topics.struktur.rules import rule_parts
from kim.topics.texts import COUNTS_NOT, SCORED
from kim.typology import AGREED, Profile, Score, classify, profile_of


def as_rows(profile: Profile) -> Mapping[str, Row]:
    """criterion → what was said of it, as it stands in the form."""
    return {score.criterion: _row(score) for score in profile.scores}


def _row(score: Score) -> Row:
    day = formats.date(score.evidence_of) if score.evidence_of else ""
    said = {"nachweis": score.evidence or "", "nachweis_vom": day, "bemerkung": score.remark or ""}
    return {"kriterium": score.criterion, "stufe": score.level} | said


def to_mend(check: Check, issues: Sequence[Issue]) -> Table:
    """Findings in the words of the form: criterion and field instead of line and cell."""
    rows = [
        {
            "Kriterium": _where(check, issue),
            "Feld": issue.column or "",
            "Eingetragen": issue.value or "",
            "Was": issue.message,
            "Was tun": issue.remedy,
        }
        for issue in issues
    ]
    return Table(pd.DataFrame(rows), "Was das Formular noch braucht", "bewertung-befunde")


def _where(check: Check, issue: Issue) -> str:
    if issue.row is None:
        return "ganze Bewertung"
    criterion = criterion_at(check.submission, issue.row)
    more = f" und {issue.count - 1} weitere" if issue.count > 1 else ""
    return f"{criterion} {label_of('kriterium', criterion)}{more}"


def would_be(check: Check) -> Iterator[Part]:
    """The group that a review gives by itself, with its reasons, the rule, and whether it counts."""
    told, by = check.submission, side_of(check.submission)
    typed = classify(profile_of(told.sender, by == AGREED, check.rows.to_pylist()))
    yield Words(f"**{structure.of_site(told.sender, typed)}** {structure.reasons(typed)}")
    yield Words(SCORED.get(by, COUNTS_NOT))
    yield from rule_parts("bewertung-regel")
