"""`make bench`: waiting times of all authorities, beside SQL by hand and beside lifelines."""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from kim import engine
from kim.catalogue import load_query
from kim.datasets import load_reference
from kim.demo import build_demo
from kim.stand import Selection, Stand
from kim.stand.build import open_builder, write_stand
from kim.stand.plan import LIEFERUNGEN, Plan, queries
from kim.store import Store
from tests.bench import DAY, generate

ROUNDS = 5
WINDOW = ("2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31")
FILED = ("2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31")
VIEWS = {"tempo": ("fenster_quartal", WINDOW), "kohorte": ("eingang_quartal", FILED)}
STATISTICS = {
    "offen_nach_365_tagen": "S(365) ms",
    "median_bis_erledigung": "Median ms",
    "positiv_binnen_365_tagen": "positiv ms",
}
CURVES = ("noch_offen_tempo", "wege_tempo")
ARTS = ("EBH", "ABH")
PLACES = {
    "Land": {},
    "Regierungsbezirk": {"regierungsbezirk": ("Köln",)},
    "Kreis": {"kreis_id": ("05382",)},
    "eine Behörde": {"behoerde_id": ("EBH-05382",)},
}
OTHER = Selection((), {"behoerde_id": ("ABH-05111",), "art": ("ABH",)})  # what wakes a Stand up
WAYS = ("positiv", "abgelehnt", "zurueckgenommen", "abgegeben", "sonstig")
# What somebody would type who knows the formulas and this data: no Termine, no register start, no order.
BY_HAND = """
    with beobachtet as (
        select
            behoerde_id,
            anliegen,
            {quartal} as quartal,
            greatest({beginn} - eingang_am, coalesce(erfasst_ab, eingang_am) - eingang_am, 0) - 1 as zugang,
            least(coalesce(entscheidung_am, {ende}), {ende}) - eingang_am as abgang,
            case when entscheidung_am <= {ende} then entscheidung end as ausgang
        from antraege {fenster}
        where
            eingang_am <= {ende}
            and coalesce(erfasst_ab, eingang_am) <= {ende}
            and (
                entscheidung_am is null
                or entscheidung_am >= greatest({beginn}, coalesce(erfasst_ab, eingang_am))
            )
    ),
    tage as (
        select behoerde_id, anliegen, quartal, abgang as tag, 0 as zugang, count(*) as abgang, {ways}
        from beobachtet
        group by behoerde_id, anliegen, quartal, beobachtet.abgang
        union all
        select behoerde_id, anliegen, quartal, zugang, count(*), 0, {none}
        from beobachtet
        group by behoerde_id, anliegen, quartal, zugang
    )
    select
        behoerde_id, kreis_id, art, anliegen, quartal as {name}, tag,
        cast(sum(zugang) as bigint) as zugang, cast(sum(abgang) as bigint) as abgang, {sums}
    from tage inner join behoerden using (behoerde_id)
    group by behoerde_id, kreis_id, art, anliegen, quartal, tag
"""
WRITTEN = {
    "ways": ", ".join(f"count(*) filter (where ausgang = '{way}') as {way}" for way in WAYS),
    "none": ", ".join("0" for _ in WAYS),
    "sums": ", ".join(f"cast(sum({way}) as bigint) as {way}" for way in WAYS),
}
QUARTER_FILED = "last_day(cast(date_trunc('quarter', eingang_am) + interval 2 month as date))"
EIGHT_QUARTERS = """
    cross join (
        select
            cast(erster as date) as beginn,
            last_day(cast(erster + interval 2 month as date)) as ende
        from generate_series(timestamp '2024-01-01', timestamp '2025-10-01', interval 3 month) as q (erster)
    ) as fenster
"""


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="kim-bench-") as folder:
        small, path = Path(folder) / "demo", Path(folder) / "gross"
        build_demo(Store(small), lambda *step: None)
        generate(small, path, options.rows)
        rows, authorities = f"{options.rows:,}".replace(",", "."), len(load_reference("behoerden"))
        print(f"Wartezeiten: {rows} erfundene Anträge von {authorities} Behörden\n")
        for what in MEASURED:
            _measured(what, path)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    return parser.parse_args()


