"""Stacks, lines, published ranges and tiles as charts, and charts of nothing."""

import dataclasses

import pytest

from kim import charts
from kim.exports import screen
from kim.sentences.published import spoken_time
from tests import made_charts as made
from tests.made import COUNT, QUOTE, result
from tests.plain import plain

UNSAID = "Zu den Stellen ist nichts gemeldet; das ist nicht null."


# stacks


def test_steps_of_posts_have_their_styles_words_and_whole():
    stack = made.post_stack()
    assert [(s.name, s.style) for s in stack.series] == [
        ("besetzt", "actual"),
        ("abgerufen und frei", "light"),
        ("nicht abgerufen", "outline"),
    ]
    assert stack.series[2].values == (1.0, 7.0)
    assert stack.series[1].status == ("zero", "zero")
    assert tuple(map(plain, stack.ends)) == ("4,5 VZÄ", "18 VZÄ")
    assert stack.table.loc[1, "zusammen (VZÄ)"] == "18"
    assert "7 hat der Kreis nicht abgerufen" in stack.sentence


def test_a_step_that_cannot_be_told_is_not_zero():
    rows = made.steps(besetzt=3.5, abgerufen_frei=None, nicht_abgerufen=None, ungeklaert=1)
    stack = charts.stacked_by(result(made.POSTS, rows, ("stufe",), kreis_id=made.RSK), "stufe")
    by_name = {s.name: s for s in stack.series}
    assert by_name["nicht abgerufen"].status == ("not_reported",)
    assert by_name["unbesetzt, Abruf nicht gemeldet"].style == "forecast"
    assert plain(stack.ends[0]) == "4,5 VZÄ"


def test_times_run_in_order_and_the_sentence_is_about_the_last():
    history = made.post_history()
    assert history.over_time
    assert history.categories[0] == "12/2022"
    assert history.series[0].status[0] == "not_reported"
    assert history.sentence == (
        "Am 31.12.2024: Von 18 zugewiesenen Stellen (VZÄ) sind 11 besetzt; "
        "2 sind abgerufen und frei, 5 hat der Kreis nicht abgerufen."
    )


def test_ages_are_in_order():
    stack = made.age_stack()
    assert stack.ordered
    assert [s.name for s in stack.series][:2] == ["bis 3 Monate", "3 bis 6 Monate"]
    assert plain(stack.sentence) == "Von 1.860 offenen Anträgen sind 750 älter als 12 Monate (40,3 %)."
    assert stack.title == "Offene Anträge – EBH Rhein-Sieg-Kreis, 31.03.2024"


def test_a_hidden_part_hides_the_whole():
    rows = [
        {"altersband": "bis_3m", "anzahl": 9},
        {"altersband": "3_6m", "anzahl": None, "status": "suppressed"},
    ]
    stack = charts.stacked_by(result(COUNT, rows, ("altersband",), behoerde_id="EBH-05382"), "altersband")
    assert stack.ends == ("",)


# lines


def test_lines_have_one_value_for_each_time():
    chart_of_lines = made.lines()
    names = [s.name for s in chart_of_lines.series]
    styles = [s.style for s in chart_of_lines.series]
    assert styles == ["actual", "other", "light", "forecast"]
    assert names[2] == "Rhein-Sieg-Kreis, Stand 31.03.2024"
    assert "Heller: Stand 31.03.2024 (Sozialausschuss 16.04.2024)." in chart_of_lines.notes
    assert chart_of_lines.categories[0] == "12/2022"
    assert chart_of_lines.series[0].status[3] == "not_reported"
    assert "Rhein-Sieg-Kreis, 09/2023: nicht gemeldet." in chart_of_lines.notes
    assert chart_of_lines.series[3].values[4] == 85.0


def test_the_land_alone_is_the_focus():
    alone = charts.line_over_time({"Nordrhein-Westfalen": made.over_time(made.quote(1, 2), made.quote(1, 2))})
    assert (alone.series[0].style, alone.comparator) == ("actual", None)


def test_events_stand_between_their_times_and_are_explained():
    [event] = made.lines().events
    assert 5 < event.position < 6
    assert event.label.startswith("A: 27.06.2024, Gesetz zur Modernisierung")
    assert event.label in made.lines().notes


def test_lines_of_several_measures_are_called_by_their_names():
    flows = dataclasses.replace(COUNT, id="eingaenge", title="Eingänge", dimensions=("art", "quartal"))
    rows = [{"quartal": day, "anzahl": 5} for day in made.QUARTERS[:2]]
    filed = result(flows, rows, ("quartal",), art="EBH")
    closed = dataclasses.replace(
        filed, indicator=dataclasses.replace(flows, id="erledigungen", title="Erledigungen")
    )
    both = charts.line_over_time({"Eingegangen": filed, "Erledigt": closed})
    assert both.title == "Eingegangen und Erledigt, EBH – Nordrhein-Westfalen, Quartale 4/2022 bis 1/2023"
    assert plain(both.sentence) == (
        "Eingegangen und Erledigt, EBH: "
        "Eingegangen 5 Anträge im Quartal 4/2022 und 5 Anträge im Quartal 1/2023; "
        "Erledigt 5 Anträge im Quartal 4/2022 und 5 Anträge im Quartal 1/2023."
    )


def test_a_time_that_nobody_has_stays_a_gap():
    rows = [{"berichtstermin": made.QUARTERS[at], **made.quote(1, 2)} for at in (0, 2)]
    holed = result(QUOTE, rows, ("berichtstermin",), kreis_id=made.RSK)
    for drawn in (charts.line_over_time({"RSK": holed}), charts.bars_by(holed, "berichtstermin")):
        assert drawn.categories == ("12/2022", "03/2023", "06/2023")
        assert drawn.series[0].status == ("shown", "not_reported", "shown")


