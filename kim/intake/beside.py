"""What the store holds to compare a file with: the sender's own rows, and those of comparable senders."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from kim.checking import Stored
from kim.checking.outliers import ENOUGH
from kim.datasets import Dataset, load_datasets, load_reference
from kim.store import Manifest, Store, Unit

MAX_DAYS = 400  # older rows of others say nothing about today
ARTS = {"EBH": "Einbürgerungsbehörden", "ABH": "Ausländerbehörden"}


def known_rows(
    store: Store, manifest: Manifest, dataset: Dataset, sender: str | None, day: date
) -> dict[str, Stored]:
    """The sender's live rows by dataset; everybody's in the other ones where no sender is named.

    An extract is not compared with a later one of its sender: what is not there yet cannot be missing.
    """
    units = [u for u in manifest.units if sender in (None, manifest.submissions[u.submission].sender)]
    known = {name: _stored(store, [u for u in units if u.dataset == name]) for name in load_datasets()}
    later = any(manifest.auszug_vom(u) > day for u in units if u.dataset == dataset.id)
    no_use = sender is None or (later and not dataset.period_end)
    return known | {dataset.id: Stored()} if no_use else known


def comparable(
    store: Store, manifest: Manifest, dataset: Dataset, sender: str | None, day: date
) -> tuple[dict[str, Path], str]:
    """The files of senders of the same kind that speak for about the same day, and what they are called.

    Of datasets with a period only the newest one counts; nothing where fewer than eight senders are left.
    """
    column = dataset.sender_column
    if not dataset.outliers or column is None or sender is None:
        return {}, ""
    group = group_of(sender)
    newest: dict[str, tuple[date, Unit]] = {}
    for unit in manifest.units_of(dataset.id):
        other, speaks_for = unit.values[column], _speaks_for(manifest, dataset, unit)
        near = abs((day - speaks_for).days) <= MAX_DAYS and (speaks_for <= day or not dataset.period_end)
        later = other not in newest or speaks_for > newest[other][0]
        if other != sender and near and later and group_of(other) == group:
            newest[other] = (speaks_for, unit)
    files = {other: store.file(unit.place) for other, (_, unit) in newest.items()}
    return files if len(files) >= ENOUGH else {}, group


def group_of(sender: str) -> str:
    """Who is like a sender, in the genitive plural: "Kreise", "Einbürgerungsbehörden"."""
    return _groups()[sender]


@cache
def _groups() -> dict[str, str]:
    """Sender → group."""
    kinds = zip(*(load_reference("ki_standorte")[name] for name in ("kreis_id", "typ")), strict=True)
    arts = zip(*(load_reference("behoerden")[name] for name in ("behoerde_id", "art")), strict=True)
    sites = {site: "kreisfreien Städte" if "Stadt" in kind else "Kreise" for site, kind in kinds}
    return sites | {authority: ARTS[art] for authority, art in arts}


def _speaks_for(manifest: Manifest, dataset: Dataset, unit: Unit) -> date:
    if dataset.period_end:
        return date.fromisoformat(unit.values[dataset.period_end])
    return manifest.auszug_vom(unit)


def _stored(store: Store, units: Iterable[Unit]) -> Stored:
    units = list(units)
    return Stored(tuple(store.file(unit.place) for unit in units), sum(unit.rows for unit in units))
