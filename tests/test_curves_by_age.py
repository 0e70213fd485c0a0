"""Curves by age: what picture, table and sentence say, and where they say nothing."""

import dataclasses

import pytest

from kim import charts
from kim.charts import ReferenceLine
from kim.estimates.along import STEP
from kim.exports import screen
from kim.sentences import curves
from tests import made_charts as made
from tests.drawn import trace
from tests.made import result
from tests.plain import plain

RSK = "Rhein-Sieg-Kreis"


def one(found: object) -> charts.Chart:
    return charts.curve_by_age({RSK: found})


# the curve


def test_a_curve_stands_on_days_of_age_and_keeps_value_and_limits():
    chart = one(made.still_open(0.32, 400, 1700))
    assert chart.kind == "curve"
    assert chart.positions == tuple(float(day) for day in range(0, 401, 7))
    assert plain(chart.categories[1]) == "7 Tage"
    assert chart.series[0].values[0] == 100.0
    assert chart.series[0].lower[0] is None
    assert chart.series[0].lower[10] < chart.series[0].values[10] < chart.series[0].upper[10]


def test_lines_that_end_sooner_are_not_estimable_behind_their_end():
    chart = charts.curve_by_age(
        {RSK: made.still_open(0.32, 200, 50), "Nordrhein-Westfalen": made.still_open(0.4, 800, 9000, None)}
    )
    own, land = chart.series
    assert own.status[-1] == "not_estimable"
    assert own.values[-1] is None
    assert land.status[-1] == "shown"
    assert (own.style, land.style, chart.comparator) == ("actual", "other", "Nordrhein-Westfalen")


def test_the_title_names_measure_areas_and_chosen_times():
    time = {"fenster_quartal": ("2024-03-31", "2023-12-31")}
    own = dataclasses.replace(
        made.still_open(0.32, 400, 1700),
        selection=made.result(made.CURVE, [], art="EBH", kreis_id=made.RSK, **time).selection,
    )
    assert one(own).title == (
        "Noch offen nach Alter (bei gleichbleibendem Tempo), EBH – Rhein-Sieg-Kreis, "
        "Quartale 4/2023 bis 1/2024"
    )


def test_the_table_has_the_milestones_and_how_many_are_followed():
    table = one(made.still_open(0.32, 600, 1700)).table
    assert [plain(age) for age in table["Alter"]] == [f"{n} Monate" for n in (3, 6, 12, 18, 24)]
    assert table["noch offen (%)"].tolist() == ["91", "83", "68", "56", "nicht schätzbar"]
    assert table["noch beobachtet"].tolist()[3:] == ["955", ""]
    assert table["95-%-Intervall von"].tolist()[2] == "66"
    assert table["95-%-Intervall bis"].tolist()[4] == ""


def test_the_file_has_every_age_with_its_status():
    data = charts.curve_by_age(
        {RSK: made.still_open(0.32, 70, 1700), "Köln": made.no_curve("too_few", 12)}
    ).data
    assert len(data) == 12
    assert set(data["reihe"]) == {RSK, "Köln"}
    assert data.loc[data["reihe"] == "Köln", "status"].tolist() == ["too_few"]


# the sentence


def said(*arguments: float, area: str | None = made.RSK) -> str:
    return curves.still_open({RSK: made.still_open(*arguments, area)})


def test_the_sentence_says_what_is_open_at_the_milestones_with_limits():
    assert said(0.32, 800, 1700) == (
        "Von 100 Anträgen sind nach 6 Monaten noch 83 offen (81 bis 84), nach 12 Monaten 68 (66 bis 70), "
        "nach 24 Monaten 46 (44 bis 49)."
    )


def test_the_sentence_changes_with_the_data():
    assert "nach 12 Monaten 20 (" in said(0.8, 800, 1700)
    assert "nach 12 Monaten mehr als 99 (" in said(0.001, 800, 1700)
    assert "nach 24 Monaten weniger als 1 (" in said(0.96, 800, 1700)


