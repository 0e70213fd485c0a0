"""Compare two Stände: what was delivered since, and what a number was then and is now."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from kim.stand.read import Stand
from kim.stand.selection import Selection


@dataclass(frozen=True)
class Change:
    """Deliveries of one dataset since an earlier Stand: units that are new and units that were replaced."""

    dataset: str
    new: tuple[str, ...]
    replaced: tuple[str, ...]


@lru_cache(maxsize=32)
def changes(old: Stand, new: Stand) -> list[Change]:
    """What was delivered between two Stände, by dataset."""
    before, now = _deliveries(old), _deliveries(new)
    datasets = sorted({dataset for dataset, _ in now})
    return [
        _change(dataset, before, now) for dataset in datasets if _change(dataset, before, now) is not None
    ]


def compare(old: Stand, new: Stand, indicator_id: str, selection: Selection) -> pd.DataFrame:
    """One selection in two Stände side by side: by…, value_old, status_old, value_new, status_new.

    `attrs["definition_changed"]` says whether the query is another one than it was.
    """
    by = list(selection.by)
    parts = [stand.result(indicator_id, selection).frame[[*by, "value", "status"]] for stand in (old, new)]
    if by:
        frame = parts[0].merge(parts[1], on=by, how="outer", suffixes=("_old", "_new"))
    else:
        frame = pd.concat(
            [part.add_suffix(s) for part, s in zip(parts, ("_old", "_new"), strict=True)], axis=1
        )
    frame.attrs["definition_changed"] = old.fingerprint(indicator_id) != new.fingerprint(indicator_id)
    return frame


def _deliveries(stand: Stand) -> dict[tuple[str, str], set[str]]:
    grouped = stand.lieferungen.groupby(["datensatz", "einheit"])["einreichung"]
    return {key: set(values) for key, values in grouped}


def _change(dataset: str, before: dict, now: dict) -> Change | None:
    units = [unit for name, unit in now if name == dataset]
    new = tuple(unit for unit in units if (dataset, unit) not in before)
    replaced = tuple(u for u in units if (dataset, u) in before and now[dataset, u] != before[dataset, u])
    return Change(dataset, new, replaced) if new or replaced else None
