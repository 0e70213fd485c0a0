"""Anteil jüngerer Verfahren an den Entscheidungen, worked by hand."""

from datetime import date, timedelta

from tests.procedures import COLUMNS, procedures

EBH = {"art": "EBH"}
START = date(2024, 3, 31)  # the stock on which the second quarter of 2024 begins


def waiting(many: int, youngest: int = 100) -> list[tuple]:
    """Open all the time, `youngest`, `youngest` + 10, … days old at the start."""
    return [(1, str(START - timedelta(youngest + 10 * n)), None, "") for n in range(many)]


def decided(age: int, many: int = 1, way: str = "positiv", on: date = date(2024, 5, 1)) -> tuple:
    return (many, str(on - timedelta(age)), age, way)


def share(result, *groups: tuple, **more: object) -> object:
    chosen = {"quartal": "2024-06-30", "antraege": procedures(*groups)} | EBH | more
    [row] = result("anteil_juenger_entschieden", by=["behoerde_id"], **chosen)
    return row


def test_younger_at_the_decision_than_half_of_those_who_waited(result):
    """Median 300: of those decided on the next day those of 299 days are younger, those of 300 are not."""
    next_day = START + timedelta(1)
    groups = [decided(301, 20, on=next_day), decided(300, 5, on=next_day), decided(299, 5, on=next_day)]
    row = share(result, *waiting(41), *groups, decided(20, 10))
    assert (row.numerator, row.denominator, row.value, row.status) == (15, 40, 37.5, "shown")


def test_the_median_is_that_of_the_start_of_the_quarter(result):
    """Who was filed since is not in it, and who was decided by then neither."""
    filed_since = (500, "2024-04-01", None, "")
    decided_by_then = (500, "2010-01-01", (START - date(2010, 1, 1)).days, "positiv")
    rows = waiting(30), decided(29, 20), decided(80, 10, on=date(2024, 6, 30))
    row = share(result, *rows[0], filed_since, decided_by_then, *rows[1:])
    assert (row.numerator, row.denominator) == (30, 30)
    row = share(result, *rows[0], *rows[1:], decided(500, 10), decided(230, 10, on=START + timedelta(1)))
    assert (row.numerator, row.denominator) == (40, 50)


def test_exceptions_do_not_count(result):
    row = share(
        result, *waiting(40), decided(20, 30), decided(20, 5, "zurueckgenommen"), decided(20, 5, "abgegeben"),
        decided(20, 5, "bereinigt"),
    )  # fmt: skip
    assert (row.numerator, row.denominator) == (30, 30)
    fast = procedures(*waiting(40), decided(20, 30)) + "\n"
    lines = [line + (" true |" if " positiv " in line else " |") for line in fast.strip().splitlines()]
    lines[0] = COLUMNS + " vorgezogen |"
    row = share(result, antraege="\n".join(lines))
    assert row.status == "not_estimable"


def test_of_fewer_than_thirty_who_wait_there_is_no_median(result):
    assert share(result, *waiting(29), decided(20, 40)).status == "not_estimable"
    assert share(result, *waiting(30), decided(20, 40)).status == "shown"
    assert share(result, *waiting(30), decided(20, 29)).status == "too_few"


def test_the_stock_at_the_start_must_have_been_known(result):
    """The register begins on 1 April 2024: who was open the day before is not known."""
    table = procedures(*waiting(40), decided(20, 40)).replace("| |", "| 2024-04-01 |")
    assert share(result, antraege=table).status == "not_estimable"
    table = table.replace("2024-04-01 |", "2024-03-31 |")
    assert share(result, antraege=table).status == "shown"
