"""Take a submission back: what it had replaced counts again, as if it had never come; and undo that."""

from dataclasses import replace

from kim.errors import KimError
from kim.intake.manifests import arrival, next_manifest, place_of, without_submission
from kim.intake.turns import taking_turns
from kim.store import Manifest, Store


def withdraw(store: Store, submission_id: str, reason: str) -> Manifest:
    """Publish the manifest without a submission; what it replaced comes back, unless withdrawn too."""
    if not reason.strip():
        raise KimError("Nennen Sie den Grund, warum die Einreichung zurückgezogen wird.")
    with taking_turns(store):
        old = store.manifest()
        if submission_id not in old.submissions:
            raise KimError(f"Die Einreichung »{submission_id}« ist nicht im Speicher oder schon ersetzt.")
        new = without_submission(store, old, submission_id, old.withdrawn)
        withdrawn = tuple(sorted({*old.withdrawn, submission_id}))
        return store.publish(
            next_manifest(replace(new, withdrawn=withdrawn), f"zurückgezogen: {reason.strip()}")
        )


def restore(store: Store, submission_id: str, reason: str) -> Manifest:
    """Publish the manifest in which a withdrawn submission counts again, in the place of what counts now."""
    if not reason.strip():
        raise KimError("Nennen Sie den Grund, warum die Einreichung wieder gelten soll.")
    with taking_turns(store):
        old = store.manifest()
        if submission_id in store.erased():
            raise KimError(f"Die Einreichung »{submission_id}« ist gelöscht und kommt nicht wieder.")
        if submission_id not in old.withdrawn:
            raise KimError(f"Die Einreichung »{submission_id}« ist nicht zurückgezogen.")
        new = _with_it_again(store, old, submission_id)
        return store.publish(next_manifest(new, f"wiederhergestellt: {reason.strip()}"))


def _with_it_again(store: Store, old: Manifest, submission_id: str) -> Manifest:
    came, _ = arrival(store, submission_id)
    units = [unit for unit in came.units if unit.submission == submission_id]
    places = {place_of(unit) for unit in units}
    kept = [unit for unit in old.units if place_of(unit) not in places]
    return replace(
        old,
        units=(*kept, *units),
        submissions=old.submissions | {submission_id: came.submissions[submission_id]},
        withdrawn=tuple(name for name in old.withdrawn if name != submission_id),
    )
