"""Every declared query keeps the contract: an entry, its columns, additive counts, runs on the samples."""

from datetime import date

import pytest

from kim.catalogue import COUNTS, INDICATORS, TIMES, load_catalogue, load_query, load_views
from kim.datasets import SAMPLES, load_datasets
from kim.intake import Submission, submit_batch
from kim.reading import read
from kim.stand import Selection, build_stand, open_stand
from kim.store import Store

CATALOGUE = load_catalogue()
KINDS = tuple(COUNTS)
UNITS = (
    "%",
    "Prozentpunkte",
    "VZÄ",
    "Fälle",
    "Anträge",
    "Personen",
    "Euro",
    "Tage",
    "Ziele",
    "Themen",
    "Standorte",
)


@pytest.fixture(scope="module")
def sampled(tmp_path_factory):
    """A Stand of the samples."""
    store = Store(tmp_path_factory.mktemp("samples"))
    submissions = []
    for dataset in load_datasets().values():
        content = (SAMPLES / f"{dataset.id}.csv").read_bytes()
        submissions.append(
            Submission(content, f"{dataset.id}.csv", dataset.id, sender_of(dataset), date(2025, 12, 31))
        )
    submit_batch(store, submissions, date(2026, 1, 10))
    stand = open_stand(store, build_stand(store))
    yield stand
    stand.close()


def sender_of(dataset):
    """Who sent a sample: the only sender whose rows it holds."""
    if dataset.sender_column is None:
        return "redaktion"
    content = (SAMPLES / f"{dataset.id}.csv").read_bytes()
    [sender] = set(read(content, "sample.csv", dataset).cells[dataset.sender_column].to_pylist())
    return sender


def test_every_query_has_an_entry_and_every_entry_a_query():
    queries = {path.stem for path in INDICATORS.glob("*.sql")}
    assert queries == {entry.query for entry in CATALOGUE.values()}


def test_titles_and_codes_are_not_given_twice():
    titles = [entry.title for entry in CATALOGUE.values()]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=CATALOGUE)
def test_an_entry_is_complete(entry):
    assert entry.kind in KINDS
    assert entry.theme in ("stellen", "faelle", "behoerden", "struktur", "redaktion")
    assert entry.population in ("ki_standorte", "behoerden")
    assert entry.better in ("higher", "lower", "neither")
    assert set(entry.fixed) <= set(entry.dimensions)
    assert set(entry.datasets) <= set(load_datasets())
    assert ("berichtstermin" in entry.dimensions) <= ("berichtstermin" in entry.fixed)
    for text in (entry.definition, entry.formula, entry.limits, entry.source):
        assert text.strip()


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=CATALOGUE)
def test_a_cube_has_dimensions_then_counts(entry, sampled):
    columns = list(sampled.query(f'describe "{entry.query}"')["column_name"])
    if entry.kind == "list":
        assert columns
        return
    extra = ["stichtag"] if "berichtstermin" in entry.dimensions else []
    assert set(columns) == {*entry.dimensions, *extra, *entry.counts}
    assert columns[-len(entry.counts) :] == list(entry.counts)


@pytest.mark.parametrize("entry", [e for e in CATALOGUE.values() if e.kind != "list"], ids=lambda e: e.id)
def test_counts_are_additive(entry, sampled):
    """One row per group, so that any subset of dimensions adds up to what the cube holds as a whole."""
    keys = [*entry.dimensions, *([entry.axis] if entry.axis else [])]
    cube = sampled.query(f'select * from "{entry.query}"')
    assert not cube.duplicated(keys).any()
    counts = list(entry.additive)
    rolled = sampled.roll_up(entry, Selection((entry.unit_dimension, *entry.fixed)))
    assert rolled[counts].astype(float).sum().to_dict() == pytest.approx(
        cube[counts].astype(float).sum().to_dict()
    )


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=CATALOGUE)
def test_an_indicator_answers_for_the_samples(entry, sampled):
    where = {name: sampled.values(entry.id, name)[-1:] for name in entry.fixed}
    if any(not values for values in where.values()):
        pytest.skip("the samples have no value of a fixed dimension")
    result = sampled.result(entry.id, Selection((), where))
    assert len(result.frame) >= (0 if entry.kind == "list" else 1)
    assert result.coverage[0] <= result.coverage[1]


def test_views_are_used_and_have_a_header():
    texts = "\n".join(
        [*map(load_query, {entry.query for entry in CATALOGUE.values()}), *load_views().values()]
    )
    for name, text in load_views().items():
        assert text.startswith("--"), name
        assert texts.count(name) > 1, f"view {name} is used nowhere"


def test_times_are_known():
    assert all(entry.time in (*TIMES, None) for entry in CATALOGUE.values())
