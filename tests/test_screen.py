"""The figure on the screen shows the numbers of its chart, every status told apart, in readable colours."""

import json
import re
from dataclasses import replace

import plotly.graph_objects as go
import pytest

from kim import charts, formats
from kim.charts import Chart
from kim.exports import screen
from kim.exports.screen.colours import contrast, mix, on
from kim.exports.screen.line_names import apart
from tests import made_charts as made
from tests.drawn import trace
from tests.made import COUNT, entry, result

THEMES = {"light": screen.LIGHT, "dark": screen.DARK}
ROWS = ["site_bars", "field_bars", "post_stack", "age_stack", "ranges"]


def figure(name: str, dark: bool = False) -> tuple[Chart, dict]:
    chart = made.ALL[name]()
    return chart, screen.render(chart, dark)


def bare(text: str) -> str:
    """A text without marks and spaces that only place it."""
    return re.sub(r"<[^>]+>", "", text).strip("\u2007 ")


# the numbers


@pytest.mark.parametrize("name", ["site_bars", "field_bars", "post_stack", "age_stack"])
def test_bars_are_as_long_as_their_values(name):
    chart, drawn = figure(name)
    for series in chart.series:
        assert trace(drawn, series.name)["x"] == list(series.values)


@pytest.mark.parametrize("name", ["post_history", "lines"])
def test_times_carry_their_values(name):
    chart, drawn = figure(name)
    for series in chart.series:
        assert trace(drawn, series.name)["y"] == list(series.values)
        assert trace(drawn, series.name)["x"] == list(chart.categories)


def test_ranges_run_from_to_and_single_figures_have_no_length():
    chart, drawn = figure("ranges")
    bar, dots, series = drawn["data"][0], trace(drawn, "Einzelwert"), chart.series[0]
    for at, (low, high) in enumerate(zip(series.values, series.upper, strict=True)):
        drawn_to = dots["x"][at] if bar["x"][at] is None else bar["base"][at] + bar["x"][at]
        assert drawn_to == pytest.approx(high)
        assert low == (dots["x"][at] if bar["x"][at] is None else bar["base"][at])


def test_tiles_carry_value_and_status_and_their_text():
    chart, drawn = figure("site_tiles")
    tiles, series = drawn["data"][0], chart.series[0]
    assert tiles["customdata"] == [list(p) for p in zip(series.values, series.status, strict=True)]
    for place, end, text in zip(chart.places, chart.ends, tiles["text"], strict=True):
        assert re.sub(r"</?b>", "", text) == f"{place.sign}<br>{end}"


@pytest.mark.parametrize("name", ROWS)
def test_the_values_in_words_stand_in_every_row(name):
    chart, drawn = figure(name)
    assert tuple(map(bare, trace(drawn, "Werte")["text"])) == chart.ends


@pytest.mark.parametrize("name", ["site_bars", "field_bars", "post_stack", "lines", "site_tiles"])
def test_pointing_at_a_mark_says_its_value(name):
    chart, drawn = figure(name)
    for series in chart.series:
        said = trace(drawn, series.name)["hovertext"]
        assert all(label in text for label, text in zip(chart.labels(series), said, strict=True))


def test_intervals_end_where_they_end():
    chart, drawn = figure("field_bars")
    bar, series = drawn["data"][0], chart.series[0]
    for at, value in enumerate(series.values):
        if value is not None:
            assert value + bar["error_x"]["array"][at] == pytest.approx(series.upper[at])
            assert value - bar["error_x"]["arrayminus"][at] == pytest.approx(series.lower[at])


def test_the_band_of_a_line_goes_up_and_comes_back():
    chart, drawn = figure("lines")
    land = chart.series[1]
    assert trace(drawn, f"{land.name}, Intervall")["y"] == [*land.upper, *reversed(land.lower)]


# statuses


def test_every_status_is_told_apart():
    chart, drawn = figure("site_bars")
    band, height = trace(drawn, "ohne Angabe"), drawn["data"][0]["y"]
    reasons = {a["y"]: a["text"] for a in drawn["layout"]["annotations"] if a.get("name") == "Grund"}
    for at, status in enumerate(chart.series[0].status):
        assert (band["x"][at] is not None) == (status in formats.MISSING)
        said = None if status in formats.NUMERIC else formats.WORDS[status]
        assert reasons.get(height[at], "").strip("○\u00a0") == (said or "")
    assert {"not_reported", "too_few", "suppressed", "not_estimable", "not_applicable"} <= set(
        chart.series[0].status
    )
    assert band["marker"]["pattern"]["shape"] == "/"


