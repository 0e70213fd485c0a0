"""Take a submission back: what it had replaced counts again, as if it had never been handed in."""

from collections.abc import Iterator
from dataclasses import replace

from kim.errors import KimError
from kim.intake.batch import next_manifest
from kim.store import Manifest, Receipt, Store, Unit


def withdraw(store: Store, submission_id: str, reason: str) -> Manifest:
    """Publish the manifest without a submission; what it replaced comes back, unless withdrawn too."""
    if not reason.strip():
        raise KimError("Nennen Sie den Grund, warum die Einreichung zurückgezogen wird.")
    with store.writing():
        old = store.manifest()
        if submission_id not in old.submissions:
            raise KimError(f"Die Einreichung »{submission_id}« ist nicht im Speicher oder schon ersetzt.")
        withdrawn = {*old.withdrawn, submission_id}
        back = list(_earlier(store, old, submission_id, withdrawn))
        kept = [unit for unit in old.units if unit.submission != submission_id]
        new = replace(
            old,
            units=(*kept, *(unit for unit, _ in back)),
            submissions=old.submissions | {receipt.submission: receipt for _, receipt in back},
            withdrawn=tuple(sorted(withdrawn)),
        )
        return store.publish(next_manifest(new, f"zurückgezogen: {reason}"))


def _earlier(
    store: Store, old: Manifest, submission_id: str, withdrawn: set[str]
) -> Iterator[tuple[Unit, Receipt]]:
    """For each unit of the submission the newest earlier one that was not withdrawn, with its receipt."""
    wanted = {(unit.dataset, unit.unit_id) for unit in old.units if unit.submission == submission_id}
    for version in reversed(store.versions()):
        manifest = store.manifest(version)
        for unit in manifest.units:
            if (unit.dataset, unit.unit_id) in wanted and unit.submission not in withdrawn:
                wanted.discard((unit.dataset, unit.unit_id))
                yield unit, manifest.submissions[unit.submission]
        if not wanted:
            return
