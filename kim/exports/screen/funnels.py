"""Funnels: units by their number of cases, between limits that narrow as units grow."""

from html import escape

from kim import formats
from kim.charts import Bounds, Chart
from kim.exports.screen import layout, line_names, marks, texts
from kim.exports.screen.colours import Colours
from kim.exports.screen.free_places import Name, free

PLOT, FOOT = line_names.PLOT, 44
NAMED = 8  # units outside that are named in the picture
NAME_WIDTH, CENTRE_WIDTH = 18, 14  # characters
REACH = 14  # px from a point to its name
PHONE = 305  # px of a plot on a phone with what stands beside it
TICKS = 4  # a phone has room for so many numbers of cases
TICK_STEPS = 6
Span = tuple[float, float]


def figure(chart: Chart, colours: Colours) -> dict:
    across, up = sizes(chart), values(chart)
    key = marks.key(chart, colours, colours.grey)
    top = 8 + texts.lines_of(key) * texts.LINE
    return layout.figure(
        chart,
        colours,
        [
            _limits(chart, colours, True),
            _limits(chart, colours, False),
            *points(chart, colours, _hover(chart)),
        ],
        height=PLOT + top + FOOT,
        margin={"t": top, "b": FOOT, "l": 8, "r": _room(chart), "pad": 2},
        xaxis=_size_axis(chart, colours, across),
        yaxis=_value_axis(chart, colours, up),
        annotations=[
            texts.above(key, 6, colours),
            *_edge_names(chart, colours, up),
            *names(chart, colours, across, up),
        ],
        shapes=[centre(line.value, colours) for line in chart.lines],
    )


def sizes(chart: Chart) -> Span:
    return 0.0, 1.05 * max(chart.positions, default=1.0)


def values(chart: Chart) -> Span:
    """All points, and the limits from the middle of the sizes on; those of few cases run out at the side."""
    near = [limit for bounds in chart.bounds for limit in _from_the_middle(bounds)]
    known = [*chart.series[0].values, *near, *(line.value for line in chart.lines)]
    low, high = min(known, default=0.0), max(known, default=100.0)
    room = 0.06 * (high - low) or 1.0
    return (max(low - room, 0.0), min(high + room, 100.0)) if chart.unit == "%" else (low - room, high + room)


def _from_the_middle(bounds: Bounds) -> tuple[float, ...]:
    middle = len(bounds.positions) // 2
    return (*bounds.lower[middle:], *bounds.upper[middle:])


def _limits(chart: Chart, colours: Colours, strong: bool) -> dict:
    """The lower and the upper limit as one trace with a gap between."""
    found = next((bounds for bounds in chart.bounds if bounds.strong == strong), Bounds("", (), (), ()))
    return {
        "type": "scatter",
        "mode": "lines",
        "name": f"Grenzen {found.name}",
        "x": [*found.positions, None, *found.positions],
        "y": [*found.lower, None, *found.upper],
        "connectgaps": False,
        "line": {"color": colours.muted, "width": 2 if strong else 0.8},
        "hoverinfo": "skip",
    }


def points(chart: Chart, colours: Colours, said: list[str]) -> list[dict]:
    """All units, then the chosen one once more on top, larger and in the focus colour."""
    series = chart.series[0]
    every = _scatter(series.name, chart.positions, series.values, said)
    at = [place for place, name in enumerate(chart.categories) if name == chart.highlight]
    chosen = _scatter(
        "Auswahl", *([c[place] for place in at] for c in (chart.positions, series.values, said))
    )
    return [
        every | {"marker": marks.looks(chart, colours, colours.grey)},
        chosen | {"marker": _chosen(chart, colours, at)},
    ]


def _scatter(name: str, x: tuple | list, y: tuple | list, said: list[str]) -> dict:
    place = {"type": "scatter", "mode": "markers", "name": name, "x": list(x), "y": list(y)}
    return place | {"hovertext": said, "hoverinfo": "text", "cliponaxis": False}


def _chosen(chart: Chart, colours: Colours, at: list[int]) -> dict:
    told = [chart.marks[place] for place in at]
    return {
        "symbol": [marks.SYMBOLS[mark] for mark in told],
        "size": [marks.SIZES[mark] + 4 for mark in told],
        "color": [colours.ground if mark == "few" else colours.focus for mark in told],
        "line": {"color": colours.focus, "width": 2},
        "opacity": 1,
    }


def _hover(chart: Chart) -> list[str]:
    parts = zip(chart.categories, chart.labels(chart.series[0]), chart.positions, chart.marks, strict=True)
    return [
        f"{escape(name)}: {value}, {chart.axis_title} {formats.number(n)}, {marks.SAID[mark]}"
        for name, value, n, mark in parts
    ]


