"""Funnels: who stands out is told by form, name and words, and never by colour alone."""

from datetime import date

import plotly.graph_objects as go

from kim import charts, formats
from kim.comparison import WORDS, Break, funnel
from kim.exports import screen
from tests import made_charts as made
from tests.drawn import trace
from tests.made import result
from tests.made_comparisons import CLOCK, funnel_of, share, silent
from tests.plain import plain

RSK = "Rhein-Sieg-Kreis"
LAW = Break(date(2024, 6, 27), "Gesetz")
STEADY = [100.0 + 9 * (-1) ** at for at in range(12)]


def named(drawn: dict) -> list[str]:
    """The names that hang at points."""
    return [note["text"] for note in drawn["layout"]["annotations"] if note["showarrow"]]


# the funnel as a description


def test_units_stand_by_name_within_regierungsbezirk_at_their_number_of_cases():
    chart = made.funnels()
    assert chart.kind == "funnel"
    assert chart.categories[:3] == ("Bochum", "Dortmund", "Ennepe-Ruhr-Kreis")
    found = {point.unit: point for point in made.compared("outside").points}
    at = chart.categories.index("Bochum")
    assert (chart.positions[at], chart.series[0].values[at]) == (found["05911"].n, found["05911"].value)
    assert chart.axis_title == "Zahl der Fälle"
    assert [plain(line.label) for line in chart.lines] == ["alle zusammen 60,6 %"]


def test_limits_are_those_of_the_comparison():
    found = made.compared("outside")
    strong, thin = made.funnels().bounds
    assert (strong.strong, thin.strong) == (True, False)
    assert strong.positions == tuple(n for n, _ in found.curve)
    assert strong.lower[-1] == found.curve[-1][1].lower_998
    assert thin.upper[-1] == found.curve[-1][1].upper_95
    assert strong.lower[-1] < thin.lower[-1] < found.centre < thin.upper[-1] < strong.upper[-1]


def test_few_are_hollow_and_those_outside_marked():
    chart = made.funnels()
    marks = dict(zip(chart.categories, chart.marks, strict=True))
    assert (marks["Minden-Lübbecke"], marks["Rheinisch-Bergischer Kreis"]) == ("outside", "outside")
    assert {n < 30 for n, m in zip(chart.positions, chart.marks, strict=True) if m == "few"} == {True}
    assert {n < 30 for n, m in zip(chart.positions, chart.marks, strict=True) if m != "few"} == {False}


def test_nobody_outside_is_marked_where_nobody_is():
    chart = charts.funnel(made.compared())
    assert set(chart.marks) == {"usual", "few"}
    assert "kein Wert liegt außerhalb" in chart.sentence


def test_the_sentence_is_about_all_and_then_about_the_chosen_unit():
    said = plain(made.funnels().sentence)
    assert "2 liegen außerhalb: Kreis Minden-Lübbecke (darüber) und Rheinisch-Bergischer Kreis" in said
    assert "Rhein-Sieg-Kreis: 63,5 % (137 Fälle)" in said
    assert said.endswith("üblich – übliche Schwankung.")
    assert RSK not in charts.funnel(made.compared("outside")).sentence


def test_the_table_has_every_unit_with_its_limits_and_words():
    table = made.funnels().table.set_index("Kreis")
    limits = next(point.limits for point in made.compared("outside").points if point.unit == made.RSK)
    assert len(table) == 54
    assert table.index[0] == "Bochum"
    assert table.loc["Kreis Minden-Lübbecke", "Einordnung"] == WORDS["striking"]
    assert table.loc[RSK, "Zahl der Fälle"] == "137"
    assert table.loc[RSK, "Grenze (99,8 %) unten"] == formats.number(limits.lower_998, 1)
    assert table.loc[RSK, "Grenze (99,8 %) oben"] == formats.number(limits.upper_998, 1)
    assert table.loc["Krefeld", ["Hilfeplanquote (%)", "Einordnung"]].tolist() == ["", "nicht gemeldet"]
    assert table.loc["Düsseldorf", "Einordnung"] == "zu wenige Fälle"
    assert set(table["Einordnung"]) == {*list(WORDS.values())[:2], "nicht gemeldet", "zu wenige Fälle"}


def test_the_file_has_size_limits_and_judgement():
    data = made.funnels().data.set_index("kreis_id")
    limits = next(point.limits for point in made.compared("outside").points if point.unit == made.RSK)
    assert len(data) == 54
    assert data.loc["05770", "einordnung"] == WORDS["striking"]
    assert data.loc["05382", "grenze_unten_998"] == limits.lower_998
    assert data.loc["05114", "status"] == "not_reported"


def test_who_is_not_in_the_picture_is_counted_in_the_notes():
    notes = made.funnels().notes
    assert "Nicht im Bild, siehe Tabelle: 1 nicht gemeldet und 1 zu wenige Fälle." in notes
    assert "Krefeld" not in made.funnels().categories