def _measured(what: str, path: Path) -> None:
    """Run one measurement in a process of its own, so that none warms up another."""
    command = [
        sys.executable,
        "-c",
        f"from tests import bench_waiting as b; b.measure({what!r}, {str(path)!r})",
    ]
    subprocess.run(command, check=True)


def measure(what: str, path: str) -> None:
    """What a measuring process does: print its table."""
    store = Store(path)
    plan = Plan(store, store.manifest(), DAY, _chosen())
    MEASURED[what](plan)
    print(flush=True)


def _chosen() -> dict[str, str]:
    return {name: queries()[name] for name in (LIEFERUNGEN, "wartezeit_kohorte", "wartezeit_periode")}


# counts from rows


def _sql(plan: Plan) -> None:
    """Best of the rounds, turn by turn; of the cores, too: the clock runs on while others use them."""
    print("| Zählen aus den Zeilen | Zeilen im Würfel | KIM-Monitor s | von Hand s | Verhältnis", end="")
    print(" | Verhältnis der Rechenzeit | gleich |\n|---|--:|--:|--:|--:|--:|---|")
    with tempfile.TemporaryDirectory() as folder:
        connection = open_builder(plan, Path(folder) / "spill")
        for name in ("wartezeit_kohorte", "wartezeit_periode"):
            _compare(connection, Path(folder), name)


def _compare(connection: engine.Connection, folder: Path, name: str) -> None:
    statements = {"ours": load_query(name), "hand": _by_hand(name)}
    best = {who: np.array([np.inf, np.inf]) for who in statements}
    for _ in range(ROUNDS):
        for who, sql in statements.items():
            best[who] = np.minimum(best[who], _write(connection, sql, folder / who))
    rows, same = _same(connection, folder)
    seconds, ratios = [best[who][0] for who in statements], best["ours"] / best["hand"]
    numbers = " | ".join(_german(value, 2) for value in (*seconds, *ratios))
    print(f"| {name} | {rows:,} |".replace(",", "."), f"{numbers} | {'ja' if same else 'NEIN'} |", flush=True)


def _write(connection: engine.Connection, sql: str, target: Path) -> tuple[float, float]:
    """Seconds on the clock, and of the cores."""
    clock, cores = time.perf_counter(), time.process_time()
    engine.write_parquet(connection, sql, target)
    return time.perf_counter() - clock, time.process_time() - cores


def _by_hand(name: str) -> str:
    day = f"date '{DAY}'"
    if name == "wartezeit_kohorte":
        parts = {"quartal": QUARTER_FILED, "beginn": "eingang_am", "ende": day, "fenster": ""}
        return BY_HAND.format(name="eingang_quartal", **parts, **WRITTEN)
    parts = {"quartal": "ende", "beginn": "beginn", "ende": "ende", "fenster": EIGHT_QUARTERS}
    return BY_HAND.format(name="fenster_quartal", **parts, **WRITTEN)


def _same(connection: engine.Connection, folder: Path) -> tuple[int, bool]:
    """How many rows ours has, and whether both have the same."""
    ours, hand = (f"select * from read_parquet('{folder / who}')" for who in ("ours", "hand"))
    rows, others = (engine.query_row(connection, f"select count(*) from ({sql})")[0] for sql in (ours, hand))
    [left] = engine.query_row(connection, f"select count(*) from ({ours} except {hand})")
    return rows, rows == others and left == 0


# answers from counts


def _answers(plan: Plan) -> None:
    """Whole answers, with coverage and all; each round asks a Stand that has not been asked before."""
    print(f"| Antwort aus dem fertigen Stand | {' | '.join(STATISTICS.values())} |")
    print(f"|---|{'--:|' * len(STATISTICS)}")
    folder = _stand(plan)
    for view, (quarter, quarters) in VIEWS.items():
        for label, by, where in _selections(quarter, quarters):
            times = [_milliseconds(folder, f"{name}_{view}", Selection(by, where)) for name in STATISTICS]
            print(f"| {label}, {view} | {' | '.join(times)} |", flush=True)
    land = Selection((), {"art": ("EBH",), "fenster_quartal": WINDOW})
    for indicator in CURVES:
        print(f"\nLand, {indicator}: {_milliseconds(folder, indicator, land)} ms", flush=True)