def test_times_without_any_value_are_hatched():
    chart, drawn = figure("post_history")
    hatched = [length is not None for length in trace(drawn, "ohne Angabe")["y"]]
    assert hatched == [True] + [False] * (len(chart.categories) - 1)


def test_missing_tiles_are_hatched_and_chosen_ones_edged():
    chart, drawn = figure("site_tiles")
    marker = drawn["data"][0]["marker"]
    shapes = dict(zip(chart.categories, marker["pattern"]["shape"], strict=True))
    widths = dict(zip(chart.categories, marker["line"]["width"], strict=True))
    assert (shapes["Düsseldorf"], shapes["Duisburg"], shapes["Köln"]) == ("/", "", "")
    assert marker["color"][chart.categories.index("Düsseldorf")] == screen.LIGHT.hatching
    assert widths["Rhein-Sieg-Kreis"] > widths["Köln"]


def test_styles_differ_by_more_than_colour():
    _, drawn = figure("post_stack")
    filled, lighter, outlined = (
        trace(drawn, n)["marker"] for n in ("besetzt", "abgerufen und frei", "nicht abgerufen")
    )
    assert outlined["color"] == screen.LIGHT.ground
    assert lighter["line"]["color"] == filled["color"]
    _, drawn = figure("lines")
    forms = [t["marker"]["symbol"] for t in drawn["data"] if t["type"] == "scatter" and "marker" in t]
    assert len(set(forms)) == len(forms)
    assert trace(drawn, "Prognose")["line"]["dash"] == "dot"


def test_the_words_of_the_parts_stand_at_their_bars():
    _, drawn = figure("post_stack")
    said = [bare(a["text"]).replace(formats.NBSP, " ") for a in drawn["layout"]["annotations"]]
    assert "■ 11 besetzt   □ 7 nicht abgerufen" in said


def test_the_chosen_unit_is_bold_and_in_the_focus_colour():
    chart, drawn = figure("site_bars")
    at = chart.categories.index("Rhein-Sieg-Kreis")
    assert drawn["data"][0]["marker"]["color"][at] == screen.LIGHT.focus
    assert set(drawn["data"][0]["marker"]["color"]) == {
        screen.LIGHT.focus,
        screen.LIGHT.grey,
        screen.LIGHT.ground,
    }
    assert "<b>Rhein-Sieg-Kreis</b>" in drawn["layout"]["yaxis"]["ticktext"][at]


# form


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", made.ALL)
def test_plotly_accepts_the_figure_and_it_is_plain(name, dark):
    _, drawn = figure(name, dark)
    assert json.loads(json.dumps(drawn)) == drawn
    go.Figure(drawn)


@pytest.mark.parametrize("name", made.ALL)
def test_numbers_are_german_and_axes_stand_still(name):
    chart, drawn = figure(name)
    layout = drawn["layout"]
    assert layout["separators"] == ",."
    assert layout["xaxis"]["fixedrange"]
    assert layout["yaxis"]["fixedrange"]
    assert layout["uirevision"] == chart.id
    assert "title" not in layout
    assert all(note["font"]["size"] >= 12 for note in layout.get("annotations", []))


@pytest.mark.parametrize("name", ["site_bars", "field_bars", "post_stack", "age_stack", "ranges"])
def test_bars_begin_at_zero(name):
    assert figure(name)[1]["layout"]["xaxis"]["range"][0] == 0


def test_bars_below_zero_have_room():
    bars = made.site_bars(k05382=made.quote(-1, 18))
    assert screen.render(bars)["layout"]["xaxis"]["range"][0] < -5


