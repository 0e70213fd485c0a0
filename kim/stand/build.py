"""Build a Stand: run the queries over one manifest and write an immutable folder of cubes."""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pandas as pd
from filelock import FileLock

from kim import engine
from kim.catalogue import load_views
from kim.datasets import Dataset, load_datasets, load_reference
from kim.errors import KimError
from kim.stand.notes import Notes
from kim.stand.plan import AUDIENCE, REFERENCES, Plan, all_codes, fingerprint, view_order
from kim.store import (
    BUILDING,
    TEMPORARY,
    Manifest,
    Store,
    Unit,
    sha256,
    sync_folder,
    whole_folder,
    write_synced,
)

Progress = Callable[[int, int, str], None]


def build_stand(
    store: Store,
    manifest_version: int | None = None,
    day: date | None = None,
    on_progress: Progress | None = None,
) -> str:
    """Build the Stand of a manifest (the newest by default) for one day and return its id.

    `day` defaults to the latest Stichtag that was handed in. The same manifest, day and queries give the
    same id and the same bytes; a Stand that exists is not built again. Cubes whose query, data and day
    are those of an earlier Stand are taken over.
    """
    manifest = store.manifest(manifest_version)
    if not manifest.units:
        raise KimError("Es ist noch nichts eingereicht, woraus ein Stand gebaut werden könnte.")
    plan = Plan(store, manifest, day or max(r.stichtag for r in manifest.submissions.values()))
    with one_build(store):
        _sweep(store)
        if not (store.staende / plan.id / "stand.json").exists():
            write_stand(plan, on_progress or (lambda done, total, name: None))
    return plan.id


def open_builder(plan: Plan, temp: Path) -> engine.Connection:
    """A connection with every relation that queries may use, over the files of the plan's manifest."""
    connection = engine.connect(temp)
    for dataset in load_datasets().values():
        units = plan.manifest.units_of(dataset.id)
        files = [plan.store.file(unit.place) for unit in units]
        engine.load_parquet(
            connection, dataset.id, stored_columns(dataset), files, sum(u.rows for u in units)
        )
    load_relations(connection, plan.day)
    engine.load_frame(connection, "einheiten", _units_frame(plan.manifest, plan.notes))
    return connection


def load_relations(connection: engine.Connection, day: date) -> None:
    """The reference relations, `stand` with its day, and the views (each after those it mentions)."""
    for name in REFERENCES:
        engine.load_frame(connection, name, _blank_is_null(load_reference(name)))
    engine.load_frame(connection, "codes", all_codes())
    engine.execute(connection, "create table stand as select cast($day as date) as stand_tag", {"day": day})
    for name in view_order():
        engine.load_view(connection, name, load_views()[name].strip().rstrip(";"))


def stored_columns(dataset: Dataset) -> dict[str, str]:
    """Column names and SQL types of a dataset as the store keeps it."""
    return {column.name: column.sql_type for column in dataset.columns} | {"auszug_vom": "date"}


def clean_up(store: Store) -> list[str]:
    """Remove what interrupted builds left; returns what it was."""
    with one_build(store):
        return _sweep(store)


def _sweep(store: Store) -> list[str]:
    left = sorted(store.staende.glob(f"{TEMPORARY}*"))
    for path in left:
        shutil.rmtree(path, ignore_errors=True)
    return [path.name for path in left]


@contextmanager
def one_build(store: Store) -> Iterator[None]:
    """Whoever builds or removes Stände takes turns here."""
    store.staende.mkdir(parents=True, exist_ok=True)
    with FileLock(store.path / BUILDING):
        yield


def write_stand(plan: Plan, on_progress: Progress) -> None:
    """Run the plan's queries and put their cubes, the deliveries and `stand.json` into the Stand's folder."""
    reusable = _reusable_cubes(plan.store)
    with whole_folder(plan.store.staende / plan.id) as folder:
        spill = folder / "spill"
        connection = open_builder(plan, spill)
        for done, name in enumerate(plan.texts):
            on_progress(done, len(plan.texts), name)
            _write_cube(connection, plan, name, folder, reusable)
        _write_references(connection, folder)
        connection.close()
        shutil.rmtree(spill, ignore_errors=True)
        write_synced(
            folder / "stand.json", json.dumps(_info(plan, folder), ensure_ascii=False, indent=1).encode()
        )
        _make_read_only(folder)
    on_progress(len(plan.texts), len(plan.texts), "fertig")


def _write_cube(
    connection: engine.Connection, plan: Plan, name: str, folder: Path, reusable: Mapping[str, Path]
) -> None:
    target, source = folder / f"{name}.parquet", reusable.get(plan.input_of(name))
    if source is not None:
        shutil.copyfile(source, target)
    else:
        engine.write_parquet(connection, plan.queries[name], target)


def _write_references(connection: engine.Connection, folder: Path) -> None:
    for name in ("ki_standorte", "behoerden", "kreise", "ereignisse"):
        engine.write_parquet(connection, f"select * from {name}", folder / f"ref_{name}.parquet")


def _info(plan: Plan, folder: Path) -> dict[str, object]:
    files = sorted(folder.glob("*.parquet"))
    return {
        "id": plan.id,
        "manifest": plan.manifest.version,
        "day": str(plan.day),
        "audience": AUDIENCE,
        "files": {path.name: sha256(path.read_bytes()) for path in files},
        "inputs": plan.inputs(),
        "fingerprints": {name: fingerprint(text) for name, text in plan.texts.items()},
        "texts": plan.texts,
        "submissions": len(plan.manifest.submissions),
        "rests_on": sorted({unit.submission for unit in plan.manifest.units}),
        "answers": plan.notes.count,
    }


def _make_read_only(folder: Path) -> None:
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
        path.chmod(0o444)
    sync_folder(folder)


def _reusable_cubes(store: Store) -> dict[str, Path]:
    """input hash → Parquet file of an earlier Stand."""
    found: dict[str, Path] = {}
    for info_path in sorted(store.staende.glob("[!.]*/stand.json")):
        inputs = json.loads(info_path.read_text(encoding="utf-8"))["inputs"]
        found |= {value: info_path.parent / f"{name}.parquet" for name, value in inputs.items()}
    return found


def _units_frame(manifest: Manifest, notes: Notes) -> pd.DataFrame:
    columns = [
        "datensatz",
        "einheit",
        "von",
        "bis",
        "auszug_vom",
        "einreichung",
        "zeilen",
        "gilt_tage",
        "begruendungen",
        "vermerk",
        "anmerkungen",
    ]
    rows = [(*_unit_row(manifest, unit), notes.of(unit)) for unit in manifest.units]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype(dict.fromkeys(("von", "bis", "auszug_vom"), "datetime64[s]"))


def _unit_row(manifest: Manifest, unit: Unit) -> tuple[object, ...]:
    dataset, receipt = load_datasets()[unit.dataset], manifest.submissions[unit.submission]
    einheit = unit.values.get(dataset.sender_column or "", receipt.sender)
    reasons = (
        json.dumps(receipt.acknowledged, ensure_ascii=False, sort_keys=True) if receipt.acknowledged else None
    )
    start, end = unit.values.get("zeitraum_von"), unit.values.get(dataset.period_end or "")
    return (
        unit.dataset,
        einheit,
        start,
        end,
        receipt.stichtag,
        unit.submission,
        unit.rows,
        dataset.counts_for_days,
        reasons,
        receipt.note,
    )


def _blank_is_null(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.mask(frame == "", None)
