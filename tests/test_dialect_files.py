"""At least forty ways to write one content give one table; random mixtures of them too."""

from functools import cache

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kim.checking import Checker, Context
from kim.datasets import load_dataset
from kim.reading import read
from tests.made_dialects import CONTENT, DAY, DIALECTS, SENDERS, TEXT, Dialect, write

HINTS = {"als_unbekannt_gelesen", "code_repariert", "excel_tageszahl", "unbekannte_spalte"}
HANDED_IN = DAY.replace(month=10, day=15)


@cache
def checker() -> Checker:
    return Checker()


def typed(dialect: Dialect, dataset_id: str) -> tuple[pa.Table, set[str]]:
    """The typed rows of a file and the kinds of its findings."""
    dataset = load_dataset(dataset_id)
    sheet = read(write(dialect, dataset_id), f"datei.{dialect.suffix}", dataset, dialect.lesart)
    checked = checker().check(sheet, dataset, Context(SENDERS[dataset_id], DAY, HANDED_IN))
    return checked.rows, {issue.code for issue in checked.issues}


@cache
def expected(dataset_id: str) -> pa.Table:
    return typed(Dialect(), dataset_id)[0]


def test_there_are_at_least_forty_dialects():
    assert len(set(DIALECTS.values())) >= 40


@pytest.mark.parametrize("dataset_id", CONTENT)
def test_the_plain_file_holds_the_content(dataset_id):
    names, rows = CONTENT[dataset_id]
    found = [tuple(row[name] for name in names) for row in expected(dataset_id).to_pylist()]
    assert sorted(found, key=str) == sorted(rows, key=str)


@pytest.mark.parametrize("dataset_id", CONTENT)
@pytest.mark.parametrize("name", DIALECTS)
def test_every_dialect_gives_the_same_table(name, dataset_id):
    rows, codes = typed(DIALECTS[name], dataset_id)
    assert codes <= HINTS
    assert rows == expected(dataset_id)


dialects = st.builds(
    Dialect,
    form=st.sampled_from(["csv", "tsv", "xlsx", "xls"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    delimiter=st.sampled_from([";", "\t", "|", ","]),
    headings=st.sampled_from(["name", "label", "other"]),
    codes=st.sampled_from(["code", "label"]),
    days=st.sampled_from(["german", "iso", "short", "slashed", "words", "stamp", "excel", "serial"]),
    numbers=st.sampled_from(["comma", "point", "space", "nbsp", "swiss", "plain", "number"]),
    titles=st.integers(0, 4),
    **{
        name: st.booleans()
        for name in (
            "broken_headings", "groups", "merged", "units", "column_numbers", "sums", "footnotes", "blank",
            "other_sheets", "turned", "more_columns", "again", "signs", "dashes", "lost_zeros",
        )
    },
)  # fmt: skip


@settings(deadline=None, derandomize=True, max_examples=150, suppress_health_check=list(HealthCheck))
@given(dialect=dialects, dataset_id=st.sampled_from(list(CONTENT)))
def test_any_mixture_of_dialects_gives_the_same_table(dialect, dataset_id):
    rows, codes = typed(dialect, dataset_id)
    assert codes <= HINTS
    assert rows == expected(dataset_id)
    assert dialect.form in (*TEXT, "xlsx", "xls")
