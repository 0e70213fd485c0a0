"""A report for others: one Kreis is named with its authorities, all others have a number."""

import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from kim.datasets import load_reference
from kim.sentences.places import SITE, UNITS, numbered
from kim.stand import Framed, Result, Selection, Stand


@dataclass(frozen=True)
class Anonymity:
    """Gives the units of results numbers, so that nothing that is made of them knows a name.

    Only `kreis_id` and its authorities are named. Others have another number in each chapter, so that what is
    known of one in a chapter names it in no other. For the same Kreis, Stand and chapter the numbers are the
    same each time, but follow no order that a reader knows: they hang on `secret`.
    """

    kreis_id: str
    secret: bytes = field(repr=False)
    chapter: str = ""

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """kreis_id or behoerde_id → the number that stands instead; who is named has none."""
        sites, authorities = load_reference("ki_standorte"), load_reference("behoerden")
        numbers = dict(self._numbered(SITE, set(sites["kreis_id"]) - {self.kreis_id}))
        others = authorities[authorities["kreis_id"] != self.kreis_id]
        for art, units in others.groupby("art")["behoerde_id"]:
            numbers |= self._numbered(art, units)
        return numbers

    def _numbered(self, kind: str, units: Iterable[str]) -> Iterator[tuple[str, str]]:
        shuffled = sorted(units, key=self._place)
        return ((unit, numbered(kind, at)) for at, unit in enumerate(shuffled, 1))

    def _place(self, unit: str) -> bytes:
        return hmac.digest(self.secret, f"{self.kreis_id} {self.chapter} {unit}".encode(), "sha256")

    def within(self, chapter: str) -> "Anonymity":
        return replace(self, chapter=chapter)

    def number(self, unit: str) -> str:
        return self.numbers.get(unit, unit)

    def of(self, result: Result) -> Result:
        """The same answer with numbers, in their order; what others wrote in their own words is left out."""
        own = tuple(note for note in result.notes if note.partition(": ")[0] not in self.numbers)
        return replace(
            result,
            selection=self._selection(result.selection),
            answer=Framed(self._frame(self._without_counts(result))),
            missing=self._all(result.missing),
            notes=own,
        )

    def _all(self, units: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(map(self.number, units)))

    def _selection(self, selection: Selection) -> Selection:
        told = {name: self._all(units) for name, units in selection.where.items() if name in UNITS}
        return replace(selection, where={**selection.where, **told})

    def _without_counts(self, result: Result) -> pd.DataFrame:
        """The rows; of others no number of posts: each site's are published and would name it."""
        frame, units = result.frame, [name for name in UNITS if name in result.frame.columns]
        if "stellen" not in result.indicator.datasets or not units:
            return frame
        others = frame[units[0]].isin(self.numbers)
        counted = ("value",) if result.indicator.kind == "count" else ()
        counts = [name for name in (*result.indicator.answered, *counted, "n") if name in frame.columns]
        return frame.assign(**{name: frame[name].mask(others) for name in counts})

    def _frame(self, frame: pd.DataFrame) -> pd.DataFrame:
        units = [name for name in UNITS if name in frame.columns]
        told = frame.assign(**{name: frame[name].map(self.number) for name in units})
        return told.sort_values(units, kind="stable", ignore_index=True) if units else told


def only(kreis_id: str, stand: Stand) -> Anonymity:
    """Only this Kreis is named. The secret is what the Stand rests on, with all checksums: whoever does not
    have the Stand does not know it.
    """
    return Anonymity(kreis_id, json.dumps(stand.info, sort_keys=True).encode())
