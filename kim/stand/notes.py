"""What stays with a value beside its reasons: that it was corrected, and what a sender answered."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

import pyarrow.parquet as pq

from kim import formats
from kim.datasets import Dataset, load_datasets
from kim.intake import Rueckfrage, rueckfragen
from kim.store import Manifest, Store, Unit

Note = Mapping[str, str | None]  # text, and the Termin it is about (None: every one)


class Notes:
    """The notes of a store for the units of one manifest."""

    def __init__(self, store: Store, manifest: Manifest) -> None:
        self.store, self.manifest = store, manifest
        self.answered = [asked for asked in reversed(rueckfragen(store)) if asked.answer]

    @property
    def count(self) -> int:
        """How many answers there are: a Stand with more of them is newer than one of the same manifest."""
        return len(self.answered)

    @property
    def fingerprint(self) -> str:
        return json.dumps([(asked.id, asked.answered_at) for asked in self.answered])

    def of(self, unit: Unit) -> str | None:
        """The notes of a unit as JSON; None where there are none."""
        dataset = load_datasets()[unit.dataset]
        found = [*self._revision(unit, dataset), *_answers(self.answered, unit, dataset, self.manifest)]
        return json.dumps(found, ensure_ascii=False) if found else None

    def _revision(self, unit: Unit, dataset: Dataset) -> Iterator[Note]:
        """That figures for a period were handed in before and are other ones now."""
        if dataset.period_end and unit.replaced and self._differs(unit):
            day = formats.date(unit.values[dataset.period_end])
            when = datetime.fromisoformat(self.manifest.submissions[unit.submission].received_at).astimezone()
            yield {"text": f"Die Angaben zum {day} wurden am {when:%d.%m.%Y} berichtigt.", "termin": None}

    def _differs(self, unit: Unit) -> bool:
        old = self.store.file(f"submissions/{unit.dataset}/{unit.replaced}/{unit.unit_id}.parquet")
        if not old.exists():
            return False
        rows = [
            pq.read_table(path).drop_columns(["auszug_vom"]) for path in (old, self.store.file(unit.place))
        ]
        return not rows[0].equals(rows[1])


def notes_at(told: str | None, termin: str) -> list[str]:
    """The texts of a unit's notes that hold for a Termin."""
    return [note["text"] for note in json.loads(told or "[]") if note["termin"] in (None, termin)]


def _answers(
    answered: Iterable[Rueckfrage], unit: Unit, dataset: Dataset, manifest: Manifest
) -> Iterator[Note]:
    sender = unit.values.get(dataset.sender_column or "", manifest.submissions[unit.submission].sender)
    for asked in answered:
        if (asked.sender, asked.dataset) == (sender, unit.dataset):
            text = f"{asked.answer} (Antwort auf die Rückfrage: {asked.text})"
            yield {"text": text, "termin": asked.termin}
