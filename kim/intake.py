"""Read, check, store: files become submissions with receipts, or are refused with every issue at once."""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePath

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kim.checking import Checker, Context
from kim.datasets import Dataset, load_codes, load_dataset, load_datasets
from kim.errors import Issue, KimError, Refused, blocking
from kim.reading import Sheet, read
from kim.store import Manifest, Receipt, Store, Unit, now, sha256, whole_folder, write_synced

RULES = "1"  # version of the rules a receipt was given under; raised when checks change
EDITORS = "redaktion"
MAX_BYTES = 50_000_000


@dataclass(frozen=True)
class Submission:
    """One file as it is handed in; `acknowledged` gives a reason for each kind of warning that may stand.

    Without a sender a file can be checked, not stored.
    """

    content: bytes
    file_name: str
    dataset: str
    sender: str | None
    stichtag: date
    acknowledged: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    decimal_mark: str | None = None

    @property
    def id(self) -> str:
        """Stands for all that decides the stored rows: read another way, a file is another submission."""
        reading = f"\n{self.decimal_mark or ''}{RULES}".encode()
        return f"{self.dataset}-{self.sender}-{self.stichtag}-{sha256(self.content + reading)[:12]}"

    @property
    def reasons(self) -> dict[str, str]:
        """The acknowledged kinds of warnings for which a reason is really given."""
        return {code: reason.strip() for code, reason in self.acknowledged.items() if reason.strip()}


@dataclass(frozen=True)
class Check:
    """What checking one submission gave: what was understood, the typed rows, the issues."""

    submission: Submission
    dataset: Dataset
    sheet: Sheet
    rows: pa.Table
    issues: tuple[Issue, ...]

    @property
    def accepted(self) -> bool:
        return not blocking(self.issues, self.submission.reasons)

    @property
    def reasons(self) -> dict[str, str]:
        """The reasons that were needed: those for warnings which the file gives cause for."""
        warned = {issue.code for issue in self.issues if issue.severity == "warning"}
        return {code: reason for code, reason in self.submission.reasons.items() if code in warned}


def check_file(
    store: Store, submission: Submission, today: date | None = None, checker: Checker | None = None
) -> Check:
    """Read and check one file without storing anything."""
    return _check(store, store.manifest(), submission, today or date.today(), checker or Checker())


def submit_batch(
    store: Store, submissions: Sequence[Submission], today: date | None = None, reason: str = ""
) -> tuple[Manifest, list[Receipt]]:
    """Store files as one batch with one new manifest, or raise Refused with all issues and store nothing."""
    with store.writing():
        store.sweep()
        batch = _Batch(store, today or date.today())
        try:
            checks = [batch.take(submission) for submission in submissions]
            _refuse(checks)
        except BaseException:
            batch.undo()
            raise
        manifest = store.publish(replace(batch.manifest, written_at=now(), reason=reason))
    return manifest, [manifest.submissions[check.submission.id] for check in checks]


class _Batch:
    """A manifest in the making: each accepted file is saved at once, so that later ones see it."""

    def __init__(self, store: Store, today: date) -> None:
        self.store, self.today, self.checker = store, today, Checker()
        current = store.manifest()
        self.manifest = replace(current, version=current.version + 1, received=())
        self.created: list[Path] = []

    def take(self, submission: Submission) -> Check:
        if submission.sender is None:
            raise KimError(f"Nennen Sie den Absender der Datei {submission.file_name}.")
        check = _check(self.store, self.manifest, submission, self.today, self.checker)
        if check.accepted:
            self._save(check)
        return check

    def undo(self) -> None:
        for folder in self.created:
            shutil.rmtree(folder)

    def _save(self, check: Check) -> None:
        parts = list(_units(check))
        target = self.store.file(f"submissions/{check.dataset.id}/{check.submission.id}")
        if not target.exists():
            _write_submission(check.submission, parts, target)
            self.created.append(target)
        units = [_unit(self.store, check, values, rows.num_rows) for values, rows in parts]
        self.manifest = _with(self.manifest, check, units)


def submit(store: Store, submission: Submission, today: date | None = None) -> Receipt:
    """Store one file and return its receipt."""
    return submit_batch(store, [submission], today)[1][0]


def withdraw(store: Store, submission_id: str, reason: str) -> Manifest:
    """Take a submission out of all later Stände; what it replaced does not come back by itself."""
    if not reason.strip():
        raise KimError("Nennen Sie den Grund, warum die Einreichung zurückgezogen wird.")
    with store.writing():
        old = store.manifest()
        if submission_id not in old.submissions:
            raise KimError(f"Die Einreichung »{submission_id}« ist nicht im Speicher oder schon ersetzt.")
        units = tuple(unit for unit in old.units if unit.submission != submission_id)
        live = _live(replace(old, received=()), units)
        return store.publish(Manifest(old.version + 1, now(), f"zurückgezogen: {reason}", units, live, ()))


