"""Files as they are handed in: the samples, and the broken ones under `tests/submissions/`."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kim.datasets import SAMPLES, load_datasets
from kim.intake import EDITORS, Submission, submit_batch
from kim.reading import lesart_of
from kim.store import Store

SUBMISSIONS = Path(__file__).parent / "submissions"
SENDERS = {
    "stellen": "05770",
    "faelle": "05770",
    "ziele": "05770",
    "antraege": "EBH-05770",
    "bestand": "ABH-05770",
    "struktur": "05770",
    "themen": "05770",
    "veroeffentlicht": EDITORS,
    "zusagen": EDITORS,
}
LAST_DAY = date(2025, 12, 31)
STELLEN = str(SAMPLES / "stellen.csv")  # as it is handed in on the command line
FLAGS = ["--dataset", "stellen", "--sender", SENDERS["stellen"], "--stichtag", str(LAST_DAY)]
HANDED_IN = date(2026, 1, 10)
FIELDS = ("code", "severity", "sheet", "row", "column", "value", "count")
PLACES = ("cell", "case", "period")  # may stand beside the issues of a file too, then for all of them


@dataclass(frozen=True)
class Case:
    """One broken file with what stands beside it: who sends it, when, and the issues it must give.

    `README.md` beside the files says what may stand there.
    """

    path: Path

    @property
    def dataset(self) -> str:
        return self.path.parent.name

    @property
    def told(self) -> dict:
        return json.loads(self.path.with_suffix(".json").read_text(encoding="utf-8"))

    @property
    def submission(self) -> Submission:
        told = self.told
        stichtag, lesart = date.fromisoformat(told["stichtag"]), lesart_of(told.get("lesart", {}))
        content = self.path.read_bytes()
        return Submission(content, self.path.name, self.dataset, told["sender"], stichtag, lesart=lesart)

    @property
    def today(self) -> date:
        return date.fromisoformat(self.told["eingereicht_am"])

    @property
    def fields(self) -> tuple[str, ...]:
        """What is compared of each issue."""
        told = {name for issue in self.told["issues"] for name in issue}
        return (*FIELDS, *(name for name in PLACES if name in told))

    def before(self) -> list[Submission]:
        """What the store holds when the file comes: the sample of cases for goals, and `vorher`."""
        cases_first = [sample("faelle")] if self.dataset == "ziele" else []
        return [*cases_first, *(s for told in self.told.get("vorher", ()) for s in self._earlier(told))]

    def _earlier(self, told: dict) -> Iterator[Submission]:
        if told["datei"] == "muster":
            yield sample(self.dataset)
            return
        path = self.path.parent / told["datei"]
        for sender in told.get("absender", [self.told["sender"]]):
            content = path.read_bytes().replace(b"{absender}", sender.encode())
            day, reasons = date.fromisoformat(told["stichtag"]), told.get("begruendet", {})
            yield Submission(content, path.name, self.dataset, sender, day, reasons)


def cases() -> list[Case]:
    files = sorted(SUBMISSIONS.glob("*/*"))
    return [Case(path) for path in files if path.suffix in (".csv", ".xlsx")]


def sample(dataset_id: str, **changes: object) -> Submission:
    """The sample of a dataset as its natural sender hands it in."""
    content = (SAMPLES / f"{dataset_id}.csv").read_bytes()
    handed = Submission(content, f"{dataset_id}.csv", dataset_id, SENDERS[dataset_id], LAST_DAY)
    return replace(handed, **changes)


def store_before(case: Case, path: Path) -> Store:
    """A store that holds what a case says was there before."""
    store = Store(path)
    submit_batch(store, case.before(), HANDED_IN)
    return store


def fill(store: Store) -> Store:
    """A store in which every sample has been handed in."""
    submit_batch(store, [sample(dataset_id) for dataset_id in load_datasets()], HANDED_IN)
    return store