def test_54_bars_have_17_px_each_and_headings_between():
    chart, drawn = figure("site_bars")
    y = drawn["data"][0]["y"]
    steps = {round(b - a) for a, b in zip(y, y[1:], strict=False)}
    assert steps == {17, 17 + 22}
    headings = [bare(a["text"]) for a in drawn["layout"]["annotations"] if a.get("name") != "Grund"]
    assert headings == [
        f"Regierungsbezirk {n}" for n in ("Arnsberg", "Detmold", "Düsseldorf", "Köln", "Münster")
    ]
    assert drawn["layout"]["height"] > 55 * 17


def test_the_number_of_traces_does_not_depend_on_the_data():
    full = screen.render(made.site_bars(**{f"k0{n}": made.quote(1, 2) for n in range(5111, 5118)}))
    assert len(full["data"]) == len(figure("site_bars")[1]["data"])
    chart = made.lines()
    bare_series = tuple(replace(s, lower=None, upper=None) for s in chart.series)
    assert len(screen.render(replace(chart, series=bare_series))["data"]) == len(screen.render(chart)["data"])


def test_figures_of_a_row_have_the_same_plot_height():
    heights = set()
    for name in ("lines", "post_history"):
        layout = figure(name)[1]["layout"]
        heights.add(layout["height"] - layout["margin"]["t"] - layout["margin"]["b"])
    assert len(heights) == 1


def test_long_series_show_few_times():
    _, drawn = figure("post_history")
    shown = drawn["layout"]["xaxis"]["tickvals"]
    assert shown == ["12/2022", "06/2023", "12/2023", "06/2024", "12/2024"]
    assert drawn["layout"]["xaxis"]["tickangle"] == 0


def test_names_at_lines_never_meet():
    placed = apart([100, 100, 102, 10], [34, 34, 34, 34])
    ordered = sorted(placed)
    assert all(b - a >= 34 for a, b in zip(ordered, ordered[1:], strict=False))


def test_marks_in_names_stay_text():
    chart = made.field_bars()
    named = replace(chart, categories=("<b>x</b>", *chart.categories[1:]))
    assert "&lt;b&gt;x&lt;/b&gt;" in screen.render(named)["layout"]["yaxis"]["ticktext"][0]


# colours


@pytest.mark.parametrize("theme", THEMES)
def test_colours_reach_their_contrast(theme):
    colours = THEMES[theme]
    for colour in (*colours.series, colours.grey, colours.text, colours.muted, colours.faded):
        assert contrast(colour, colours.ground) >= 4.5, colour
    for share in (0, 1 / 3, 2 / 3, 1, 1 / 5, 2 / 5, 3 / 5, 4 / 5):
        fill = mix(*colours.shades, share)
        assert contrast(on(fill), fill) >= 4.5, fill


def test_a_patterned_part_has_a_patterned_sign_in_the_key():
    rows = [{"gruppe": code, "baustein": "2", "anzahl": 1} for code in "abcdef"]
    parts = result(COUNT, rows, ("baustein", "gruppe"))
    chart = charts.stacked_by(parts, "gruppe", "baustein")
    said = bare("".join(note["text"] for note in screen.render(chart, False)["layout"]["annotations"]))
    assert said.count("■") == 5
    assert said.count("▩") == 1


@pytest.mark.parametrize(
    ("amounts", "written"),
    [
        ((4114, 6482), ["0", "2.000", "4.000", "6.000"]),
        ((1, 3), ["0", "1", "2", "3"]),
        ((900, 1100), ["0", "250", "500", "750", "1.000"]),
    ],
)
def test_numbers_along_an_axis_are_round_and_german(amounts, written):
    rows = [{"quartal": day, "anzahl": n} for day, n in zip(made.QUARTERS[:2], amounts, strict=True)]
    flow = entry(
        id="eingaenge", title="Eingänge", kind="count", unit="Anträge", decimals=0, dimensions=("quartal",)
    )
    chart = charts.line_over_time({"Eingegangen": result(flow, rows, ("quartal",))})
    assert screen.render(chart)["layout"]["yaxis"]["ticktext"] == written


def test_percentages_carry_their_sign():
    _, drawn = figure("lines")
    assert drawn["layout"]["yaxis"]["ticktext"][-1].replace(formats.NBSP, " ") == "100 %"
    _, drawn = figure("site_bars")
    assert [text.replace(formats.NBSP, " ") for text in drawn["layout"]["xaxis"]["ticktext"]] == [
        "0 %",
        "50 %",
        "100 %",
    ]
