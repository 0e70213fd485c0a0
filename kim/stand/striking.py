"""Stände that stay after an erasure: what the erased submissions said in words is struck from them."""

import json
from collections.abc import Collection
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kim.stand.build import one_build
from kim.stand.deliveries import EXAMPLE_NOTE
from kim.store import Store, sha256, write_atomic

TEXTS = ("begruendungen", "vermerk", "anmerkungen")  # an older Stand does not have all of them


def strike_texts(store: Store, stand_id: str, erased: Collection[str]) -> None:
    """Empty the reasons, notes and answers of erased submissions in a Stand; its counts stay as they are.

    May be done again: what died between the rows and their checksum is mended.
    """
    folder = store.staende / stand_id
    with one_build(store):
        _put_rows(folder / "lieferungen.parquet", erased)
        _put_checksum(folder, "lieferungen.parquet")


def _put_rows(place: Path, erased: Collection[str]) -> None:
    rows = pq.read_table(place)
    struck = _without_texts(rows, erased)
    if not struck.equals(rows):
        written = BytesIO()
        pq.write_table(struck, written, compression="zstd")
        _put(place, written.getvalue())


def _without_texts(rows: pa.Table, erased: Collection[str]) -> pa.Table:
    """That figures are invented is no word of the sender and goes on standing there."""
    gone = pc.is_in(rows["einreichung"], value_set=pa.array(sorted(erased), pa.string()))
    for name in set(TEXTS) & set(rows.column_names):
        told = rows[name].cast(pa.string())
        kept = pc.or_(pc.invert(gone), pc.fill_null(pc.equal(told, EXAMPLE_NOTE), False))
        place = rows.column_names.index(name)
        rows = rows.set_column(place, name, pc.if_else(kept, told, pa.scalar(None, pa.string())))
    return rows


def _put_checksum(folder: Path, name: str) -> None:
    told = json.loads((folder / "stand.json").read_text(encoding="utf-8"))
    found = sha256((folder / name).read_bytes())
    if told["files"][name] != found:
        told["files"][name] = found
        _put(folder / "stand.json", json.dumps(told, ensure_ascii=False, indent=1).encode())


def _put(place: Path, content: bytes) -> None:
    write_atomic(place, content)
    place.chmod(0o444)