def test_gaps_that_follow_each_other_are_said_as_one():
    gaps = [made.missing(), made.missing(), made.quote(1, 2), made.missing(), made.missing("too_few")]
    drawn = charts.line_over_time({"RSK": made.over_time(*gaps)})
    assert "RSK, 12/2022 bis 03/2023 und 09/2023: nicht gemeldet." in drawn.notes
    assert "RSK, 12/2023: zu wenige Fälle." in drawn.notes


def test_times_at_which_nothing_can_be_known_yet_keep_their_place_and_say_so():
    rows = made.over_time(made.quote(1, 2), made.missing(), made.missing("not_estimable"))
    days = rows.frame["berichtstermin"].tolist()
    drawn = charts.line_over_time({"RSK": rows}, not_yet=days[2:])
    assert drawn.categories == ("12/2022", "03/2023", "06/2023")
    assert drawn.series[0].status == ("shown", "not_reported", "not_estimable")
    assert plain(drawn.sentence).endswith(
        "(ohne Angabe: 1 von 2 Zeitpunkten). 30.06.2023: noch nicht erreicht."
    )
    assert [note for note in drawn.notes if note.startswith("RSK")] == ["RSK, 03/2023: nicht gemeldet."]
    assert drawn.labels(drawn.series[0])[1:] == ("nicht gemeldet", "noch nicht erreicht")
    assert drawn.table.iloc[:, 1].tolist() == ["50,0", ".", "noch nicht erreicht"]
    [end] = [note for note in screen.render(drawn)["layout"]["annotations"] if "50" in note["text"]]
    assert (end["xref"], end["x"]) == ("x", 0)  # not at the edge, where it would be the value of today
    assert drawn.data["status"].tolist() == ["shown", "not_reported", "not_estimable"]


def test_a_chart_in_which_no_value_is_known_has_nothing_to_look_at():
    assert charts.line_over_time({"RSK": made.over_time(made.missing(), made.missing())}).silent
    assert not charts.line_over_time({"RSK": made.over_time(made.missing(), made.quote(0, 2))}).silent


def test_a_result_is_split_into_lines():
    rows = [
        {"berichtstermin": day, "baustein": baustein, **made.quote(1, 2)}
        for day in made.QUARTERS[:2]
        for baustein in ("2", "1")
    ]
    parts = charts.split(result(QUOTE, rows, ("berichtstermin", "baustein")), "baustein")
    assert list(parts) == ["Baustein 1 (Koordinierung)", "Baustein 2 (Case Management)"]
    assert charts.line_over_time(parts).series[0].values == (50.0, 50.0)


# nothing to show


def test_steps_without_rows_are_not_reported_and_never_zero():
    stack = charts.stacked_by(result(made.POSTS, [], ("stufe",), kreis_id=made.RSK), "stufe")
    assert {s.status for s in stack.series} == {("not_reported",)}
    assert stack.sentence == UNSAID


@pytest.mark.parametrize(
    "make",
    [
        lambda: charts.bars_by(result(QUOTE, [], ("baustein",)), "baustein"),
        lambda: charts.line_over_time({"Köln": result(QUOTE, [], ("berichtstermin",), kreis_id="05315")}),
        lambda: charts.stacked_by(
            result(made.POSTS, [], ("berichtstermin", "stufe")), "stufe", "berichtstermin"
        ),
        lambda: charts.stacked_by(result(COUNT, [], ("altersband",)), "altersband"),
    ],
)
def test_a_result_without_rows_is_an_empty_chart(make):
    assert make().empty
    assert make().sentence


# published ranges and tiles


def test_published_figures_stay_from_to_and_keep_their_words():
    chart_of_ranges = made.ranges()
    assert chart_of_ranges.categories == (
        "Dinslaken: Wartezeit (Anfang 2024, amtlich)",
        "Köln: Bearbeitungsdauer (Anfang 2024, amtlich)",
        "Rhein-Sieg-Kreis: Wartezeit (Anfang 2024, amtlich)",
    )
    assert tuple(map(plain, chart_of_ranges.ends)) == (
        "2 bis 3 Wochen",
        "höchstens 20 Monate",
        "1 bis 2 Jahre",
    )
    series = chart_of_ranges.series[0]
    assert (series.values[2], series.upper[2]) == (12.0, 24.0)
    assert series.values[0] == pytest.approx(0.46, abs=0.01)
    assert "Quelle" in chart_of_ranges.table.columns


def test_published_months_are_written_as_people_write_them():
    dated = charts.range_bars(made.published({"stand": "2023-03", "herkunft": "presse"}))
    assert dated.categories == ("Rhein-Sieg-Kreis: Wartezeit (03/2023, Presse)",)
    assert dated.table.loc[0, ["Stand", "Herkunft"]].tolist() == ["03/2023", "Presse"]
    assert spoken_time("2023-01-01 bis 2023-03-15") == "01.01.2023 bis 15.03.2023"
    assert spoken_time("ohne Datum (2022)") == "ohne Datum (2022)"


def test_no_published_figure_is_no_chart():
    assert charts.range_bars(made.published({"einheit": "VZÄ"})) is None


def test_figures_that_agree_in_everything_but_the_source_are_told_apart():
    twice = charts.range_bars(made.published({}, {"quelle": "andere"}))
    assert twice.categories[1].endswith(", Angabe 2")


def test_all_54_sites_have_a_tile_of_their_own():
    tiles = made.site_tiles()
    assert len({(place.row, place.column) for place in tiles.places}) == 54
    assert len({place.sign for place in tiles.places}) == 54
    assert tiles.steps == (25.0, 50.0, 75.0)
    assert tiles.notes[0].startswith("Je kräftiger die Farbe")
