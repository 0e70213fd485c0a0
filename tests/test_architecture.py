"""Who imports whom, who may touch DuckDB and Streamlit, and that nobody counts outside the catalogue."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from kim.datasets import ROOT

# A module imports only from its own group or from groups above it.
GROUPS = (
    ("errors", "formats"),
    ("datasets", "catalogue"),
    ("engine",),
    ("reading", "checking", "store", "templates"),
    ("intake",),
    ("estimates",),
    ("stand",),
    ("comparison", "disclosure", "scenario", "typology"),
    ("sentences",),
    ("charts",),
    ("topics",),
    ("exports", "access"),
    ("demo",),
    ("ui",),
    ("app", "cli", "script", "shell", "__main__"),
)
RANK = {name: rank for rank, names in enumerate(GROUPS) for name in names}
WITH_STREAMLIT = ("ui", "app")
MODULES = sorted((ROOT / "kim").rglob("*.py"))
GROUPED = [path for path in MODULES if path != ROOT / "kim" / "__init__.py"]
PAGES = sorted((ROOT / "pages").glob("*.py"))
SHOWN = [*PAGES, *(path for path in MODULES if path.is_relative_to(ROOT / "kim" / "ui"))]
COUNTING = (
    "sum", "mean", "median", "quantile", "groupby", "agg", "aggregate", "std", "roll_up", "query",
    "Counter", "value_counts",
)  # fmt: skip
ALLOWED = {
    "kim/ui/board.py": {"Counter"},  # who delivered, not what
    "kim/ui/deliveries.py": {"sum"},  # the same
    "kim/ui/scoring.py": {"sum"},  # findings that are to be mended
    "kim/ui/einreichung/looking_back.py": {"sum"},  # submissions that count
    "kim/ui/einreichung/tables.py": {"sum"},  # rows that findings are about
    "kim/ui/einreichung/typing_in.py": {"sum"},  # fields that are filled in as last time
    "kim/ui/einreichung/understood.py": {"sum"},  # columns that are known
}
LONGEST = 320  # past 250 lines a module wants to become a package, past these it has to
LONGEST_PAGE = 60


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def group_of(path: Path) -> str:
    """kim/stand/read.py → stand; kim/store.py → store."""
    return path.relative_to(ROOT / "kim").parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Every module that is imported, "from kim import engine" as kim.engine."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            yield from (f"kim.{alias.name}" for alias in node.names) if module == "kim" else (module,)


def our_groups(path: Path) -> set[str]:
    return {module.split(".")[1] for module in imports(path) if module.startswith("kim.")}


def test_every_module_has_its_group() -> None:
    assert {group_of(path) for path in GROUPED} <= set(RANK)


@pytest.mark.parametrize("path", GROUPED, ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    own = RANK[group_of(path)]
    assert {group for group in our_groups(path) if RANK[group] > own} == set()


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_is_short_and_leaves_the_work_to_others(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert sum(bool(line.strip()) for line in lines) <= LONGEST_PAGE
    assert our_groups(path).isdisjoint({"app", "cli", "engine", "estimates", "reading", "checking", "demo"})


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_grows_without_end(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", [*MODULES, *PAGES, ROOT / "dashboard.py"], ids=name_of)
def test_every_file_says_what_it_is_in_one_sentence(path: Path) -> None:
    doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert doc
    assert doc.split("\n\n")[0].rstrip().endswith((".", "…"))


def test_only_the_engine_imports_duckdb() -> None:
    found = {name_of(path) for path in [*MODULES, *PAGES] if "duckdb" in roots(path)}
    assert found == {"kim/engine.py"}


def test_nobody_uses_the_connection_that_duckdb_shares_with_everybody() -> None:
    found = [
        (name_of(path), node.attr)
        for path in [*MODULES, *PAGES, *sorted((ROOT / "tests").rglob("*.py"))]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "duckdb"
        if node.attr in ("sql", "query", "execute", "read_csv", "read_parquet", "from_df")
    ]
    assert found == []


def test_streamlit_stays_where_pages_are_made() -> None:
    found = {group_of(path) for path in MODULES if "streamlit" in roots(path)}
    assert found <= set(WITH_STREAMLIT)


@pytest.mark.parametrize("path", SHOWN, ids=name_of)
def test_nobody_counts_outside_the_catalogue(path: Path) -> None:
    allowed = ALLOWED.get(name_of(path), set())
    calls = [f"{line}: {name}" for line, name in called(path) if name in COUNTING and name not in allowed]
    assert calls == []


def called(path: Path) -> Iterator[tuple[int, str]]:
    """Line and name of every call, `frame.sum()` and `sum(rows)` alike."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.lineno, node.func.attr
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.lineno, node.func.id


def roots(path: Path) -> set[str]:
    return {module.split(".")[0] for module in imports(path)}
