"""Check one submission against its declaration and against what the store holds."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain

from kim.checking import Checker, Context
from kim.datasets import Dataset, load_dataset
from kim.errors import Issue, KimError
from kim.intake.beside import comparable, known_rows
from kim.intake.submission import EDITORS, Check, Submission, senders
from kim.intake.tombstones import refuse_erased
from kim.reading import read
from kim.reading.limits import MAX_BYTES
from kim.store import Manifest, Receipt, Store, sha256


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
    _refuse_at_once(store, manifest, dataset, submission)
    sheet = read(submission.content, submission.file_name, dataset, submission.lesart)
    checked = checker.check(sheet, dataset, _context(store, manifest, dataset, submission, today))
    beside = [*_older(manifest, dataset, submission), *_again(store, manifest, submission)]
    return Check(submission, dataset, sheet, checked.rows, (*checked.issues, *beside), checked.passed)


def earlier_reasons(manifest: Manifest, dataset: str, sender: str | None) -> dict[str, str]:
    """The reasons that a sender gave with the newest file of a dataset: proposed again, to be confirmed."""
    own = [r for r in manifest.submissions.values() if (r.dataset, r.sender) == (dataset, sender)]
    newest = max(own, key=lambda receipt: (receipt.stichtag, receipt.received_at), default=None)
    return dict(newest.acknowledged) if newest else {}


def _context(
    store: Store, manifest: Manifest, dataset: Dataset, submission: Submission, today: date
) -> Context:
    others, group = comparable(store, manifest, dataset, submission.sender, submission.stichtag)
    known = known_rows(store, manifest, dataset, submission.sender, submission.stichtag)
    return Context(submission.sender, submission.stichtag, today, known, others, group)


def _refuse_at_once(store: Store, manifest: Manifest, dataset: Dataset, submission: Submission) -> None:
    """KimError where nothing in the file can make it one that is handed in."""
    _know_sender(dataset, submission)
    if len(submission.content) > MAX_BYTES:
        size = f"{MAX_BYTES // 1_000_000} MB"
        raise KimError(f"Die Datei ist größer als {size}. Teilen Sie sie oder reichen Sie sie als CSV ein.")
    refuse_erased(store, submission.id)
    if submission.id in manifest.submissions:
        raise KimError(f"{_came(manifest.submissions[submission.id], 'liegt schon vor')} Nichts zu tun.")


def _know_sender(dataset: Dataset, submission: Submission) -> None:
    if submission.sender is not None and submission.sender not in senders(dataset):
        who = {"kreis": "ein KI-Standort", "behoerde": "eine Behörde", EDITORS: "die Redaktion (redaktion)"}
        what = f"»{submission.sender}« kann »{dataset.title}« nicht einreichen"
        raise KimError(f"{what}: Absender ist {who[dataset.sender]}.")


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


def _again(store: Store, manifest: Manifest, submission: Submission) -> Iterator[Issue]:
    """Says that the same bytes came before, under whatever name: for another day that is asked about."""
    before = _received_before(store, manifest, submission)
    if before is None:
        return
    other_day = before.stichtag != submission.stichtag
    withdrawn = before.submission in manifest.withdrawn
    yield Issue(
        "schon_eingereicht",
        "warning" if other_day and not withdrawn else "hint",
        _came(before, _fate(before, other_day, withdrawn)),
        "eine Datei, die noch nicht eingereicht wurde",
        "Prüfen Sie, ob Sie die neue Datei gewählt haben. Soll diese gelten, nennen Sie den Grund."
        if other_day and not withdrawn
        else "Nichts zu tun, wenn diese Datei jetzt gelten soll.",
        value=submission.file_name,
    )


def _received_before(store: Store, manifest: Manifest, submission: Submission) -> Receipt | None:
    """The same bytes from the same sender: those of this batch, what counts, and what was withdrawn."""
    wanted = (submission.dataset, submission.sender, sha256(submission.content))
    receipts = chain(manifest.submissions.values(), store.receipts())
    return next((r for r in receipts if (r.dataset, r.sender, r.sha256) == wanted), None)


def _fate(receipt: Receipt, other_day: bool, withdrawn: bool) -> str:
    if withdrawn:
        return "wurde schon eingereicht und dann zurückgezogen"
    return (
        f"wurde schon für den Stichtag {receipt.stichtag:%d.%m.%Y} eingereicht"
        if other_day
        else "wurde schon einmal eingereicht"
    )


def _came(receipt: Receipt, fate: str) -> str:
    day = datetime.fromisoformat(receipt.received_at).astimezone()
    return f"Genau diese Datei {fate} (am {day:%d.%m.%Y}, Quittung {receipt.submission})."