def _selections(quarter: str, quarters: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...], dict]]:
    """Every selection that a page asks for, as label, dimensions and values."""
    year, kind = {quarter: quarters}, {"art": ("EBH",)}
    for label, place in PLACES.items():
        yield label, (), place | kind | year
    yield "Land nach Quartalen", (quarter,), kind
    for art in ARTS:  # no page asks for both in one table
        yield f"alle {art}", ("behoerde_id",), year | {"art": (art,)}


def _milliseconds(folder: Path, indicator: str, selection: Selection) -> str:
    """The best of the rounds, as everywhere here: what else the machine does is not measured."""
    return f"{min(1000 * _first_time(folder, indicator, selection) for _ in range(ROUNDS)):.0f}"


def _first_time(folder: Path, indicator: str, selection: Selection) -> float:
    """Seconds of an answer by a Stand that was opened, but not asked for these counts."""
    stand = Stand(folder)
    stand.result(indicator, OTHER)
    seconds = _seconds(lambda: stand.result(indicator, selection))
    if not (stand.result(indicator, selection).frame["status"] == "shown").any():
        raise RuntimeError(f"{indicator} says nothing about {selection}: that would look fast")
    stand.close()
    return seconds


def _stand(plan: Plan) -> Path:
    """The folder of a Stand that has these cubes only."""
    folder = plan.store.staende / plan.id
    if not folder.exists():
        plan.store.staende.mkdir(exist_ok=True)
        write_stand(plan, lambda done, total, name: None)
    return folder


# beside lifelines


def _lifelines(plan: Plan) -> None:
    """Kaplan-Meier of each authority over all its procedures, from the rows and from what was prepared."""
    print("| Kaplan-Meier je Behörde | KIM-Monitor s | lifelines s | Verhältnis |")
    print("|---|--:|--:|--:|")
    built, indicator = _stand(plan), "offen_nach_365_tagen_kohorte"
    everybody = Selection(("behoerde_id", "art"))
    with tempfile.TemporaryDirectory() as folder:
        connection = open_builder(plan, Path(folder) / "spill")
        sql, target = load_query("wartezeit_kohorte"), Path(folder) / "cube"
        counted = _best(lambda: engine.write_parquet(connection, sql, target))
        answered = min(_first_time(built, indicator, everybody) for _ in range(ROUNDS))
        fetched = _best(lambda: _rows(connection))
        rows = _rows(connection)
    fitted = _best(lambda: _fit(rows))
    for label, ours, theirs in (
        ("aus den Zeilen", counted + answered, fetched + fitted),
        ("aus dem fertigen Stand und aus Zeilen im Speicher", answered, fitted),
    ):
        numbers = " | ".join(_german(value, 2) for value in (ours, theirs, ours / theirs))
        print(f"| {label} | {numbers} |")
    _say_how_far_apart(Stand(built).result(indicator, everybody).frame, _fit(rows))


def _rows(connection: engine.Connection) -> pd.DataFrame:
    day = f"date '{DAY}'"
    return engine.query(
        connection,
        f"select behoerde_id, least(coalesce(entscheidung_am, {day}), {day}) - eingang_am as dauer,"
        f" coalesce(entscheidung_am <= {day}, false) as beendet from antraege where eingang_am <= {day}",
    )


def _fit(rows: pd.DataFrame) -> dict[str, float]:
    """behoerde_id → the share still open after 365 days; the fit computes the limits, too."""
    from lifelines import KaplanMeierFitter

    return {
        behoerde: float(KaplanMeierFitter().fit(part["dauer"], part["beendet"]).predict(365))
        for behoerde, part in rows.groupby("behoerde_id")
    }


def _say_how_far_apart(frame: pd.DataFrame, theirs: dict[str, float]) -> None:
    ours = frame.set_index("behoerde_id")["value"] / 100
    apart = (ours - pd.Series(theirs)).abs()
    print(f"\nBehörden: {apart.notna().sum()}, größter Unterschied S(365): {apart.max():.1e}")


def _best(run: Callable[[], object]) -> float:
    return min(_seconds(run) for _ in range(ROUNDS))


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _german(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}".replace(".", ",")


MEASURED = {"sql": _sql, "answers": _answers, "lifelines": _lifelines}

if __name__ == "__main__":
    main()
