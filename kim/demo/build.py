"""The demo store: three batches of files go through the real intake and leave three named Stände."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np

from kim.datasets import SAMPLES, load_dataset
from kim.demo import faelle, stellen, struktur, themen
from kim.demo.antraege import applications_on
from kim.demo.bestand import COUNTING, COUNTS_ONLY, FIRST_ROUND_WITH_COUNTS, UNEXPLAINED, counts_in
from kim.demo.dialects import dialect_of, write
from kim.demo.table import Table, day64
from kim.demo.world import (
    MARKER,
    ROUNDS,
    RSK,
    Authority,
    Round,
    Site,
    authorities,
    delivers,
    sites,
    speaks_for,
)
from kim.intake import EDITORS, Submission, submit_batch
from kim.stand import build_stand, name_stand
from kim.store import Store

SEED = 2022
PUBLISHED = ("veroeffentlicht", "zusagen")
REASONS = {
    "besetzt_ueber_abgerufen": "Eine halbe Stelle ist im Vorgriff besetzt, der Abruf ist beantragt.",
    "ziel_ohne_fall": "Die Fälle werden gerade nachgetragen, ihre Ziele sind schon erfasst.",
    "bestand_geht_nicht_auf": "Umstellung des Fachverfahrens im September 2024: 64 Altverfahren kamen hinzu.",
    "bestand_nicht_fortgeschrieben": "Die 64 Altverfahren sind seit Oktober 2024 wieder herausgerechnet.",
}
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class DemoFile:
    """One file as an office hands it in, with its reasons for warnings that may stand."""

    name: str
    content: bytes
    dataset: str
    sender: str
    stichtag: date
    acknowledged: Mapping[str, str] = field(default_factory=dict)

    @property
    def note(self) -> str:
        return "" if self.dataset in PUBLISHED else MARKER


@dataclass(frozen=True)
class Batch:
    """The files of one round, and the Stand they lead to."""

    day: date
    name: str
    files: list[DemoFile]
    handed_in: date


def build_demo(store_path: Store | Path | str, on_progress: Progress | None = None, seed: int = SEED) -> None:
    """Fill a store with the published figures and the invented files of three rounds."""
    store = store_path if isinstance(store_path, Store) else Store(store_path)
    say = on_progress or (lambda done, total, what: None)
    steps = 2 * len(ROUNDS)
    for number, batch in enumerate(demo_batches(seed)):
        say(2 * number, steps, f"{len(batch.files)} Dateien für den {batch.name}")
        submit_batch(store, [_submission(file) for file in batch.files], batch.handed_in, batch.name)
        say(2 * number + 1, steps, f"Stand für den {batch.name}")
        name_stand(store, build_stand(store, day=batch.day), batch.name)
    say(steps, steps, "fertig")


def demo_batches(seed: int = SEED) -> list[Batch]:
    """All files of the demo, in the order in which they are handed in; the same seed gives the same bytes."""
    return [Batch(r.day, r.name, list(_files(seed, r)), r.handed_in) for r in ROUNDS]


def _submission(file: DemoFile) -> Submission:
    return Submission(
        file.content, file.name, file.dataset, file.sender, file.stichtag, file.acknowledged, note=file.note
    )


def _files(seed: int, round_: Round) -> Iterator[DemoFile]:
    if round_.number == 1:
        yield from (_published(dataset, round_) for dataset in PUBLISHED)
    for site in sites():
        yield from _files_of_site(seed, round_, site.kreis_id)
        if themen.keeps_themes(seed, site, round_):
            yield _themes(seed, round_, site)
    for authority in authorities():
        yield from _files_of_authority(seed, round_, authority)
    yield from (_review(seed, round_, kreis_id) for kreis_id in struktur.reviewed(seed, round_))


def _published(dataset: str, round_: Round) -> DemoFile:
    """The real figures: nothing about them is invented."""
    content = (SAMPLES / f"{dataset}.csv").read_bytes()
    return DemoFile(f"{dataset}.csv", content, dataset, EDITORS, round_.day)


def _files_of_site(seed: int, round_: Round, kreis_id: str) -> Iterator[DemoFile]:
    if delivers(seed, "stellen", kreis_id, kreis_id, round_):
        yield _posts(seed, round_, kreis_id)
    if delivers(seed, "faelle", kreis_id, kreis_id, round_):
        yield from _cases_and_goals(seed, round_, kreis_id)


def _posts(seed: int, round_: Round, kreis_id: str) -> DemoFile:
    told = stellen.told_in(seed, round_, kreis_id)
    above = (told["besetzt_vzae"] > told["abgerufen_vzae"]).any()
    return _file(
        seed, round_, "stellen", kreis_id, _last(told["stichtag"]), told, above and "besetzt_ueber_abgerufen"
    )


def _cases_and_goals(seed: int, round_: Round, kreis_id: str) -> Iterator[DemoFile]:
    day = speaks_for(seed, kreis_id, round_)
    cases = faelle.cases_on(seed, kreis_id, day64(day))
    goals = faelle.goals_on(seed, kreis_id, day64(day))
    orphans = not set(goals["fall_id"]) <= set(cases["fall_id"])
    yield _file(seed, round_, "faelle", kreis_id, day, cases)
    yield _file(seed, round_, "ziele", kreis_id, day, goals, orphans and "ziel_ohne_fall")


def _themes(seed: int, round_: Round, site: Site) -> DemoFile:
    day = speaks_for(seed, site.kreis_id, round_)
    return _file(seed, round_, "themen", site.kreis_id, day, themen.themes_on(seed, site, day64(day)))


def _review(seed: int, round_: Round, kreis_id: str) -> DemoFile:
    """The scores of one site: handed in for it by its reviewers, in their own template."""
    day, table = struktur.REVIEWED_ON[round_.number], struktur.review_in(seed, round_, kreis_id)
    content = write(table, load_dataset("struktur"), struktur.reviewers_dialect(seed))
    name = f"beispiel_struktur_{kreis_id.lower()}_{day:%Y-%m}.csv"
    return DemoFile(name, content, "struktur", kreis_id, day)


def _files_of_authority(seed: int, round_: Round, authority: Authority) -> Iterator[DemoFile]:
    sender = authority.behoerde_id
    if sender != COUNTS_ONLY and delivers(seed, "antraege", sender, authority.kreis_id, round_):
        day = speaks_for(seed, sender, round_)
        table = applications_on(seed, authority, day64(day), day64(round_.handed_in))
        yield _file(seed, round_, "antraege", sender, day, table)
    if sender in COUNTING and (round_.number >= FIRST_ROUND_WITH_COUNTS or sender.endswith(RSK)):
        yield _counts(seed, round_, authority)


def _counts(seed: int, round_: Round, authority: Authority) -> DemoFile:
    sender, table = authority.behoerde_id, counts_in(seed, authority, round_)
    odd = sender == UNEXPLAINED.behoerde_id and UNEXPLAINED.quarter in table["zeitraum_bis"].tolist()
    last = _last(table["zeitraum_bis"])
    warned_of = ("bestand_geht_nicht_auf", "bestand_nicht_fortgeschrieben") if odd else ()
    return _file(seed, round_, "bestand", sender, last, table, *warned_of)


def _last(days: np.ndarray) -> date:
    return days.max().item()


def _file(
    seed: int,
    round_: Round,
    dataset: str,
    sender: str,
    day: date,
    table: Table,
    *warned_of: str | bool,
) -> DemoFile:
    dialect = dialect_of(seed, sender, dataset)
    name = f"beispiel_{dataset}_{sender.lower()}_{round_.day:%Y-%m}.{dialect.suffix}"
    acknowledged = {code: REASONS[code] for code in warned_of if code}
    return DemoFile(name, write(table, load_dataset(dataset), dialect), dataset, sender, day, acknowledged)
