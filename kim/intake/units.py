"""The rows of a checked file → the folder of its submission: the original, one Parquet per replaced unit."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kim.intake.submission import Check, Submission
from kim.reading import plain_name
from kim.store import Store, Unit, sha256, whole_folder, write_synced

Part = tuple[dict[str, str], pa.Table]


def parts_of(check: Check) -> Iterator[Part]:
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


def write_submission(submission: Submission, parts: Sequence[Part], target: Path) -> None:
    """The original and one Parquet per replaced unit, in a folder that appears whole."""
    with whole_folder(target) as folder:
        write_synced(
            folder / f"original{PurePath(plain_name(submission.file_name)).suffix.lower()}",
            submission.content,
        )
        for values, rows in parts:
            _write_unit(rows, folder / f"{unit_id(values)}.parquet")


def unit_of(store: Store, check: Check, values: dict[str, str], rows: int) -> Unit:
    """The unit of a part that has been written."""
    unit = Unit(check.dataset.id, unit_id(values), values, rows, "", check.submission.id)
    return replace(unit, sha256=sha256(store.file(unit.place).read_bytes()))


def unit_id(values: Mapping[str, str]) -> str:
    return "_".join(values.values()) or "alles"


def _write_unit(rows: pa.Table, path: Path) -> None:
    pq.write_table(rows, path, compression="zstd")
    with path.open("rb+") as file:
        os.fsync(file.fileno())
