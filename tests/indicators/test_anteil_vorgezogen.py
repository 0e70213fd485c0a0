"""Anteil vorgezogener Entscheidungen, worked by hand."""

from datetime import date

EBH = {"art": "EBH"}
HEAD = "| behoerde_id | vorgang_id | anliegen | eingang_am | entscheidung_am | entscheidung | vorgezogen |"


def antraege(*groups: tuple, behoerde: str = "EBH-05382") -> str:
    """Groups of so many decided on a day by a way, with the statement, as a drawn table."""
    rows = [
        f"| {behoerde} | g{number}-{n} | {anliegen} | 2023-01-10 | {day} | {way} | {said} |"
        for number, (many, day, way, said, anliegen) in enumerate(groups)
        for n in range(many)
    ]
    return "\n".join([HEAD, *rows])


def test_out_of_turn_among_those_with_a_statement(result):
    """40 of 200; who withdrew, was handed on or cleaned has not been decided."""
    table = antraege(
        (40, "2024-01-01", "positiv", "true", "stag_10"), (150, "2024-03-31", "positiv", "false", "stag_10"),
        (6, "2024-02-01", "abgelehnt", "false", "stag_8"), (4, "2024-02-01", "sonstig", "false", "stag_8"),
        (30, "2024-02-01", "zurueckgenommen", "true", "stag_8"),
        (9, "2024-02-01", "abgegeben", "true", "stag_8"),
        (9, "2024-02-01", "bereinigt", "true", "stag_8"), (10, "2024-04-01", "positiv", "true", "stag_10"),
    )  # fmt: skip
    [row] = result("anteil_vorgezogen", quartal="2024-03-31", antraege=table, **EBH)
    assert (row.numerator, row.denominator, row.value) == (40, 200, 20)
    parts = result("anteil_vorgezogen", by=["anliegen"], quartal="2024-03-31", antraege=table, **EBH)
    assert {row.anliegen: (row.numerator, row.denominator) for row in parts} == {
        "stag_10": (40, 190),
        "stag_8": (0, 10),
    }
    [small] = result("anteil_vorgezogen", quartal="2024-06-30", antraege=table, **EBH)
    assert small.status == "too_few"


def share(result, *groups: tuple) -> object:
    table = antraege(*groups)
    [row] = result("anteil_vorgezogen", by=["behoerde_id"], quartal="2024-03-31", antraege=table, **EBH)
    return row


def test_an_authority_that_leaves_more_than_one_in_ten_open_is_not_asked(result):
    """5 of 50 without the statement are a tenth; crosses in an otherwise empty column are no share."""
    fast = (20, "2024-02-01", "positiv", "true", "stag_10")
    row = share(result, fast, (25, "2024-02-01", "positiv", "false", "stag_10"), silent(5))
    assert (row.numerator, row.denominator, row.status) == (20, 45, "shown")
    row = share(result, fast, (25, "2024-02-01", "positiv", "false", "stag_10"), silent(6))
    assert row.status == "not_applicable"
    assert share(result, fast, silent(180)).status == "not_applicable"


def silent(many: int) -> tuple:
    return (many, "2024-02-01", "positiv", "", "stag_8")


def test_quarters_must_have_been_seen_whole(result):
    asked = {"by": ["quartal"], "antraege": antraege((40, "2024-02-01", "positiv", "true", "stag_10"))} | EBH
    assert result("anteil_vorgezogen", auszug_vom="2024-03-30", **asked) == []
    rows = result("anteil_vorgezogen", auszug_vom="2024-03-31", **asked)
    assert [(row.quartal, row.value) for row in rows] == [(date(2024, 3, 31), 100)]
