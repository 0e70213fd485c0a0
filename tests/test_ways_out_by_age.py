"""Ways out by age: what picture, table and sentence say, and where they say nothing."""

import pandas as pd
import pytest

from kim import charts
from kim.estimates.along import OPEN
from kim.exports import screen
from kim.sentences import curves
from tests import made_charts as made
from tests.drawn import trace
from tests.plain import plain

RSK = "Rhein-Sieg-Kreis"


def test_every_column_adds_up_to_a_hundred_and_the_open_stand_on_top():
    chart = made.ways_stack()
    assert (chart.kind, chart.over_time, len(chart.positions)) == ("stacked", True, 37)
    assert [plain(name) for name in chart.categories[:3]] == ["0 Monate", "1 Monat", "2 Monate"]
    assert [series.name for series in chart.series] == [
        "positiv entschieden", "abgelehnt", "zurückgenommen", "an eine andere Behörde abgegeben",
        "auf andere Weise erledigt", "noch offen",
    ]  # fmt: skip
    for at in range(len(chart.positions)):
        assert sum(series.values[at] for series in chart.series) == pytest.approx(100)


def test_the_open_are_told_from_the_ends_without_colour():
    chart = made.ways_stack()
    assert [s.style for s in chart.series] == ["actual"] * 5 + ["light"]
    for colours, dark in ((screen.LIGHT, False), (screen.DARK, True)):
        drawn = screen.render(chart, dark)
        still = trace(drawn, "noch offen")["marker"]["color"]
        ends = [trace(drawn, s.name)["marker"]["color"] for s in chart.series[:-1]]
        away = [screen.colours.contrast(end, colours.ground) for end in ends]
        assert screen.colours.contrast(still, colours.ground) < min(away) / 2


def test_columns_of_ages_stand_on_the_same_axis_as_the_curve():
    drawn = screen.render(made.ways_stack())
    assert trace(drawn, "noch offen")["x"] == list(made.ways_stack().positions)
    assert drawn["layout"]["xaxis"]["ticktext"] == ["0", "3", "6", "12", "18", "24", "36 Monate"]


def test_ways_by_which_nobody_left_are_no_part():
    chart = charts.stacked_by_age(made.ways_out(12, positiv=1.0, abgelehnt=0.0))
    assert [series.name for series in chart.series] == ["positiv entschieden", "noch offen"]


def test_the_sentence_of_the_ways_out_is_about_a_year_or_the_last_milestone_before():
    assert curves.ways_out(made.ways_out(24, positiv=0.75, abgelehnt=0.25)) == (
        "Von 100 Anträgen sind nach 12 Monaten 24 positiv entschieden, 8 abgelehnt und 68 noch offen."
    )
    assert curves.ways_out(made.ways_out(6, positiv=1.0)) == (
        "Von 100 Anträgen sind nach 6 Monaten 18 positiv entschieden und 82 noch offen. "
        "Für 12 Monate ist das nicht schätzbar."
    )
    assert "(gerundet)" in curves.ways_out(made.ways_out(12))


def test_few_are_not_none_in_words_and_table():
    found = made.ways_out(24, positiv=0.99, abgelehnt=0.01)
    assert "weniger als 1 abgelehnt" in curves.ways_out(found)
    assert charts.stacked_by_age(found).table["abgelehnt (%)"].tolist()[2] == "0,3"


def test_the_table_of_the_ways_out_says_what_is_not_estimable():
    table = charts.stacked_by_age(made.ways_out(13)).table
    assert list(table.columns)[-1] == "noch offen (%)"
    assert table["noch offen (%)"].tolist() == ["90,8", "82,4", "68,0", "nicht schätzbar", "nicht schätzbar"]
    data = charts.stacked_by_age(made.ways_out(13)).data
    assert set(data.loc[data["ausgang"] == OPEN, "ausgang_name"]) == {"noch offen"}


def test_without_ways_out_the_reason_is_said():
    chart = charts.stacked_by_age(made.no_ways("too_few", 12))
    assert chart.silent
    assert chart.sentence == "Im Rhein-Sieg-Kreis sind es zu wenige Anträge für eine Kurve (n = 12)."
    assert isinstance(chart.table, pd.DataFrame)
    assert len(chart.data) == 1
    screen.render(chart)
