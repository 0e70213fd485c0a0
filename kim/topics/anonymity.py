"""A report for others: one Kreis is named with its authorities, all others have a number."""

import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from kim.datasets import load_reference
from kim.sentences.places import SITE, UNITS, numbered
from kim.stand import Result, Stand


@dataclass(frozen=True)
class Anonymity:
    """Gives the units of results numbers, so that nothing that is made of them knows a name.

    `numbers`: kreis_id or behoerde_id → the number that stands instead; who is named has none.
    """

    numbers: Mapping[str, str]

    def number(self, unit: str) -> str:
        return self.numbers.get(unit, unit)

    def of(self, result: Result) -> Result:
        """The same answer with numbers, in their order; what others wrote in their own words is left out."""
        missing = tuple(sorted(map(self.number, result.missing)))
        own = tuple(note for note in result.notes if note.partition(": ")[0] not in self.numbers)
        return replace(result, frame=self._frame(result.frame), missing=missing, notes=own)

    def _frame(self, frame: pd.DataFrame) -> pd.DataFrame:
        units = [name for name in UNITS if name in frame.columns]
        told = frame.assign(**{name: frame[name].map(self.number) for name in units})
        return told.sort_values(units, kind="stable", ignore_index=True) if units else told


def only(kreis_id: str, stand: Stand) -> Anonymity:
    """Only this Kreis and its authorities are named.

    The numbers are the same each time but follow no order that a reader knows: it is made of the checksums
    of all that the Stand rests on, which nobody can know who does not have the Stand itself.
    """
    secret = json.dumps(stand.info, sort_keys=True).encode()
    sites, authorities = load_reference("ki_standorte"), load_reference("behoerden")
    others = authorities[authorities["kreis_id"] != kreis_id]
    numbers = dict(_numbers(SITE, set(sites["kreis_id"]) - {kreis_id}, secret))
    for art, units in others.groupby("art")["behoerde_id"]:
        numbers |= _numbers(art, units, secret)
    return Anonymity(numbers)


def _numbers(kind: str, units: Iterable[str], secret: bytes) -> Iterator[tuple[str, str]]:
    shuffled = sorted(units, key=lambda unit: hmac.digest(secret, unit.encode(), "sha256"))
    return ((unit, numbered(kind, at)) for at, unit in enumerate(shuffled, 1))