def test_what_is_not_followed_is_said_to_be_not_estimable():
    assert said(0.32, 370, 1700).endswith(
        "Für 24 Monate ist der Anteil nicht schätzbar: So lange werden zu wenige beobachtet."
    )
    assert "Für 12 und 24 Monate ist der Anteil nicht schätzbar" in said(0.32, 200, 1700)
    short = said(0.32, 100, 1700)
    assert short.startswith("Von 100 Anträgen sind nach 3 Monaten noch 91 offen")
    assert "Für 6, 12 und 24 Monate" in short


def test_a_milestone_is_told_by_the_last_point_that_still_speaks_for_it():
    rows = [{"tag": 364.0}, {"tag": 365.0}, {"tag": 371.0}]
    assert curves.at(rows, 365)["tag"] == 365.0
    assert curves.at(rows[:1], 365)["tag"] == 364.0
    assert curves.at([{"tag": 365.0 - STEP}], 365) is None
    assert curves.at([{"tag": 183.0}], 182)["tag"] == 183.0  # a month of a table by months
    assert curves.at(rows[2:], 365) is None


@pytest.mark.parametrize(
    ("status", "n", "words"),
    [
        ("too_few", 12, "Im Rhein-Sieg-Kreis sind es zu wenige Anträge für eine Kurve (n = 12)."),
        ("not_reported", None, "Im Rhein-Sieg-Kreis ist nichts gemeldet; das ist nicht null."),
        ("not_estimable", 40, "Im Rhein-Sieg-Kreis lässt sich der Wert aus den Angaben nicht schätzen."),
    ],
)
def test_without_a_curve_the_reason_is_said_and_nothing_drawn(status, n, words):
    chart = one(made.no_curve(status, n, kreis_id=made.RSK))
    assert chart.sentence == words
    assert chart.silent
    assert chart.empty
    assert set(chart.table["noch offen (%)"]) == {charts.description.formats.WORDS[status]}
    screen.render(chart)


def test_of_two_lines_each_says_its_own():
    both = curves.still_open(
        {RSK: made.still_open(0.32, 800, 1700), "Köln": made.no_curve("too_few", 12, kreis_id="05315")}
    )
    assert both.startswith(f"{RSK}: Von 100 Anträgen sind")
    assert both.endswith("In Köln sind es zu wenige Anträge für eine Kurve (n = 12).")


def test_cases_are_called_cases():
    found = made.still_open(0.32, 800, 1700, datasets=("faelle",))
    assert curves.still_open({RSK: found}).startswith("Von 100 Fällen sind")


# the picture


def test_the_line_is_stepped_and_carries_its_values():
    chart = made.curves()
    drawn = screen.render(chart)
    for series in chart.series:
        line = trace(drawn, series.name)
        assert line["line"]["shape"] == "hv"
        assert line["x"] == list(chart.positions)
        assert line["y"] == list(series.values)
        assert all(label in text for label, text in zip(chart.labels(series), line["hovertext"], strict=True))


def test_the_band_is_there_only_where_limits_are_known():
    chart = one(made.still_open(0.32, 70, 1700))
    series = chart.series[0]
    holed = dataclasses.replace(series, lower=(*series.lower[:5], None, *series.lower[6:]))
    band = trace(screen.render(dataclasses.replace(chart, series=(holed,))), f"{RSK}, Intervall")
    assert band["x"].count(None) == 1
    there = {x for x in band["x"] if x is not None}
    assert 0.0 not in there  # no limits before anybody has left
    first, second = band["x"][: band["x"].index(None)], band["x"][band["x"].index(None) + 1 :]
    assert (min(first), max(first), min(second), max(second)) == (7.0, 28.0, 42.0, 70.0)
    assert band["y"][0] == series.upper[1]
    assert band["y"][band["x"].index(None) - 1] == series.lower[1]


