"""Erase a submission because personal data must go: its bytes, its rows, its findings; a tombstone stays."""

from kim.errors import KimError
from kim.intake.tombstones import Tombstone, carry_out, put_tombstone
from kim.intake.turns import taking_turns
from kim.store import Store, now


def erase(store: Store, submission_id: str, reason: str) -> Tombstone:
    """Erase a submission; what it had replaced counts again, as after a withdrawal.

    Once the tombstone stands nobody reads the submission any more; what an interrupted erasure left is
    removed by whoever writes next.
    """
    if not reason.strip():
        raise KimError("Nennen Sie den Grund, warum die Einreichung gelöscht wird.")
    with taking_turns(store):
        if submission_id in store.erased():
            raise KimError(f"Die Einreichung »{submission_id}« ist schon gelöscht.")
        receipt = next((r for r in store.receipts() if r.submission == submission_id), None)
        if receipt is None:
            raise KimError(f"Die Einreichung »{submission_id}« ist nicht im Speicher.")
        whose = (submission_id, receipt.dataset, receipt.sender, str(receipt.stichtag))
        stone = Tombstone(*whose, now(), reason.strip())
        put_tombstone(store, stone)
        carry_out(store, stone)
    return stone
