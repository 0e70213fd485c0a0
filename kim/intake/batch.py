"""Store what was checked: a batch of files becomes one new manifest, or nothing happens."""

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from kim.checking import Checker
from kim.errors import Issue, KimError, Refused
from kim.intake.check import check_against
from kim.intake.drafts import drop_handed_in
from kim.intake.manifests import live_receipts, next_manifest, place_of
from kim.intake.submission import RULES, Check, Submission
from kim.intake.turns import taking_turns
from kim.intake.units import parts_of, unit_of, write_submission
from kim.reading import plain_name
from kim.store import Manifest, Receipt, Store, Unit, now, sha256


def submit_batch(
    store: Store, submissions: Iterable[Submission], today: date | None = None, reason: str = ""
) -> tuple[Manifest, list[Receipt]]:
    """Store files as one batch with one new manifest, or raise Refused with all issues and store nothing.

    The drafts of the files end with it.
    """
    with taking_turns(store):
        batch = _Batch(store, today or date.today())
        try:
            checks = [batch.take(submission) for submission in submissions]
            _refuse(checks)
        except BaseException:
            batch.undo()
            raise
        manifest = store.publish(replace(batch.manifest, written_at=now(), reason=reason))
        drop_handed_in(store, [check.submission for check in checks])
    return manifest, [manifest.submissions[check.submission.id] for check in checks]


def submit(store: Store, submission: Submission, today: date | None = None) -> Receipt:
    """Store one file and return its receipt."""
    return submit_batch(store, [submission], today)[1][0]


class _Batch:
    """A manifest in the making: each accepted file is saved at once, so that later ones see it."""

    def __init__(self, store: Store, today: date) -> None:
        self.store, self.today, self.checker = store, today, Checker()
        self.manifest = next_manifest(store.manifest())
        self.created: list[Path] = []

    def take(self, submission: Submission) -> Check:
        if submission.sender is None:
            raise KimError(f"Nennen Sie den Absender der Datei {submission.file_name}.")
        check = check_against(self.store, self.manifest, submission, self.today, self.checker)
        if check.accepted:
            self._save(check)
        return check

    def undo(self) -> None:
        for folder in self.created:
            shutil.rmtree(folder)

    def _save(self, check: Check) -> None:
        parts = list(parts_of(check))
        target = self.store.file(f"submissions/{check.dataset.id}/{check.submission.id}")
        if not target.exists():
            write_submission(check.submission, parts, target)
            self.created.append(target)
        units = [unit_of(self.store, check, values, rows.num_rows) for values, rows in parts]
        self.manifest = _with(self.manifest, check, units, self.today)


def _refuse(checks: Sequence[Check]) -> None:
    refused = [check for check in checks if not check.accepted]
    if refused:
        names = ", ".join(check.submission.file_name for check in refused[:5])
        by_file: dict[str, list[Issue]] = {}
        for check in refused:  # two senders may name their files alike
            by_file.setdefault(check.submission.file_name, []).extend(check.issues)
        raise Refused(f"Nicht eingereicht: {names}. Es gibt Befunde, die zu klären sind.", by_file)


def _with(manifest: Manifest, check: Check, units: list[Unit], today: date) -> Manifest:
    """The manifest in which these units stand in the place of what they replace."""
    places = {place_of(unit) for unit in units}
    before = {place_of(unit): unit.submission for unit in manifest.units if place_of(unit) in places}
    kept = tuple(unit for unit in manifest.units if place_of(unit) not in places)
    units = [replace(unit, replaced=before.get(place_of(unit), "")) for unit in units]
    receipt = _receipt(check, today)
    live = live_receipts(manifest, kept) | {receipt.submission: receipt}
    return replace(
        manifest,
        units=(*kept, *units),
        submissions=live,
        received=(*manifest.received, receipt.submission),
        withdrawn=tuple(name for name in manifest.withdrawn if name != receipt.submission),
    )


def _receipt(check: Check, today: date) -> Receipt:
    submission = check.submission
    return Receipt(
        submission=submission.id,
        dataset=check.dataset.id,
        sender=submission.sender,
        stichtag=submission.stichtag,
        file_name=plain_name(submission.file_name),
        sha256=sha256(submission.content),
        size=len(submission.content),
        rows=check.rows.num_rows,
        received_at=f"{today}{now()[10:]}",  # only examples come on another day than today
        rules=RULES,
        issues=tuple({"code": i.code, "severity": i.severity, "count": i.count} for i in check.issues),
        acknowledged=check.reasons,
        note=submission.note,
        lesart=submission.lesart.as_dict(),
    )
