"""On the screen no name hides a point, no line runs through a name, and light areas stand out."""

from dataclasses import replace
from itertools import combinations

import pytest

from kim.charts import Chart
from kim.exports import screen
from kim.exports.screen import free_places, funnels, line_names
from kim.exports.screen.colours import DARK, LIGHT, contrast
from kim.exports.screen.free_places import Name
from tests import made_charts as made

ENOUGH = 3.0  # the contrast that WCAG 2 asks of what is drawn


def covered(name: Name, middle: float, points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    low, high = middle - name.height / 2, middle + name.height / 2
    return [(x, y) for x, y in points if name.left <= x <= name.right and low <= y <= high]


def test_a_name_moves_away_from_points_it_would_hide_and_stays_where_it_hides_none() -> None:
    name = Name(20, 100, 100, 16)
    cloud = [(50.0, 100.0), (70.0, 88.0), (30.0, 112.0)]
    [moved] = free_places.free([name], cloud, 250)
    assert covered(name, moved, cloud) == []
    assert free_places.free([name], [(10.0, 100.0)], 250) == [100]


def test_names_do_not_lie_on_each_other_and_stay_in_the_plot() -> None:
    names = [Name(20, 100, wanted, 32) for wanted in (240, 245, 238, 2)]
    placed = free_places.free(names, [], 250)
    assert all(abs(one - other) >= 32 for one, other in combinations(placed, 2))
    assert all(middle - 16 >= -10 and middle + 16 <= 260 for middle in placed)


def test_no_name_of_a_funnel_hides_a_point_on_a_phone() -> None:
    chart = made.funnels()
    across, up = funnels.sizes(chart), funnels.values(chart)
    wide = (funnels.PHONE - chart_room(chart)) / (across[1] - across[0])
    scale = line_names.PLOT / (up[1] - up[0])
    points = [
        (x * wide, (y - up[0]) * scale) for x, y in zip(chart.positions, chart.series[0].values, strict=True)
    ]
    named = [note for note in screen.render(chart)["layout"]["annotations"] if note["showarrow"]]
    assert named
    for note in named:
        left = note["x"] * wide + note["ax"] - (80 if note["xanchor"] == "right" else 0)
        middle = (note["y"] - up[0]) * scale - note["ay"]
        assert covered(Name(left, left + 80, 0, 14), middle, points) == []


def chart_room(chart: Chart) -> int:
    return screen.render(chart)["layout"]["margin"]["r"]


def two_lines(first: tuple[float, float], other: tuple[float, float]) -> Chart:
    chart = made.lines()
    line = replace(chart.series[0], values=first, status=("shown",) * 2, lower=None, upper=None)
    both = (replace(line, name="Eins"), replace(line, name="Zwei", values=other))
    return replace(
        chart, categories=("1/2024", "2/2024"), series=both, highlight=None, comparator=None, events=()
    )


@pytest.mark.parametrize(
    "first, other, side",
    [
        ((50, 60), (20, 20), -1),  # it rises, and there is room below
        ((50, 40), (90, 90), 1),
        ((15, 33), (8, 16), 0),  # the other line runs through the place below, its own through that above
        ((50, 51), (45, 45), 1),
    ],
)
def test_a_first_value_lies_on_no_line(first: tuple, other: tuple, side: int) -> None:
    assert line_names.first_side(two_lines(first, other), 0, line_names.PLOT / 100) == side


def test_the_value_of_a_line_alone_has_no_second_point_beside_it() -> None:
    chart = two_lines((50, 60), (20, 20))
    alone = replace(chart, series=(replace(chart.series[0], name="Ein Name, der über das Bild gehört"),))
    colours = [note["text"] for note in line_names.names(alone, LIGHT, 0, 100)]
    assert colours
    assert not any("●" in text for text in colours)
    more = replace(chart, series=(alone.series[0], chart.series[1]))
    assert any("●" in note["text"] for note in line_names.names(more, LIGHT, 0, 100))


def test_no_grid_line_of_a_range_runs_through_a_name() -> None:
    layout = screen.render(made.ranges())["layout"]
    assert layout["xaxis"]["showgrid"] is False
    lines = [(shape["y0"], shape["y1"]) for shape in layout["shapes"]]
    names = [note["y"] for note in layout["annotations"] if note["yanchor"] == "top"]
    assert lines
    assert names
    assert not any(low < top + 15 and top < high for low, high in lines for top in names)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
@pytest.mark.parametrize("make", [made.ways_stack, made.age_stack, made.post_stack])
def test_every_area_stands_out_from_the_ground_by_its_fill_or_its_outline(
    make: callable, colours: object
) -> None:
    for trace in screen.render(make(), dark=colours is DARK)["data"]:
        if trace.get("type") == "bar" and trace["name"] != "ohne Angabe" and any(trace["x"]):
            look = trace["marker"]
            told = [look["color"], *([look["line"]["color"]] if any(look["line"]["width"]) else [])]
            assert max(contrast(colour, colours.ground) for colour in told) >= ENOUGH
