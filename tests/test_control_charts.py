"""Control charts: months that stand out are told by form and words, and never by colour alone."""

from dataclasses import replace
from datetime import date

import pytest

from kim import charts
from kim.charts.control import FLOWS
from kim.comparison import WORDS, Break
from kim.exports import screen
from tests import made_charts as made
from tests.drawn import trace

RSK = "Rhein-Sieg-Kreis"
LAW = Break(date(2024, 6, 27), "Gesetz")
STEADY = [100.0 + 9 * (-1) ** at for at in range(12)]


def test_months_carry_their_values_and_the_limits_split_at_the_break():
    chart = made.controlled()
    assert (chart.kind, chart.over_time, chart.categories[0]) == ("line", True, "01/2023")
    assert [bounds.positions for bounds in chart.bounds] == [(-0.5, 17.5), (17.5, 25.5)]
    assert [bounds.strong for bounds in chart.bounds] == [True, False]
    [event] = chart.events
    assert (event.position, event.sign) == (17.5, "A")
    assert event.label in chart.notes
    assert event.label.startswith("A: 27.06.2024, Gesetz zur Modernisierung")


def test_signalled_months_are_told_by_form_and_words():
    chart = made.controlled()
    assert [chart.categories[at] for at, mark in enumerate(chart.marks) if mark == "outside"] == ["10/2023"]
    assert "Auffällig, Frage stellen: 10/2023 über den Grenzen." in chart.sentence
    row = chart.table.set_index("Monat").loc["10/2023"]
    assert row["Einordnung"] == "auffällig, Frage stellen: über den Grenzen"
    marker = trace(screen.render(chart), "eingegangen")["marker"]
    assert marker["symbol"][9] == "diamond"
    assert set(marker["symbol"][:9]) == {"circle"}


def test_falling_and_rising_are_told_apart():
    falls = made.months([100, 140, 100, 140, 100, 140, 135, 130, 125, 120, 115, 110, 105, 100, 95])
    assert any("jeden Monat weniger" in text for text in falls.table["Einordnung"])
    low = made.months([*STEADY, 20.0])
    assert low.table["Einordnung"].iloc[-1].endswith("unter den Grenzen")


def test_under_twelve_months_limits_are_preliminary():
    assert any("vorläufige Grenzen" in note for note in made.months(STEADY[:8]).notes)
    assert set(made.months(STEADY[:8]).table["Grenzen"]) == {"vorläufig"}
    settled = made.months(STEADY)
    assert not any("vorläufig" in note for note in settled.notes)
    dashes = [
        {shape["line"]["dash"] for shape in screen.render(chart)["layout"]["shapes"]}
        for chart in (made.months(STEADY[:8]), settled)
    ]
    assert dashes == [{"dot", "dash"}, {"solid", "dash"}]


def test_too_few_months_have_no_limits_and_are_hollow():
    chart = made.months(STEADY[:4])
    assert (chart.bounds, set(chart.marks)) == ((), {"few"})
    assert "01/2023 bis 04/2023: zu wenige Monate für Grenzen." in chart.notes
    assert set(chart.table["Einordnung"]) == {WORDS["not_judged"]}
    marker = trace(screen.render(chart), "eingegangen")["marker"]
    assert set(marker["color"]) == {screen.LIGHT.ground}


def test_limits_lie_in_the_picture_and_the_traces_are_as_many_as_of_any_line():
    chart = made.controlled()
    drawn = screen.render(chart)
    low, high = drawn["layout"]["yaxis"]["range"]
    assert all(low <= b.lower[0] < b.upper[0] <= high for b in chart.bounds)
    assert len(drawn["data"]) == len(screen.render(made.months(STEADY[:4]))["data"]) == 3


def test_limits_carry_their_numbers_where_they_are_long_enough():
    def numbers(chart: charts.Chart) -> list[str]:
        texts = [note["text"] for note in screen.render(chart)["layout"]["annotations"]]
        return [text for text in texts if text.startswith(("Grenze", "vorläufig"))]

    assert numbers(made.controlled()) == ["Grenze 179,7", "Grenze 38,0", "vorläufig 223,8", "vorläufig 96,2"]
    assert numbers(made.months([10.0, 0.0] * 6)) == ["Grenze 31,6"]  # no month has fewer than nothing
    assert (
        len(numbers(made.months([*STEADY, *STEADY, *STEADY[:6]], (replace(LAW, day=date(2025, 1, 1)),)))) == 2
    )


def test_the_title_and_the_file_say_which_flow_it_is():
    for flow, name in FLOWS.items():
        chart = made.months(STEADY, flow=flow)
        assert chart.title == f"{name} je Monat, EBH – Rhein-Sieg-Kreis, 01/2023 bis 12/2023"
        assert chart.id == f"offene_antraege_monate_{flow}_EBH"
        assert set(chart.data["kennzahl"]) == {flow}
    with pytest.raises(KeyError):
        made.months(STEADY, flow="bestand")


def test_no_months_are_an_empty_chart():
    chart = made.months([])
    assert chart.empty or chart.silent
    assert chart.sentence == "Eingegangene Anträge: Es gibt keine Monatszahlen."
    assert len(chart.data) == 0


def test_a_control_chart_keeps_the_break_of_a_second_law_apart():
    second = replace(LAW, day=date(2024, 6, 1), title="Erlass")
    chart = made.months([*STEADY, *STEADY, *STEADY[:6]], (LAW, second))
    assert [event.label for event in chart.events] == [
        "A: 01.06.2024, Erlass. Ab hier gelten neue Grenzen.",
        "B: 27.06.2024, Gesetz. Ab hier gelten neue Grenzen.",
    ]
