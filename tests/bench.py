"""`make bench`: builds against bare DuckDB, and script times of pages; prints and asserts nothing."""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from kim import engine
from kim.datasets import load_dataset, load_datasets, load_reference
from kim.demo import build_demo
from kim.stand import build_stand
from kim.stand.build import load_relations, stored_columns
from kim.stand.plan import Plan
from kim.store import Receipt, Store, Unit, now, sha256

DAY = date(2025, 12, 31)
GEBIETE = ("05382", "05315", "bezirk-koln", "05111", "kreise")
PAGES = (
    "ueberblick", "stellen", "fallausgaenge", "wartezeiten", "struktur",
    "einreichung", "datenstand", "methodik",
)  # fmt: skip
OF_A_SITE = "kreisprofil"
RERUNS = 7
ROWS = """
    with drawn as (
        select
            range as i,
            date '2022-01-01' + cast(hash(range) % 1461 as integer) as eingang_am,
            cast(30 + 900 * pow((hash(range + 7) % 10000) / 10000.0, 2) as integer) as dauer,
            hash(range + 13) % 100 as los
        from range({rows})
    )
    select
        'V-' || i as vorgang_id,
        '{behoerde}' as behoerde_id,
        cast(null as varchar) as rechtsgrundlage,
        ['{anliegen}'][1 + i % len(['{anliegen}'])] as anliegen,
        cast(1 + los % 3 as integer) as personen,
        cast(null as date) as terminanfrage_am,
        cast(null as date) as termin_am,
        eingang_am,
        eingang_am + 20 as vollstaendig_am,
        cast(null as date) as bearbeitungsbeginn_am,
        case when eingang_am + dauer <= date '{day}' then eingang_am + dauer end as entscheidung_am,
        case when eingang_am + dauer <= date '{day}' then
            case when los < 78 then 'positiv' when los < 85 then 'abgelehnt' else 'zurueckgenommen' end
        end as entscheidung,
        los < 10 as vorgezogen,
        cast(null as date) as erfasst_ab,
        date '{day}' as auszug_vom
    from drawn
"""
ANLIEGEN = {
    "EBH": ("stag_8", "stag_9", "stag_10", "sonst"),
    "ABH": ("erwerb", "familie", "humanitaer", "ausbildung"),
}


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="kim-bench-") as folder:
        work = Path(folder)
        small = work / "demo"
        print("Demospeicher")
        print(f"  gebaut in {_seconds(lambda: build_demo(Store(small), lambda *step: None)):.1f} s")
        for rows in options.rows:
            _bench_build(work, small, rows)
        if not options.no_pages:
            _bench_pages({"klein": small, "groß": _store_path(work, max(options.rows))})


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--no-pages", action="store_true")
    return parser.parse_args()


def _bench_build(work: Path, small: Path, rows: int) -> None:
    path = _store_path(work, rows)
    print(f"{rows:,} Zeilen antraege".replace(",", "."))
    print(f"  erzeugt in {_seconds(lambda: generate(small, path, rows)):.1f} s")
    bare = _measured("bare", path)
    ours = _measured("build", path)
    for name, found in (("Abfragen in DuckDB getippt", bare), ("stand build", ours)):
        print(f"  {name}: {found['seconds']:.1f} s, höchstens {found['megabytes']:.0f} MB")
    print(f"  Verhältnis: {ours['seconds'] / bare['seconds']:.2f} (Ziel höchstens 1,3; höchstens 2.000 MB)")


def generate(small: Path, path: Path, rows: int) -> None:
    """A copy of the demo store in which every authority has its share of `rows` generated applications."""
    shutil.copytree(small, path, ignore=shutil.ignore_patterns("staende"))
    store, authorities = Store(path), load_reference("behoerden")
    old = store.manifest()
    connection, each = engine.connect(), rows // len(authorities)
    units, receipts = [], {}
    for behoerde, art in authorities[["behoerde_id", "art"]].itertuples(index=False):
        receipt = Receipt(
            f"bench-{behoerde}", "antraege", behoerde, DAY, "erzeugt", "", 0, each, now(), "", note="erzeugt"
        )
        unit = Unit("antraege", behoerde, {"behoerde_id": behoerde}, each, "", receipt.submission)
        sql = ROWS.format(rows=each, behoerde=behoerde, anliegen="', '".join(ANLIEGEN[art]), day=DAY)
        store.file(unit.place).parent.mkdir(parents=True)
        engine.write_parquet(connection, sql, store.file(unit.place))
        units.append(replace(unit, sha256=sha256(store.file(unit.place).read_bytes())))
        receipts[receipt.submission] = receipt
    kept = tuple(unit for unit in old.units if unit.dataset != "antraege")
    with store.writing():
        manifest = replace(
            old, version=old.version + 1, units=(*kept, *units), submissions=old.submissions | receipts
        )
        store.publish(manifest)


def _bench_pages(stores: dict[str, Path]) -> None:
    print("Skriptzeit der Seiten in ms: erster Aufruf / andere Auswahl (Median) / andere Auswahl (längste)")
    times = {name: _measured("pages", path) for name, path in stores.items()}
    for page in ("hello", *PAGES, OF_A_SITE):
        shown = "   ".join(
            f"{name} " + " / ".join(f"{ms:4.0f}" for ms in found[page]) for name, found in times.items()
        )
        print(f"  {page:<14} {shown}")
    memory = ", ".join(f"{name} {found['megabytes']:.0f} MB" for name, found in times.items())
    print(f"  Speicher des Prozesses: {memory}")


def _measured(what: str, path: Path) -> dict:
    """Run one measurement in a process of its own, so that memory is its own."""
    command = [sys.executable, "-c", f"from tests import bench; bench.measure({what!r}, {str(path)!r})"]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return json.loads(output.splitlines()[-1])


def measure(what: str, path: str) -> None:
    """What a measuring process does: print its result as JSON."""
    found = {"build": _build, "bare": _bare, "pages": _pages}[what](Store(path))
    found["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(found))


def _build(store: Store) -> dict:
    return {"seconds": _seconds(lambda: build_stand(store, day=DAY))}


def _bare(store: Store) -> dict:
    """The same queries over the same files, typed into DuckDB: no hashes, no folder that appears whole."""
    plan = Plan(store, store.manifest(), DAY)
    with tempfile.TemporaryDirectory() as target:
        return {"seconds": _seconds(lambda: _run_all(plan, Path(target)))}


def _run_all(plan: Plan, target: Path) -> None:
    connection = engine.connect(target)
    for name in load_datasets():
        units = plan.manifest.units_of(name)
        files = [plan.store.file(unit.place) for unit in units]
        engine.load_parquet(
            connection, name, stored_columns(load_dataset(name)), files, sum(u.rows for u in units)
        )
    load_relations(connection, plan.day)
    for name, sql in plan.queries.items():
        if name != "lieferungen":
            engine.write_parquet(connection, sql, target / f"{name}.parquet")


def _pages(store: Store) -> dict:
    """Script times of each page; the profile is that of all sites, each once."""
    os.environ["KIM_STORE"] = str(store.path)
    from tests.timing import script_times

    sites = load_reference("ki_standorte")["kreis_id"].tolist()
    return script_times(PAGES, GEBIETE, RERUNS) | script_times((OF_A_SITE,), sites, len(sites))


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _store_path(work: Path, rows: int) -> Path:
    return work / f"zeilen-{rows}"


if __name__ == "__main__":
    main()
