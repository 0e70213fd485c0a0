"""Scatters: one point for each unit between the medians of both values; few are named."""

from html import escape

from kim.charts import Chart
from kim.exports.screen import funnels, layout, line_names, marks, texts
from kim.exports.screen.colours import Colours

PLOT, FOOT = line_names.PLOT, 44
TICKS = 5  # a phone has room for so many numbers
ROOM = 0.06  # the share of the values that stays free at each side
SHEER = {"bgcolor": "rgba(0,0,0,0)"}  # a name hides no point
Span = tuple[float, float]


def figure(chart: Chart, colours: Colours) -> dict:
    across, up = spans(chart)
    key = marks.key(chart, colours, colours.grey)
    head = texts.tinted(escape(titles(chart)[1]), colours.muted)
    top = 24 + texts.LINE * (texts.lines_of(key) if key else 0)
    above = [texts.above(head, 4, colours)] + ([texts.above(key, 4 + texts.LINE, colours)] if key else [])
    return layout.figure(
        chart,
        colours,
        funnels.points(chart, colours, hover(chart)),
        height=PLOT + top + FOOT,
        margin={"t": top, "b": FOOT, "l": 8, "r": 12, "pad": 2},
        xaxis=_across_axis(chart, colours, across),
        yaxis=_up_axis(chart, colours, up),
        annotations=[
            *above,
            *(name | SHEER for name in funnels.names(chart, colours, across, up)),
        ],
        shapes=[*_upright(chart, colours), *(funnels.centre(line.value, colours) for line in chart.lines)],
    )


def spans(chart: Chart) -> tuple[Span, Span]:
    """From the least to the highest with some room; shares stay between nothing and all."""
    across = _span(chart.positions, chart.across.unit)
    return across, _span(chart.series[0].values, chart.unit)


def _span(values: tuple[float | None, ...], unit: str) -> Span:
    known = [value for value in values if value is not None]
    low, high = min(known, default=0.0), max(known, default=100.0)
    room = ROOM * (high - low) or 1.0
    return (max(low - room, 0.0), min(high + room, 102.0)) if unit == "%" else (low - room, high + room)


def titles(chart: Chart) -> tuple[str, str]:
    """What is measured across and up, with the medians: named there, they cover no point."""
    sides = ((chart.across.name, chart.across.lines), (chart.axis_title, chart.lines))
    across, up = (", ".join([name, *(line.label for line in lines)]) for name, lines in sides)
    return across, up


def hover(chart: Chart) -> list[str]:
    parts = zip(chart.categories, chart.labels(chart.series[0]), chart.positions, strict=True)
    return [
        f"{escape(name)}: {escape(chart.series[0].name)} {value}, {escape(chart.across.name)} "
        f"{chart.across.label(x)}"
        for name, value, x in parts
    ]


def _across_axis(chart: Chart, colours: Colours, span: Span) -> dict:
    look = {"range": list(span), "showgrid": False, "tickangle": 0, "tickfont": {"color": colours.muted}}
    title = {
        "text": escape(titles(chart)[0]),
        "font": {"size": texts.SIZE, "color": colours.muted},
        "standoff": 4,
    }
    ticks = layout.ticks(chart.across, *span, TICKS)
    return layout.axis(colours, **look, **ticks, title=title, zeroline=False)


def _up_axis(chart: Chart, colours: Colours, span: Span) -> dict:
    look = {"range": list(span), "automargin": True, "tickfont": {"color": colours.muted}, "zeroline": False}
    return layout.axis(colours, **look, **layout.ticks(chart, *span, funnels.TICK_STEPS))


def _upright(chart: Chart, colours: Colours) -> list[dict]:
    look = {"color": colours.text, "width": 1.5, "dash": "dash"}
    place = {"type": "line", "xref": "x", "yref": "paper", "y0": 0, "y1": 1}
    return [place | {"x0": line.value, "x1": line.value, "line": look} for line in chart.across.lines]