def senders(dataset: Dataset) -> dict[str, str]:
    """Who may hand in a dataset: id → name."""
    if dataset.sender == EDITORS:
        return {EDITORS: "Redaktion"}
    listed = load_codes({"kreis": "ki_standorte", "behoerde": "behoerden"}[dataset.sender])
    return dict(zip(listed["code"], listed["label"], strict=True))


def _check(store: Store, manifest: Manifest, submission: Submission, today: date, checker: Checker) -> Check:
    dataset = load_dataset(submission.dataset)
    _know_sender(dataset, submission)
    if len(submission.content) > MAX_BYTES:
        raise KimError("Die Datei ist größer als 50 MB. Teilen Sie sie oder reichen Sie sie als CSV ein.")
    if submission.id in manifest.submissions:
        raise KimError(f"Genau diese Datei liegt schon vor (Quittung {submission.id}). Nichts zu tun.")
    sheet = read(submission.content, submission.file_name, dataset, submission.decimal_mark)
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


def _refuse(checks: Sequence[Check]) -> None:
    refused = [check for check in checks if not check.accepted]
    if refused:
        names = ", ".join(check.submission.file_name for check in refused[:5])
        issues = [issue for check in refused for issue in check.issues]
        raise Refused(f"Nicht eingereicht: {names}. Es gibt Befunde, die zu klären sind.", issues)


def _write_submission(submission: Submission, parts: Sequence[tuple[dict, pa.Table]], target: Path) -> None:
    """The original and one Parquet per replaced unit, in a folder that appears whole."""
    with whole_folder(target) as folder:
        write_synced(folder / f"original{PurePath(submission.file_name).suffix.lower()}", submission.content)
        for values, rows in parts:
            _write_unit(rows, folder / f"{_unit_id(values)}.parquet")


def _units(check: Check) -> Iterator[tuple[dict[str, str], pa.Table]]:
    """The rows of each replaced unit, in the order of its keys."""
    columns = check.dataset.replaces
    if not columns:
        yield {}, check.rows
        return
    distinct = check.rows.group_by(list(columns)).aggregate([]).to_pylist()
    for values in sorted(distinct, key=lambda row: [str(row[name]) for name in columns]):
        mask = None
        for name in columns:
            here = pc.equal(check.rows[name], pa.scalar(values[name], check.rows[name].type))
            mask = here if mask is None else pc.and_(mask, here)
        yield {name: str(values[name]) for name in columns}, check.rows.filter(mask)


def _unit_id(values: Mapping[str, str]) -> str:
    return "_".join(values.values()) or "alles"


def _write_unit(rows: pa.Table, path: Path) -> None:
    pq.write_table(rows, path, compression="zstd")
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _unit(store: Store, check: Check, values: dict[str, str], rows: int) -> Unit:
    unit = Unit(check.dataset.id, _unit_id(values), values, rows, "", check.submission.id)
    return replace(unit, sha256=sha256(store.file(unit.place).read_bytes()))


def _with(manifest: Manifest, check: Check, units: list[Unit]) -> Manifest:
    """The manifest in which these units stand in the place of what they replace."""
    replaced = {(unit.dataset, unit.unit_id) for unit in units}
    kept = tuple(unit for unit in manifest.units if (unit.dataset, unit.unit_id) not in replaced)
    receipt = _receipt(check)
    live = _live(manifest, kept) | {receipt.submission: receipt}
    received = (*manifest.received, receipt.submission)
    return replace(manifest, units=(*kept, *units), submissions=live, received=received)


def _live(manifest: Manifest, units: Sequence[Unit]) -> dict[str, Receipt]:
    """Receipts of submissions that still have a live unit, and of all that this batch brought."""
    used = {unit.submission for unit in units} | set(manifest.received)
    return {key: receipt for key, receipt in manifest.submissions.items() if key in used}


def _receipt(check: Check) -> Receipt:
    submission = check.submission
    return Receipt(
        submission=submission.id,
        dataset=check.dataset.id,
        sender=submission.sender,
        stichtag=submission.stichtag,
        file_name=PurePath(submission.file_name).name,
        sha256=sha256(submission.content),
        size=len(submission.content),
        rows=check.rows.num_rows,
        received_at=now(),
        rules=RULES,
        issues=tuple({"code": i.code, "severity": i.severity, "count": i.count} for i in check.issues),
        acknowledged=check.reasons,
        note=submission.note,
    )
