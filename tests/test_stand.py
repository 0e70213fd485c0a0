"""A Stand is immutable, repeats byte for byte, and says of every number what it rests on."""

from datetime import date

import pytest

from kim import engine
from kim.errors import KimError
from kim.stand import (
    Selection,
    build_in_process,
    build_stand,
    changes,
    compare,
    list_staende,
    name_stand,
    open_stand,
)
from kim.store import Store
from tests.conftest import hand_in

STELLEN = """
    | kreis_id | stichtag   | baustein | zugewiesen_vzae | abgerufen_vzae | besetzt_vzae |
    |----------|------------|----------|-----------------|----------------|--------------|
    | 05382    | 2024-01-31 | 1        | 4.5             | 3.5            | 3.5          |
    | 05382    | 2024-01-31 | 2        | 18              | 11             | 11           |
    | 05315    | 2024-01-15 | 2        | 20              | 20             | 10           |
    | 05314    | 2024-01-31 | 2        | 2               | 2              | 0            |
"""
TERMIN = {"berichtstermin": "2024-03-31"}
DAY = date(2024, 3, 31)


@pytest.fixture
def stand(store):
    hand_in(store, {"stellen": STELLEN}, DAY)
    opened = open_stand(store, build_stand(store))
    yield opened
    opened.close()


def test_the_same_input_gives_the_same_bytes(store, tmp_path):
    hand_in(store, {"stellen": STELLEN}, DAY)
    other = Store(tmp_path / "other")
    hand_in(other, {"stellen": STELLEN}, DAY)
    first, second = build_stand(store), build_stand(other)
    assert first == second
    files = sorted(path.name for path in (store.staende / first).iterdir())
    assert files
    for name in files:
        assert (store.staende / first / name).read_bytes() == (other.staende / second / name).read_bytes(), (
            name
        )


def test_a_stand_that_exists_is_not_built_again(store):
    hand_in(store, {"stellen": STELLEN}, DAY)
    steps = []
    first = build_stand(store)
    assert build_stand(store, on_progress=lambda *step: steps.append(step)) == first
    assert steps == []


def test_pooled_values_are_divided_after_adding_up(stand):
    row = stand.result("besetzungsquote", Selection((), TERMIN | {"baustein": "2"})).row
    assert (row["numerator"], row["denominator"], row["status"]) == (21, 40, "shown")
    assert row["value"] == pytest.approx(52.5)


def test_zero_and_not_reported_are_different(stand):
    frame = stand.result("besetzungsquote", Selection(("kreis_id",), TERMIN)).frame.set_index("kreis_id")
    assert len(frame) == 54
    assert (frame.loc["05314", "value"], frame.loc["05314", "status"]) == (0.0, "shown")
    assert frame.loc["05111", "status"] == "not_reported"
    counts = stand.result("besetzte_vzae", Selection(("kreis_id",), TERMIN)).frame.set_index("kreis_id")
    assert counts.loc["05314", "status"] == "zero"
    assert counts["value"].isna().sum() == 54 - 2


def test_a_result_says_what_it_rests_on(stand):
    koeln = TERMIN | {"regierungsbezirk": "Köln"}
    result = stand.result("besetzungsquote", Selection((), koeln))
    assert result.coverage == (3, 12)
    assert "05316" in result.missing
    assert result.stichtage == (date(2024, 1, 15), date(2024, 1, 31))


def test_a_delivery_older_than_100_days_is_not_reported(store):
    hand_in(store, {"stellen": STELLEN}, date(2024, 7, 1))
    stand = open_stand(store, build_stand(store))
    result = stand.result("besetzungsquote", Selection((), {"berichtstermin": "2024-06-30"}))
    assert (result.row["status"], result.coverage) == ("not_reported", (0, 54))


def test_stocks_are_not_added_up_over_time(stand):
    with pytest.raises(KimError, match="berichtstermin"):
        stand.result("besetzungsquote", Selection(("kreis_id",)))


@pytest.mark.parametrize(
    "selection",
    [
        Selection(("unbekannt",), TERMIN),
        Selection((), {"berichtstermin": "31.03.2024"}),
        Selection((), {"berichtstermin": "2024-03-30"}),
        Selection((), TERMIN | {"kreis_id": "99999"}),
        Selection((), TERMIN | {"baustein": ("2", "9")}),
        Selection((), TERMIN | {"x; drop table": "1"}),
    ],
)
def test_what_is_not_there_is_refused_in_german(stand, selection):
    with pytest.raises(KimError, match="Möglich|Quartalsende|gibt es nicht für"):
        stand.result("besetzungsquote", selection)


def test_values_are_bound_and_never_sql(stand):
    row = stand.result("besetzungsquote", Selection((), TERMIN | {"typ": "Kreis') or true --"})).row
    assert row["status"] != "shown"


def test_a_reader_sees_its_stand_and_nothing_else(stand):
    for forbidden in ("select * from read_csv('/etc/passwd')", "attach '/tmp/x.db'", "set threads = 8"):
        with pytest.raises(Exception, match=r"[Pp]ermission|[Cc]annot|[Ll]ocked"):
            engine.query(stand._counts.connection, forbidden)


def test_staende_are_named_listed_and_found_by_name(store):
    hand_in(store, {"stellen": STELLEN}, DAY)
    stand_id = build_stand(store)
    name_stand(store, stand_id, "Sozialausschuss 16.04.2024")
    [info] = list_staende(store)
    assert (info.id, info.title, info.day) == (stand_id, "Sozialausschuss 16.04.2024", DAY)
    assert open_stand(store, "Sozialausschuss 16.04.2024").id == stand_id
    with pytest.raises(KimError, match="gibt es nicht"):
        open_stand(store, "nirgends")


def test_an_empty_store_says_what_to_do(store):
    with pytest.raises(KimError, match="Reichen Sie Daten ein"):
        open_stand(store)
    with pytest.raises(KimError, match="noch nichts eingereicht"):
        build_stand(store)


def test_two_staende_are_compared(tmp_path):
    old, new = Store(tmp_path / "old"), Store(tmp_path / "new")
    hand_in(old, {"stellen": STELLEN}, DAY)
    hand_in(new, {"stellen": STELLEN.replace("| 10           |", "| 14           |")}, date(2024, 4, 1))
    before, after = (open_stand(store, build_stand(store)) for store in (old, new))
    frame = compare(before, after, "besetzungsquote", Selection(("kreis_id",), TERMIN)).set_index("kreis_id")
    assert (frame.loc["05315", "value_old"], frame.loc["05315", "value_new"]) == (50.0, 70.0)
    assert not frame.attrs["definition_changed"]
    assert changes(before, after) == []


def test_only_what_changed_runs_again(store):
    hand_in(store, {"stellen": STELLEN}, DAY)
    first = open_stand(store, build_stand(store))
    second = open_stand(store, build_stand(store, day=date(2024, 4, 30)))
    same = {n for n in first.info["inputs"] if first.info["inputs"][n] == second.info["inputs"][n]}
    assert first.id != second.id
    assert "besetzungsquote" not in same


def test_a_build_in_its_own_process_reports_its_steps(store):
    hand_in(store, {"stellen": STELLEN}, DAY)
    steps = []
    stand_id = build_in_process(store, lambda done, total, what: steps.append((done, total)))
    assert stand_id == build_stand(store)
    assert steps[0][0] == 0
    assert steps[-1][0] == steps[-1][1]


def test_a_build_that_fails_says_why(store):
    with pytest.raises(KimError, match="noch nichts eingereicht"):
        build_in_process(store, lambda *step: None)
