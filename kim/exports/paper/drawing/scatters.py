"""Scatters on paper: one point for each unit between the medians of both values."""

from kim.charts import Chart
from kim.exports.paper.drawing import axes, funnels, keys
from kim.exports.paper.drawing.axes import Plot, Scale
from kim.exports.paper.drawing.scene import LINE, SIZE, Item, Scene, line, text
from kim.exports.screen import layout
from kim.exports.screen.colours import LIGHT
from kim.exports.screen.scatters import spans, titles

STEPS, ACROSS_STEPS = 5, 6
FOOT = 25.0  # pt below the plot


def scene(chart: Chart, room: float, high: float) -> Scene:
    key = keys.marks(chart, LIGHT.grey)
    wide = keys.height(key, room, SIZE)
    top = wide + LINE * SIZE + 6
    across_span, up_span = spans(chart)
    up = Scale(*up_span, top + high, top)
    ticks = axes.numbers(chart, *up_span, STEPS)
    plot = Plot(axes.room(ticks, SIZE), top, room - 8, top + high)
    across = Scale(*across_span, plot.left, plot.right)
    items = [
        *keys.drawn(key, 0, 0, room, SIZE),
        text(titles(chart)[1], 0, wide + LINE * SIZE / 2, LIGHT.muted),
        *axes.up(ticks, up, plot, SIZE),
        *funnels.centres(chart, up, plot),
        *_upright(chart, across, plot),
        *funnels.names(chart, across, up, plot),
        *funnels.points(chart, across, up),
        *_across_axis(chart, across, plot),
    ]
    return Scene(room, plot.bottom + FOOT, tuple(items))


def _upright(chart: Chart, across: Scale, plot: Plot) -> list[Item]:
    ends = [((across(ref.value), plot.top), (across(ref.value), plot.bottom)) for ref in chart.across.lines]
    return [line(*both, LIGHT.text, 0.9, "dash") for both in ends]


def _across_axis(chart: Chart, across: Scale, plot: Plot) -> list[Item]:
    told = layout.ticks(chart.across, across.low, across.high, ACROSS_STEPS)
    pairs = zip(told["tickvals"], told["ticktext"], strict=True)
    said = [text(word, across(value), plot.bottom + 8, LIGHT.muted, side="centre") for value, word in pairs]
    middle = (plot.left + plot.right) / 2
    return [*said, text(titles(chart)[0], middle, plot.bottom + 19, LIGHT.muted, side="centre")]
