"""What is asked of a Stand, and whether it can be answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from kim.catalogue import GRUNDLAGEN, QUARTERS, Indicator
from kim.datasets import codes_of
from kim.errors import KimError

LISTS = {"kreis_id": "ki_standorte", "behoerde_id": "behoerden"}
CODES = {
    "art": ("EBH", "ABH"),
    "grundlage": tuple(GRUNDLAGEN),
    "bewertet_von": (
        *codes_of("bewertet_von"),
        "massgeblich",
    ),  # what a type rests on, see struktur_zum_termin
}


@dataclass(frozen=True)
class Selection:
    """What is asked: the dimensions of the answer, and for others the values that count.

    `where` maps a dimension to the texts of its values, dates as ISO. `same_units` keeps only units that
    delivered for every selected time, so that a series does not move because somebody is missing; if nobody
    did, it keeps all and shows the gaps.
    """

    by: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    same_units: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "by", tuple(self.by))
        object.__setattr__(self, "where", {name: _texts(values) for name, values in self.where.items()})

    def __hash__(self) -> int:
        return hash((self.by, tuple(sorted(self.where.items())), self.same_units))


def check_selection(entry: Indicator, selection: Selection) -> None:
    """KimError where a selection asks for what there is not, or adds up what does not add up."""
    unknown = [n for n in (*selection.by, *selection.where) if n not in entry.selectable]
    if unknown:
        known = ", ".join(entry.selectable)
        raise KimError(f"»{entry.title}« kennt kein Merkmal »{', '.join(unknown)}«. Möglich sind: {known}.")
    loose = [n for n in entry.fixed if n not in selection.by and len(selection.where.get(n, ())) != 1]
    if loose:
        raise KimError(
            f"»{entry.title}« darf nicht über {', '.join(loose)} zusammengezählt werden. "
            f"Wählen Sie dafür genau einen Wert oder gliedern Sie danach."
        )
    _check_quarter_ends(selection)
    _check_codes(selection)


def _check_quarter_ends(selection: Selection) -> None:
    for name in ("berichtstermin", *QUARTERS):
        for value in selection.where.get(name, ()):
            if not _is_quarter_end(value):
                raise KimError(
                    f"»{value}« ist kein Quartalsende für {name}. "
                    "Erwartet wird ein Tag wie 2025-03-31, 2025-06-30, 2025-09-30 oder 2025-12-31."
                )


def _is_quarter_end(text: str) -> bool:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    return day.month % 3 == 0 and (day + timedelta(days=1)).day == 1


def _check_codes(selection: Selection) -> None:
    """Values must be codes of the list that a dimension has, where it has one."""
    for name, values in selection.where.items():
        known = CODES.get(name) or codes_of(LISTS.get(name, name))
        unknown = [value for value in values if known and value not in known]
        if unknown:
            shown = ", ".join(list(known)[:6])
            raise KimError(
                f"»{', '.join(unknown)}« gibt es nicht für {name}. Bekannt sind zum Beispiel: {shown}."
            )


def _texts(values: object) -> tuple[str, ...]:
    return (str(values),) if isinstance(values, str | int | date) else tuple(str(value) for value in values)
