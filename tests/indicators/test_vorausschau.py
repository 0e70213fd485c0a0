"""The models of the stock, asked of a Stand: Vorausschau, filings of so many months, Reichweite of a lane."""

from datetime import date

import pytest

EBH = {"art": "EBH", "berichtstermin": "2024-12-31"}
COLUMNS = (
    "behoerde_id", "vorgang_id", "anliegen", "eingang_am", "entscheidung_am", "entscheidung", "vorgezogen",
    "erfasst_ab",
)  # fmt: skip


def office(
    open_: int, each_month: int, lane: str = "false", name: str = "EBH-05382", since: str = ""
) -> list[str]:
    """So many open since 2022, and in each month of 2023 and 2024 so many filed and decided."""
    waiting = [f"| {name} | {lane}{n} | stag_10 | 2022-12-31 | | | {lane} | {since} |" for n in range(open_)]
    return waiting + [
        f"| {name} | {lane}{year}-{month}-{n} | stag_10 | {year}-{month:02}-03 | {year}-{month:02}-20"
        f" | positiv | {lane} | {since} |"
        for year in (2023, 2024)
        for month in range(1, 13)
        for n in range(each_month)
    ]


def table(*offices: list[str]) -> str:
    return "\n".join([f"| {' | '.join(COLUMNS)} |", *(row for rows in offices for row in rows)])


def asked(result, indicator: str, antraege: str, **where: object) -> object:
    [row] = result(indicator, antraege=antraege, **EBH, **where)
    return row


def test_thirty_open_and_ten_a_month_are_three_months(result):
    antraege = table(office(30, 10))
    for indicator in ("vorausschau", "eingangszeitraum_des_bestands"):
        row = asked(result, indicator, antraege)
        assert (row.value, row.n, row.status, row.monate) == (3.0, 30, "shown", 36)
    row = asked(result, "vorausschau", antraege)
    assert (row.lower, row.upper) == (3.0, 3.0)


def test_authorities_are_added_up_before_dividing(result):
    antraege = table(office(30, 10), office(90, 5, name="EBH-05370"))
    assert asked(result, "vorausschau", antraege).value == 8.0
    assert asked(result, "eingangszeitraum_des_bestands", antraege).value == 8.0
    by = result("vorausschau", by=["behoerde_id"], antraege=antraege, **EBH)
    assert {row.behoerde_id: row.value for row in by} == {"EBH-05382": 3.0, "EBH-05370": 18.0}


def test_filings_reach_back_only_as_far_as_all_registers_are_known(result):
    """The second register begins in 2024: of both, twelve months are known, 180 filed in them."""
    late = office(130, 5, name="EBH-05370", since="2023-12-31")
    late = [row for row in late if "false2023" not in row]
    for open_, status in ((50, "shown"), (51, "not_estimable")):
        row = asked(result, "eingangszeitraum_des_bestands", table(office(open_, 10), late))
        assert (row.status, row.monate, row.n) == (status, 12, open_ + 130)


def test_the_lane_that_waits_for_its_turn(result):
    """240 wait, 120 a year of them end: 732 days in the leap year; with the fast lane it looked shorter."""
    antraege = table(office(240, 10), office(0, 5, "true"))
    row = asked(result, "reichweite_ohne_vorgezogene", antraege, vorgezogen="nein")
    assert (row.value, row.n, row.status) == (2 * 366, 240, "shown")
    all_lanes = {"grundlage": "einzelvorgang", "zaehleinheit": "antrag"}
    assert asked(result, "rechnerische_reichweite", antraege, **all_lanes).value == pytest.approx(
        240 / 180 * 366
    )


def test_an_authority_that_does_not_record_the_lane_is_not_asked_for_it(result):
    silent = table(office(240, 10, ""))
    row = asked(result, "reichweite_ohne_vorgezogene", silent, vorgezogen="nein", behoerde_id="EBH-05382")
    assert row.status == "not_applicable"
    both = table(office(240, 10), office(600, 1, "", name="EBH-05370"))
    row = asked(result, "reichweite_ohne_vorgezogene", both, vorgezogen="nein")
    assert (row.value, row.n) == (2 * 366, 240)


def test_twelve_months_must_be_known(answer):
    late = answer(
        "vorausschau", ["behoerde_id"], "2024-12-31", "2024-12-30", {"antraege": table(office(30, 10))}, EBH
    )
    [row] = late.frame[late.frame["behoerde_id"] == "EBH-05382"].itertuples()
    assert row.status == "not_estimable"
    assert late.coverage[0] == 0
    assert late.stand.day == date(2024, 12, 31)
