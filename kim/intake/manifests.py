"""The manifest that follows another one."""

from collections.abc import Sequence
from dataclasses import replace

from kim.store import Manifest, Receipt, Unit, now


def next_manifest(manifest: Manifest, reason: str = "") -> Manifest:
    """The manifest that follows, before anything has changed: receipts of what is live, none of its own."""
    opened = replace(manifest, version=manifest.version + 1, written_at=now(), reason=reason, received=())
    return replace(opened, submissions=live_receipts(opened, opened.units))


def live_receipts(manifest: Manifest, units: Sequence[Unit]) -> dict[str, Receipt]:
    """Receipts of submissions that still have a live unit, and of all that this batch brought."""
    used = {unit.submission for unit in units} | set(manifest.received)
    return {key: receipt for key, receipt in manifest.submissions.items() if key in used}
