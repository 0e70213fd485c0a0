"""Funnels on paper: units by their number of cases, between limits that narrow as units grow."""

from kim import formats
from kim.charts import Bounds, Chart
from kim.exports.paper.drawing import axes, keys, limits, line_ends
from kim.exports.paper.drawing.axes import Plot, Scale
from kim.exports.paper.drawing.scene import (
    LINE,
    SIZE,
    SMALL,
    Item,
    Scene,
    clipped,
    line,
    lines,
    path,
    rect,
    text,
)
from kim.exports.paper.fonts import width, wrapped
from kim.exports.screen import layout
from kim.exports.screen.colours import LIGHT
from kim.exports.screen.free_places import Name, free
from kim.exports.screen.funnels import NAMED, sizes, values

STEPS, SIZE_STEPS = 5, 6
FOOT, EDGE = 25.0, 70.0  # pt below the plot; that the names of limits may take beside it
NAME, REACH = 92.0, 12.0  # pt of a name, and from a point to its name


def scene(chart: Chart, room: float, high: float) -> Scene:
    key = keys.marks(chart, LIGHT.grey)
    top = keys.height(key, room, SIZE) + 6
    up = Scale(*values(chart), top + high, top)
    ticks = axes.numbers(chart, up.low, up.high, STEPS)
    edges = _edges(chart)
    plot = Plot(axes.room(ticks, SIZE), top, room - _beside(edges), top + high)
    across = Scale(*sizes(chart), plot.left, plot.right)
    items = [
        *keys.drawn(key, 0, 0, room, SIZE),
        *axes.up(ticks, up, plot, SIZE),
        clipped(plot.left, plot.top, plot.width, plot.height, _limits(chart, across, up)),
        *centres(chart, up, plot),
        *names(chart, across, up, plot),
        *points(chart, across, up),
        *_edge_names(edges, up, plot),
        *_size_axis(chart, across, plot),
    ]
    return Scene(room, plot.bottom + FOOT, tuple(items))


def _limits(chart: Chart, across: Scale, up: Scale) -> list[Item]:
    return [item for bounds in chart.bounds for item in _limit(bounds, across, up)]


def _limit(bounds: Bounds, across: Scale, up: Scale) -> list[Item]:
    x, weight = [across(size) for size in bounds.positions], 1.3 if bounds.strong else 0.6
    return [
        path(zip(x, map(up, limit), strict=True), LIGHT.muted, weight)
        for limit in (bounds.lower, bounds.upper)
    ]


def centres(chart: Chart, up: Scale, plot: Plot) -> list[Item]:
    ends = [((plot.left, up(ref.value)), (plot.right, up(ref.value))) for ref in chart.lines]
    return [line(*both, LIGHT.text, 0.9, "dash") for both in ends]


def points(chart: Chart, across: Scale, up: Scale) -> list[Item]:
    """All units, then the chosen one once more on top, larger and in the focus colour."""
    places = [(across(n), up(v)) for n, v in zip(chart.positions, chart.series[0].values, strict=True)]
    every = [limits.marked(mark, *place, LIGHT.grey) for mark, place in zip(chart.marks, places, strict=True)]
    chosen = [at for at, name in enumerate(chart.categories) if name == chart.highlight]
    return every + [_chosen(chart.marks[at], *places[at]) for at in chosen]


def _chosen(mark: str, x: float, y: float) -> Item:
    look = {"fill": LIGHT.ground if mark == "few" else LIGHT.focus, "stroke": LIGHT.focus, "weight": 1.4}
    return limits.marked(mark, x, y, LIGHT.focus, 4) | look


def names(chart: Chart, across: Scale, up: Scale, plot: Plot) -> list[Item]:
    """The chosen unit and those outside by name, on the side where there is room, hiding nothing."""
    outside = [at for at, mark in enumerate(chart.marks) if mark == "outside"][:NAMED]
    told = [at for at, name in enumerate(chart.categories) if at in outside or name == chart.highlight]
    said = [wrapped(chart.categories[at], NAME, SIZE, True) for at in told]
    pairs = zip(chart.positions, chart.series[0].values, strict=True)
    places = [(across(size), plot.bottom - up(value)) for size, value in pairs]
    far = [places[at][0] > (plot.left + plot.right) / 2 for at in told]
    boxes = [_box(parts, places[at], side) for at, parts, side in zip(told, said, far, strict=True)]
    items: list[Item] = []
    for at, parts, new, side in zip(told, said, free(boxes, places, plot.height), far, strict=True):
        point = (places[at][0], plot.bottom - places[at][1])
        items += _name(chart.categories[at] == chart.highlight, parts, point, plot.bottom - new, side)
    return items


def _box(parts: list[str], place: tuple[float, float], far: bool) -> Name:
    wide = max(width(part, SIZE, True) for part in parts)
    left = place[0] - REACH - wide if far else place[0] + REACH
    return Name(left, left + wide, place[1], len(parts) * LINE * SIZE + 2)


def _name(chosen: bool, parts: list[str], at: tuple[float, float], y: float, far: bool) -> list[Item]:
    """A name with a thin line to its point and nothing behind it."""
    colour, off = LIGHT.focus if chosen else LIGHT.text, -REACH if far else REACH
    x, wide, high = at[0] + off, max(width(p, SIZE, chosen) for p in parts), len(parts) * LINE * SIZE
    ground = rect(x - wide - 1 if far else x - 1, y - high / 2, wide + 2, high, {"color": LIGHT.ground})
    to = line((at[0] + off / 3, at[1] + (y - at[1]) / 3), (x + (1 if far else -1), y), colour, 0.5)
    return [*ground, to, *lines(parts, x, y - high / 2, colour, side="right" if far else "left", bold=chosen)]


def _edges(chart: Chart) -> list[tuple[list[str], float]]:
    """What stands beside the plot: the centre and the upper limits, each at its height."""
    centres = [(wrapped(ref.label, EDGE, SMALL), ref.value) for ref in chart.lines]
    return centres + [([bounds.name], bounds.upper[-1]) for bounds in chart.bounds]


def _beside(edges: list[tuple[list[str], float]]) -> float:
    return 8 + max((width(part, SMALL) for parts, _ in edges for part in parts), default=0.0)


def _edge_names(edges: list[tuple[list[str], float]], up: Scale, plot: Plot) -> list[Item]:
    heights = [len(parts) * LINE * SMALL for parts, _ in edges]
    placed = line_ends.apart([up(value) for _, value in edges], heights, plot.top - 6, plot.bottom + 6)
    look = {"colour": LIGHT.muted, "size": SMALL}
    rows = zip(edges, placed, heights, strict=True)
    return [
        item for (parts, _), y, high in rows for item in lines(parts, plot.right + 4, y - high / 2, **look)
    ]


def _size_axis(chart: Chart, across: Scale, plot: Plot) -> list[Item]:
    step = layout.round_step((across.high - across.low) / SIZE_STEPS)
    places = [step * at for at in range(int(across.high / step) + 1)]
    said = [text(formats.number(n), across(n), plot.bottom + 8, LIGHT.muted, side="centre") for n in places]
    middle = (plot.left + plot.right) / 2
    return [*said, text(chart.axis_title, middle, plot.bottom + 19, LIGHT.muted, side="centre")]