def _size_axis(chart: Chart, colours: Colours, span: Span) -> dict:
    step = layout.round_step((span[1] - span[0]) / TICKS)
    values = [step * at for at in range(int(span[1] / step) + 1)]
    look = {"range": list(span), "showgrid": False, "tickangle": 0, "tickfont": {"color": colours.muted}}
    ticks = {"tickvals": values, "ticktext": [formats.number(value) for value in values]}
    title = {"text": chart.axis_title, "font": {"size": texts.SIZE, "color": colours.muted}, "standoff": 4}
    return layout.axis(colours, **look, **ticks, title=title, zeroline=False)


def _value_axis(chart: Chart, colours: Colours, span: Span) -> dict:
    look = {"range": list(span), "automargin": True, "tickfont": {"color": colours.muted}, "zeroline": False}
    return layout.axis(colours, **look, **layout.ticks(chart, *span, TICK_STEPS))


def centre(value: float, colours: Colours) -> dict:
    look = {"color": colours.text, "width": 1.5, "dash": "dash"}
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "yref": "y",
        "y0": value,
        "y1": value,
        "line": look,
    }


def _edges(chart: Chart) -> list[tuple[str, float]]:
    """What stands beside the plot: the centre and the upper limits, each at its height."""
    centres = [(texts.broken(line.label, CENTRE_WIDTH), line.value) for line in chart.lines]
    return centres + [(escape(bounds.name), bounds.upper[-1]) for bounds in chart.bounds]


def _room(chart: Chart) -> int:
    return texts.width([part for text, _ in _edges(chart) for part in text.split("<br>")]) + 14


def _edge_names(chart: Chart, colours: Colours, up: Span) -> list[dict]:
    edges = _edges(chart)
    heights = [texts.lines_of(text) * line_names.LINE for text, _ in edges]
    placed = line_names.apart([_px(value, up) for _, value in edges], heights)
    look = {"yref": "paper", "xshift": 6, "font": {"size": texts.SIZE, "color": colours.muted}}
    return [
        texts.note(text, 1, 0, colours, yshift=y, **look) for (text, _), y in zip(edges, placed, strict=True)
    ]


def _px(value: float, up: Span) -> float:
    return PLOT * (value - up[0]) / (up[1] - up[0])


def names(chart: Chart, colours: Colours, across: Span, up: Span) -> list[dict]:
    """The chosen unit and those outside by name, on the side where there is room, hiding nothing."""
    outside = [at for at, mark in enumerate(chart.marks) if mark == "outside"][:NAMED]
    told = [at for at, name in enumerate(chart.categories) if at in outside or name == chart.highlight]
    said = [texts.broken(chart.categories[at], NAME_WIDTH) for at in told]
    places = _on_a_phone(chart, across, up)
    boxes = [_box(text, _far(chart, at, across), *places[at]) for at, text in zip(told, said, strict=True)]
    placed = free(boxes, places, PLOT)
    parts = zip(told, said, placed, strict=True)
    return [_name(chart, colours, at, text, places[at][1] - new, across) for at, text, new in parts]


def _on_a_phone(chart: Chart, across: Span, up: Span) -> list[tuple[float, float]]:
    """All points in px where the plot is narrowest: what is free there is free where it is wider."""
    wide = (PHONE - _room(chart)) / (across[1] - across[0])
    pairs = zip(chart.positions, chart.series[0].values, strict=True)
    return [((size - across[0]) * wide, _px(value, up)) for size, value in pairs]


def _box(text: str, far: bool, x: float, y: float) -> Name:
    wide = texts.width(text.split("<br>")) + 4
    left = x - REACH - wide if far else x + REACH
    return Name(left, left + wide, y, texts.lines_of(text) * line_names.LINE + 2)


def _far(chart: Chart, at: int, across: Span) -> bool:
    """Whether a point lies in the right half, where its name stands at its left."""
    return chart.positions[at] > (across[0] + across[1]) / 2


def _name(chart: Chart, colours: Colours, at: int, text: str, down: float, across: Span) -> dict:
    """A name with a thin line to its point."""
    chosen, far = chart.categories[at] == chart.highlight, _far(chart, at, across)
    colour = colours.focus if chosen else colours.text
    text = texts.tinted(texts.bold(text) if chosen else text, colour)
    arrow = {"showarrow": True, "arrowhead": 0, "arrowwidth": 0.8, "arrowcolor": colour, "standoff": 6}
    side = {"xref": "x", "xanchor": "right" if far else "left", "align": "right" if far else "left"}
    place = {"ax": -REACH if far else REACH, "ay": round(down, 1), "borderpad": 1, "bgcolor": colours.ground}
    return texts.note(
        text, chart.positions[at], chart.series[0].values[at], colours, **arrow, **side, **place
    )
