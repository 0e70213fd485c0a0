"""What tests share: a Stand built from tables drawn as text, that of the demo store, a command line."""

import sys
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest

from kim import engine
from kim.catalogue import load_indicator
from kim.checking import Checker
from kim.datasets import Dataset, load_dataset, load_datasets
from kim.stand import Result, Selection, Stand, open_stand
from kim.stand.build import write_stand
from kim.stand.plan import LIEFERUNGEN, Plan, queries
from kim.store import Manifest, Receipt, Store, Unit, now, sha256

Rows = list[object]
Said = tuple[int, str, str]
DEMO = "tests.demo_store"


def pytest_collection_finish(session: pytest.Session) -> None:
    """What takes a minute is built before the first test, so that it is in no test's time."""
    needed = DEMO in sys.modules or any("stand" in item.fixturenames for item in session.items)
    if needed and session.items and not session.config.option.collectonly:
        import_module(DEMO).demo_store()


@pytest.fixture(autouse=True)
def same_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest makes its script __main__; processes that later tests start would run it. Put it back."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def empty(store: Store) -> Path:
    """Where a store is that holds nothing."""
    return store.path


@pytest.fixture(scope="session")
def stand() -> Stand:
    """The newest Stand of the demo store; nobody may close it."""
    return import_module(DEMO).demo_stand()


@pytest.fixture
def run(store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> Callable[..., Said]:
    """Run a command on the store, an empty one at first: exit code, output and messages."""
    from kim.cli import main  # late, for it brings all of kim

    monkeypatch.setenv("KIM_STORE", str(store.path))

    def call(*arguments: str) -> Said:
        try:
            code = main(arguments)
        except SystemExit as end:
            code = end.code
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


@pytest.fixture
def answer(tmp_path: Path) -> Iterator[Callable[..., Result]]:
    """Ask an indicator of a Stand that was built from drawn tables."""
    opened = []

    def ask(indicator_id: str, by: list[str], day: str, auszug_vom: str, tables: dict, where: dict) -> Result:
        store = Store(tmp_path / f"store{len(opened)}")
        hand_in(store, tables, date.fromisoformat(auszug_vom))
        names = (LIEFERUNGEN, load_indicator(indicator_id).query)
        chosen = {name: text for name, text in queries().items() if name in names}
        plan = Plan(store, store.manifest(), date.fromisoformat(day), chosen)
        write_stand(plan, lambda done, total, name: None)
        stand = open_stand(store, plan.id)
        opened.append(stand)
        return stand.result(indicator_id, Selection(tuple(by), where))

    yield ask
    for stand in opened:
        stand.close()


@pytest.fixture
def result(answer: Callable[..., Result]) -> Callable[..., Rows]:
    """The rows of `answer`; keywords named like datasets are drawn tables, all others select values.

    Units that no table draws are left out: they are not reported in every test.
    """

    def rows(
        indicator_id: str,
        by: list[str] | None = None,
        day: str = "2024-12-31",
        auszug_vom: str = "",
        **words: object,
    ) -> Rows:
        tables = {name: words.pop(name) for name in list(words) if name in load_datasets()}
        frame = answer(indicator_id, by or [], day, auszug_vom or day, tables, words).frame
        return list(_plain_dates(_drawn_units(frame, tables)).itertuples(index=False))

    return rows


def hand_in(store: Store, tables: dict[str, str], auszug_vom: date) -> None:
    """Put drawn tables into a store as one submission each, past the checks."""
    units, receipts = [], {}
    for dataset_id, table in tables.items():
        dataset = load_dataset(dataset_id)
        for number, (values, part) in enumerate(_split(dataset, drawn(table))):
            receipt = Receipt(
                f"{dataset_id}-{number}", dataset_id, "", auszug_vom, "drawn", "", 0, 0, now(), ""
            )
            unit_id = "_".join(values.values()) or "alles"
            path = store.file(Unit(dataset_id, unit_id, values, 0, "", receipt.submission).place)
            path.parent.mkdir(parents=True)
            connection = engine.connect()
            engine.load_frame(connection, "drawn", _filled(dataset, part))
            rows = engine.write_parquet(connection, _typed(dataset, auszug_vom), path)
            units.append(
                Unit(dataset_id, unit_id, values, rows, sha256(path.read_bytes()), receipt.submission)
            )
            receipts[receipt.submission] = receipt
    with store.writing():
        manifest = Manifest(1, now(), "drawn", tuple(units), receipts, tuple(receipts))
        store.publish(manifest)


def drawn(table: str) -> pd.DataFrame:
    """A table drawn with bars → a frame of text, empty cells as missing."""
    lines = [line.strip().strip("|") for line in table.strip().splitlines()]
    cells = [[cell.strip() or None for cell in line.split("|")] for line in lines if set(line) - set("-| ")]
    return pd.DataFrame(cells[1:], columns=cells[0], dtype="str")


def _drawn_units(frame: pd.DataFrame, tables: dict[str, str]) -> pd.DataFrame:
    for name in {"kreis_id", "behoerde_id"} & set(frame.columns):
        frames = [drawn(table) for table in tables.values()]
        seen = {unit for table in frames if name in table for unit in table[name]}
        frame = frame[frame[name].isin(seen)] if seen else frame
    return frame


def _split(dataset: Dataset, frame: pd.DataFrame) -> Iterator[tuple[dict[str, str], pd.DataFrame]]:
    """One part per replaced unit."""
    if not dataset.replaces:
        yield {}, frame
        return
    for values, part in frame.groupby(list(dataset.replaces)):
        yield dict(zip(dataset.replaces, values, strict=True)), part


def _filled(dataset: Dataset, frame: pd.DataFrame) -> pd.DataFrame:
    """All declared columns as text: those not drawn are missing or have the declared default."""
    frame = frame.reindex(columns=list(dataset.names)).astype("str")
    defaults = {column.name: column.default for column in dataset.columns if column.default is not None}
    return frame.where(frame.notna() & (frame != "nan"), None).fillna(defaults)


def _typed(dataset: Dataset, auszug_vom: date) -> str:
    """A select that casts relation `drawn` to the stored types."""
    fields = [f"cast({column.name} as {column.sql_type}) as {column.name}" for column in dataset.columns]
    return f"select {', '.join(fields)}, date '{auszug_vom}' as auszug_vom from drawn"


def _plain_dates(frame: pd.DataFrame) -> pd.DataFrame:
    days = frame.select_dtypes("datetime").columns
    return frame.assign(**{name: frame[name].dt.date.astype("object") for name in days})
