"""Waterfall, scatter and heatmap: described as their results say, drawn on the screen as described."""

import json
import re

import plotly.graph_objects as go
import pytest

from kim import charts
from kim.exports import screen
from tests import made_newer_charts as made
from tests.made_charts import RSK, missing, quote
from tests.made_descriptions import ONE, TWO, chart


def drawn_of(name: str, dark: bool = False):
    drawn = made.ALL[name]()
    return drawn, screen.render(drawn, dark)


# the descriptions


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"kind": "waterfall"}, "styles belong to waterfall"),
        ({"kind": "waterfall", "styles": ("actual", "actual")}, "without places of its bars"),
        ({"kind": "waterfall", "styles": ("actual",)}, "styles: 1 of 2"),
        ({"kind": "waterfall", "styles": ("actual", "bunt")}, "unknown style bunt"),
        ({"styles": ("actual", "actual")}, "styles belong to waterfall"),
        ({"kind": "scatter", "positions": (1, 2)}, "across belongs to scatter"),
        ({"kind": "scatter"}, "positions belong to"),
        ({"kind": "scatter", "positions": (1, 2), "series": (ONE, TWO)}, "scatter takes one series, not 2"),
        ({"kind": "heatmap"}, "heatmap without limits"),
    ],
)
def test_a_chart_that_does_not_add_up_is_refused(changes, fault):
    with pytest.raises(ValueError, match=fault):
        chart(**changes)


@pytest.mark.parametrize("name", made.ALL)
def test_every_chart_says_what_it_shows(name):
    drawn = made.ALL[name]()
    assert drawn.sentence.endswith(".")
    assert drawn.alt.split(":")[0] in ("Wasserfalldiagramm", "Streudiagramm", "Gitter mit Zahlen")
    assert drawn.source.startswith("Quelle: ")
    assert drawn.traces
    assert len(drawn.table)
    assert "status" in drawn.data.columns


def test_steps_lead_from_the_assignment_to_what_is_occupied():
    drawn = made.every_step()
    series = drawn.series[0]
    spans = list(zip(series.lower, series.upper, strict=True))
    assert spans == [(0, 18), (15, 18), (13, 15), (12, 13), (0, 12), (12, 13.5)]
    assert [high - low for low, high in spans] == list(series.values)
    assert drawn.styles == ("outline", "outline", "light", "forecast", "actual", "other")


def test_the_two_steps_that_all_ask_for_are_there_also_where_they_are_nothing():
    drawn = made.waterfall(besetzt=18, abgerufen_frei=0, nicht_abgerufen=0)
    assert drawn.categories == ("zugewiesen", "nicht abgerufen", "abgerufen und frei", "besetzt")
    assert drawn.series[0].status[1:3] == ("zero", "zero")


def test_where_a_part_is_not_known_neither_is_the_whole_and_nothing_hangs_from_it():
    rows = made.posts_by_step(besetzt=11, abgerufen_frei=2).frame.to_dict("records")
    rows.append({"stufe": "nicht_abgerufen", **missing("suppressed"), "anzahl": None})
    drawn = charts.waterfall(made.result(made.POSTS, rows, ("stufe",), kreis_id=RSK))
    series = drawn.series[0]
    assert series.status == ("suppressed", "suppressed", "shown", "shown")
    assert series.lower == (None, None, None, 0.0)


def test_posts_that_nobody_reported_are_not_zero():
    drawn = charts.waterfall(made.result(made.POSTS, [], ("stufe",), kreis_id=RSK))
    assert drawn.silent
    assert set(drawn.series[0].status) == {"not_reported"}


def test_points_of_a_scatter_are_those_with_both_values_and_only_striking_ones_are_marked():
    drawn = made.scatter()
    assert len(drawn.categories) == 52
    named = [name for name, mark in zip(drawn.categories, drawn.marks, strict=True) if mark == "outside"]
    assert named == ["Köln", "Borken"]
    assert "Düsseldorf" in drawn.table["Kreis"].tolist()
    assert drawn.across.lines[0].label.startswith("Median")