def test_units_that_are_too_different_are_drawn_without_limits():
    rows = [share(200 * (at % 2) + 20, 240) for at in range(20)] + [share(6, 12)]
    found = funnel_of(rows)
    chart = charts.funnel(found, "05111")
    assert found.status == "too_different"
    assert (chart.bounds, set(chart.marks)) == ((), {"not_judged", "few"})
    assert "zu verschieden" in chart.sentence
    assert chart.sentence.count("zu verschieden") == 1
    assert set(chart.table["Einordnung"]) == {WORDS["not_judged"], "zu wenige Fälle"}
    assert set(chart.table["Grenze (99,8 %) oben"]) == {""}
    said = [note["text"] for note in screen.render(chart)["layout"]["annotations"]]
    assert not any(WORDS["usual"] in text for text in said)
    assert len(screen.render(chart)["data"]) == len(screen.render(made.funnels())["data"])


def test_where_nothing_is_known_nothing_is_drawn():
    chart = charts.funnel(funnel_of([silent("not_reported")] * 54), made.RSK)
    assert chart.silent
    assert chart.lines == ()
    assert "Es gibt keine Angabe" in chart.sentence
    assert len(chart.table) == 54
    go.Figure(screen.render(chart))


def test_a_chosen_unit_without_value_is_not_in_the_picture_and_said():
    chart = charts.funnel(made.compared("outside"), "05114")
    assert chart.highlight is None
    assert chart.sentence.endswith("Krefeld: nicht gemeldet.")


def test_the_size_of_a_clock_is_said_to_be_calculated():
    limits = {"lower": 60.0, "upper": 75.0, "beobachtet": 100.0, "n": 200.0}
    rows = [{"behoerde_id": f"EBH-{unit}", "value": 68.0, **limits} for unit in ("05382", "05315", "05111")]
    offices = result(CLOCK, rows, ("behoerde_id",), art="EBH")
    chart = charts.funnel(funnel(offices, result(CLOCK, [{"value": 68.0, **limits}], art="EBH")))
    assert chart.axis_title == "Zahl der Anträge (rechnerisch)"
    assert RSK in chart.categories
    assert chart.id == "offen_nach_365_tagen_tempo_trichter_EBH"


# the funnel as a picture


def test_points_stand_at_size_and_value_and_differ_by_form():
    chart = made.funnels()
    drawn = screen.render(chart)
    points = trace(drawn, "Hilfeplanquote")
    assert points["x"] == list(chart.positions)
    assert points["y"] == list(chart.series[0].values)
    looks = {}
    for at, mark in enumerate(chart.marks):
        marker = points["marker"]
        hollow = marker["color"][at] == screen.LIGHT.ground
        looks.setdefault(mark, set()).add((marker["symbol"][at], hollow))
    assert looks == {"usual": {("circle", False)}, "few": {("circle", True)}, "outside": {("diamond", False)}}


def test_the_chosen_unit_is_on_top_in_the_focus_colour_with_its_name():
    drawn = screen.render(made.funnels())
    chosen = drawn["data"][-1]
    assert chosen["marker"]["color"] == [screen.LIGHT.focus]
    assert "Rhein-Sieg-Kreis" in chosen["hovertext"][0]
    assert sum("<b>Rhein-Sieg-Kreis</b>" in text for text in named(drawn)) == 1
    hollow = screen.render(charts.funnel(made.compared("outside"), "05111"))["data"][-1]["marker"]
    assert (hollow["color"], hollow["line"]["color"]) == ([screen.LIGHT.ground], screen.LIGHT.focus)


def test_those_outside_are_named_and_no_others():
    drawn = screen.render(charts.funnel(made.compared("outside")))
    texts = " ".join(named(drawn)).replace("<br>", " ")
    assert len(named(drawn)) == 2
    assert "Minden-Lübbecke" in texts
    assert named(screen.render(charts.funnel(made.compared()))) == []


def test_names_at_points_do_not_lie_on_each_other():
    rows = [share(180, 300) for _ in range(48)] + [share(330 + at, 360 + at) for at in range(3)]
    chart = charts.funnel(funnel_of(rows))
    notes = [note for note in screen.render(chart)["layout"]["annotations"] if note["showarrow"]]
    assert len(notes) == 3
    span = screen.render(chart)["layout"]["yaxis"]["range"]
    heights = sorted(250 * (n["y"] - span[0]) / (span[1] - span[0]) - n["ay"] for n in notes)
    assert all(b - a >= 15 for a, b in zip(heights, heights[1:], strict=False))


def test_the_number_of_traces_follows_from_the_kind():
    few = charts.funnel(funnel_of([share(18, 30)] * 3))
    assert few.bounds == ()
    assert len(screen.render(few)["data"]) == len(screen.render(made.funnels(), True)["data"]) == 4


def test_strong_limits_are_stronger_and_all_points_in_the_picture():
    chart = made.funnels()
    drawn = screen.render(chart)
    wide, near = (trace(drawn, f"Grenzen {name}")["line"]["width"] for name in ("99,8 %", "95 %"))
    assert wide > near
    low, high = drawn["layout"]["yaxis"]["range"]
    assert all(low < value < high for value in chart.series[0].values)
    assert low >= 0
    assert high <= 100


def test_the_key_says_what_the_forms_are_that_are_there():
    texts = [note["text"] for note in screen.render(charts.funnel(made.compared()))["layout"]["annotations"]]
    assert any("zu wenige Fälle" in text for text in texts)
    assert not any(WORDS["striking"] in text for text in texts)
