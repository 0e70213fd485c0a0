"""Take a submission back: what it had replaced counts again, as if it had never come; and undo that."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from kim.errors import KimError
from kim.intake.manifests import next_manifest
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
        back = list(earlier_units(store, old, submission_id, withdrawn))
        kept = [unit for unit in old.units if unit.submission != submission_id]
        new = replace(
            old,
            units=(*kept, *(unit for unit, _ in back)),
            submissions=old.submissions | {receipt.submission: receipt for _, receipt in back},
            withdrawn=tuple(sorted(withdrawn)),
        )
        return store.publish(next_manifest(new, f"zurückgezogen: {reason.strip()}"))


def restore(store: Store, submission_id: str, reason: str) -> Manifest:
    """Publish the manifest in which a withdrawn submission counts again, in the place of what counts now."""
    if not reason.strip():
        raise KimError("Nennen Sie den Grund, warum die Einreichung wieder gelten soll.")
    with store.writing():
        old = store.manifest()
        if submission_id not in old.withdrawn:
            raise KimError(f"Die Einreichung »{submission_id}« ist nicht zurückgezogen.")
        units, receipt = _as_it_was(store, submission_id)
        places = {(unit.dataset, unit.unit_id) for unit in units}
        kept = [unit for unit in old.units if (unit.dataset, unit.unit_id) not in places]
        new = replace(
            old,
            units=(*kept, *units),
            submissions=old.submissions | {submission_id: receipt},
            withdrawn=tuple(name for name in old.withdrawn if name != submission_id),
        )
        return store.publish(next_manifest(new, f"wiederhergestellt: {reason.strip()}"))


def earlier_units(
    store: Store, old: Manifest, submission_id: str, withdrawn: Collection[str]
) -> Iterator[tuple[Unit, Receipt]]:
    """For each unit of the submission the newest earlier one that was not withdrawn, with its receipt."""
    wanted = {(unit.dataset, unit.unit_id) for unit in old.units if unit.submission == submission_id}
    for manifest in store.earlier_manifests():
        for unit in manifest.units:
            if (unit.dataset, unit.unit_id) in wanted and unit.submission not in withdrawn:
                wanted.discard((unit.dataset, unit.unit_id))
                yield unit, manifest.submissions[unit.submission]
        if not wanted:
            return


def _as_it_was(store: Store, submission_id: str) -> tuple[list[Unit], Receipt]:
    """The units and the receipt of a submission when it came."""
    for manifest in store.earlier_manifests():
        if submission_id in manifest.received:
            units = [unit for unit in manifest.units if unit.submission == submission_id]
            return units, manifest.submissions[submission_id]
    raise KimError(f"Die Einreichung »{submission_id}« ist nicht bekannt.")