def test_a_scatter_names_the_sources_of_both_values_and_says_once_that_they_are_invented():
    source = made.scatter().source
    assert source.count("Quelle: ") == 2
    assert source.count("Beispieldaten (erfunden)") == 1
    assert source.count("haben gemeldet") == 2


def test_a_level_of_zero_is_a_level_and_what_is_missing_is_none():
    drawn = made.heatmap()
    at = drawn.categories.index("Düsseldorf")
    assert [drawn.cells(s)[at] for s in drawn.series] == ["nb", "–", ".", "/", "g", "3", "2", "1", "0"]
    assert "zero" not in drawn.statuses
    assert ("nb", "nicht beurteilbar; das ist nicht 0") in drawn.legend
    assert drawn.labels(drawn.series[0])[at] == "nicht beurteilbar"


def test_rows_stand_by_name_within_their_regierungsbezirk():
    drawn = made.heatmap()
    assert len(drawn.categories) == 54
    assert drawn.categories[:3] == ("Bochum", "Dortmund", "Ennepe-Ruhr-Kreis")
    assert next(iter(dict.fromkeys(drawn.groups))) == "Regierungsbezirk Arnsberg"


def test_a_level_that_there_is_not_is_refused():
    rows = [{"kreis_id": RSK, "dimension": "D1", **quote(4, 1), "value": 4.0}]
    odd = made.result(made.PROFILE, rows, ("kreis_id", "dimension"))
    with pytest.raises(ValueError, match="no level from 0 to 3"):
        charts.heatmap(odd, "dimension")


# on the screen


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", made.ALL)
def test_plotly_accepts_the_figure_and_it_is_plain(name, dark):
    _, drawn = drawn_of(name, dark)
    assert json.loads(json.dumps(drawn)) == drawn
    go.Figure(drawn)
    assert all(note["font"]["size"] >= 12 for note in drawn["layout"].get("annotations", []))


def test_bars_run_from_where_the_one_before_ends():
    found, drawn = drawn_of("every_step")
    bar, series = drawn["data"][0], found.series[0]
    assert bar["base"] == list(series.lower)
    assert [b + x for b, x in zip(bar["base"], bar["x"], strict=True)] == list(series.upper)
    assert [value for value, _ in bar["customdata"]] == list(series.values)
    assert bar["marker"]["color"][0] == screen.LIGHT.ground
    assert bar["marker"]["color"][4] == screen.LIGHT.focus
    assert bar["marker"]["pattern"]["shape"] == ["", "", "", "/", "", ""]
    levels = [shape["x0"] for shape in drawn["layout"]["shapes"]]
    assert levels == [18, 15, 13, 12, 12]


def test_points_lie_where_both_values_are_and_few_are_named():
    found, drawn = drawn_of("scatter")
    every = drawn["data"][0]
    assert every["x"] == list(found.positions)
    assert every["y"] == list(found.series[0].values)
    said = [re.sub(r"<[^>]+>", "", note["text"]) for note in drawn["layout"]["annotations"]]
    assert [text for text in said if text in found.categories] == ["Köln", "Rhein-Sieg-Kreis", "Borken"]
    low, high = drawn["layout"]["xaxis"]["range"]
    assert all(low <= x <= high for x in every["x"])


def test_every_cell_has_its_level_and_its_status():
    found, drawn = drawn_of("heatmap")
    for column, series in zip(drawn["data"], found.series, strict=True):
        assert column["customdata"] == [list(p) for p in zip(series.values, series.status, strict=True)]
        assert tuple(re.sub(r"</?b>", "", text) for text in column["text"]) == found.cells(series)
    hatched = drawn["data"][2]["marker"]["pattern"]["shape"]
    assert hatched.count("/") == 1
    assert len({c for column in drawn["data"] for c in column["marker"]["color"]}) <= 6
