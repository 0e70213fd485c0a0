"""Check one submission against its declaration and against what the store holds."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kim.checking import Checker, Context
from kim.datasets import Dataset, load_dataset, load_datasets
from kim.errors import Issue, KimError
from kim.intake.submission import EDITORS, Check, Submission, senders
from kim.reading import read
from kim.reading.limits import MAX_BYTES
from kim.store import Manifest, Store


def check_file(
    store: Store, submission: Submission, today: date | None = None, checker: Checker | None = None
) -> Check:
    """Read and check one file without storing anything."""
    return check_against(store, store.manifest(), submission, today or date.today(), checker or Checker())


def check_against(
    store: Store, manifest: Manifest, submission: Submission, today: date, checker: Checker
) -> Check:
    """Check a submission as if `manifest` were the newest one."""
    dataset = load_dataset(submission.dataset)
    _know_sender(dataset, submission)
    if len(submission.content) > MAX_BYTES:
        raise KimError(f"Die Datei ist größer als {MAX_BYTES // 1_000_000} MB. Teilen Sie sie.")
    if submission.id in manifest.submissions:
        raise KimError(f"Genau diese Datei liegt schon vor (Quittung {submission.id}). Nichts zu tun.")
    sheet = read(submission.content, submission.file_name, dataset, submission.lesart)
    known = _known_files(store, manifest, submission.sender)
    context = Context(submission.sender, submission.stichtag, today, known)
    checked = checker.check(sheet, dataset, context)
    older = _older(manifest, dataset, submission)
    return Check(submission, dataset, sheet, checked.rows, (*checked.issues, *older))


def _know_sender(dataset: Dataset, submission: Submission) -> None:
    if submission.sender is not None and submission.sender not in senders(dataset):
        who = {"kreis": "ein KI-Standort", "behoerde": "eine Behörde", EDITORS: "die Redaktion (redaktion)"}
        what = f"»{submission.sender}« kann »{dataset.title}« nicht einreichen"
        raise KimError(f"{what}: Absender ist {who[dataset.sender]}.")


def _known_files(store: Store, manifest: Manifest, sender: str | None) -> dict[str, list[Path]]:
    """The sender's rows in other datasets, for checks across them; everybody's where no sender is named."""
    units = [u for u in manifest.units if sender in (None, manifest.submissions[u.submission].sender)]
    return {name: [store.file(u.place) for u in units if u.dataset == name] for name in load_datasets()}


def _older(manifest: Manifest, dataset: Dataset, submission: Submission) -> Iterator[Issue]:
    """A warning where an extract would replace one that speaks for a later day."""
    if dataset.period_end or not dataset.replaces:
        return
    days = [
        r.stichtag
        for r in manifest.submissions.values()
        if (r.dataset, r.sender) == (dataset.id, submission.sender)
    ]
    if days and max(days) > submission.stichtag:
        ours, theirs = f"{submission.stichtag:%d.%m.%Y}", f"{max(days):%d.%m.%Y}"
        yield Issue(
            "aelter_als_vorhanden",
            "warning",
            f"Der Auszug spricht für den {ours}; es liegt schon einer für den {theirs} vor.",
            "ein Auszug mit späterem Stichtag",
            "Prüfen Sie den Stichtag. Soll der ältere Auszug gelten, begründen Sie es.",
            value=ours,
        )