def test_the_band_holds_each_limit_until_the_next_age():
    chart = one(made.still_open(0.32, 14, 1700))
    band, series = trace(screen.render(chart), f"{RSK}, Intervall"), chart.series[0]
    (_, l1, l2), (_, u1, u2) = series.lower, series.upper
    assert list(zip(band["x"], band["y"], strict=True)) == [
        (7.0, u1), (14.0, u1), (14.0, u2), (14.0, u2),
        (14.0, l2), (14.0, l2), (14.0, l1), (7.0, l1),
    ]  # fmt: skip


def test_without_limits_there_is_no_band_and_as_many_traces():
    chart = made.curves()
    bare = tuple(dataclasses.replace(s, lower=None, upper=None) for s in chart.series)
    drawn = screen.render(dataclasses.replace(chart, series=bare))
    assert len(drawn["data"]) == len(screen.render(chart)["data"]) == 2 * len(chart.series)
    assert trace(drawn, f"{RSK}, Intervall")["x"] == []


@pytest.mark.parametrize(
    ("until", "last", "end"), [(14, "3 Monate", 91), (400, "12 Monate", 399), (1096, "36 Monate", 1096)]
)
def test_ages_are_told_in_months_as_far_as_the_curve_reaches(until, last, end):
    axis = screen.render(one(made.still_open(0.32, until, 1700)))["layout"]["xaxis"]
    assert axis["ticktext"][-1] == last
    assert axis["ticktext"][0] == "0"
    assert axis["range"][1] == end


def test_shares_run_from_nothing_to_all_wherever_the_lines_stand():
    assert screen.render(made.curves())["layout"]["yaxis"]["range"] == [0.0, 100.0]


def test_an_age_to_read_against_is_a_line_with_its_name_over_it():
    layout = screen.render(made.curves())["layout"]
    [line] = layout["shapes"]
    assert line["x0"] == line["x1"] == 426
    assert any(note["text"] == "Mittel der erledigten:<br>426 Tage" for note in layout["annotations"])
    far = charts.curve_by_age({RSK: made.still_open(0.32, 300, 1700)}, (ReferenceLine(426, "Mittel"),))
    assert screen.render(far)["layout"]["xaxis"]["range"][1] == 426


@pytest.mark.parametrize(("days", "side"), [((480, 426, 100), "left"), ((480, 426, 900), "right")])
def test_names_of_ages_stand_at_different_heights_and_no_line_runs_through_them(days, side):
    marks = tuple(ReferenceLine(day, f"Tag {day}") for day in days)
    layout = screen.render(charts.curve_by_age({RSK: made.still_open(0.32, 1000, 1700)}, marks))["layout"]
    tops = {shape["x0"]: shape["y1"] for shape in layout["shapes"]}
    assert {n["xanchor"] for n in layout["annotations"] if n["text"].startswith("Tag ")} == {side}
    outermost_first = sorted(days, reverse=side == "right")
    assert sorted(tops, key=tops.get, reverse=True) == outermost_first
    assert len(set(tops.values())) == 3
    assert layout["margin"]["t"] > 3 * 16


def test_each_curve_has_points_of_its_own_form_at_the_milestones():
    chart = made.curves()
    drawn = screen.render(chart)
    lines = [trace(drawn, series.name)["marker"] for series in chart.series]
    assert lines[0]["symbol"] != lines[1]["symbol"]
    marked = [chart.positions[at] for at, size in enumerate(lines[1]["size"]) if size]
    assert marked == [91.0, 182.0, 364.0, 546.0, 728.0, 1092.0]


def test_no_rows_at_all_is_not_reported():
    empty = result(made.CURVE, [], art="EBH", kreis_id=made.RSK)
    assert one(empty).sentence == "Im Rhein-Sieg-Kreis ist nichts gemeldet; das ist nicht null."
    assert one(empty).silent
