"""What all figures share: ground, fonts, separators, still axes, the traces of what is missing."""

from math import ceil, floor, log10

from kim import formats
from kim.charts import Chart
from kim.exports.screen import texts
from kim.exports.screen.colours import Colours, hatch

PAD = 6


def figure(chart: Chart, colours: Colours, traces: list[dict], **layout: object) -> dict:
    shared = {
        "separators": ",.",
        "showlegend": False,
        "barmode": "stack",
        "hovermode": "closest",
        "dragmode": False,
        "uirevision": chart.id,
        "paper_bgcolor": colours.ground,
        "plot_bgcolor": colours.ground,
        "font": {"family": texts.FONT, "size": texts.SIZE, "color": colours.text},
        "hoverlabel": {
            "font": {"family": texts.FONT, "size": 14},
            "bgcolor": colours.ground,
            "align": "left",
        },
        "uniformtext": {"minsize": texts.SIZE, "mode": "hide"},
    }
    return {"data": traces, "layout": shared | layout}


def axis(colours: Colours, **rest: object) -> dict:
    """An axis that cannot be moved, without frame."""
    look = {"gridcolor": colours.grid, "zerolinecolor": colours.muted, "zerolinewidth": 1}
    return {"fixedrange": True, "showline": False, "ticks": "", "automargin": False} | look | rest


def value_range(chart: Chart) -> tuple[float, float]:
    """From zero, or from below where values are; percentages that come near 100 end there."""
    against = [] if chart.kind == "curve" else [line.value for line in chart.lines]
    known = [v for column in _drawn(chart) for v in column if v is not None] + against
    low, high = min([0.0, *known]), max([0.0, *known])
    if chart.unit == "%" and low == 0 and 50 < high <= 100:
        return 0.0, 100.0
    spread = (high - low) or 1.0
    return (low - 0.05 * spread if low < 0 else 0.0), high + 0.05 * spread


def _drawn(chart: Chart) -> list[tuple[float | None, ...]]:
    if chart.kind == "stacked":
        stacks = zip(*(series.values for series in chart.series), strict=True)
        return [tuple(sum(v for v in stack if v is not None) for stack in stacks)]
    columns = [(s.values, s.lower, s.upper) for s in chart.series] + [
        (b.lower, b.upper) for b in chart.bounds
    ]
    return [column for some in columns for column in some if column is not None]


def silent(chart: Chart) -> list[str | None]:
    """For each category the status that keeps it empty, None where anything is shown."""
    found = []
    for statuses in zip(*(s.status for s in chart.series if s.style != "forecast"), strict=True):
        empty = not any(status in formats.NUMERIC for status in statuses)
        found.append(statuses[0] if empty else None)
    return found


def missing_bars(colours: Colours) -> dict:
    """The hatched band where nothing is reported; its length is not a value."""
    marker = {
        "color": colours.ground,
        "line": {"width": 0},
        "pattern": hatch(colours.hatching, colours.ground),
    }
    return {"type": "bar", "name": "ohne Angabe", "marker": marker, "hoverinfo": "skip"}


def missing_lengths(chart: Chart, length: float) -> list[float | None]:
    return [length if status in formats.MISSING else None for status in silent(chart)]


def ticks(chart: Chart, low: float, high: float, most: int) -> dict:
    """Round numbers along an axis, at most so many steps.

    They are written here: while Plotly takes a new width it now and then writes 6,000 for 6.000.
    """
    step = round_step((high - low) / most)
    step = max(step, 1) if chart.decimals == 0 and chart.unit != "%" else step
    values = [round(step * at, 10) for at in range(ceil(low / step), floor(high / step) + 1)]
    sign = f"{formats.NBSP}%" if chart.unit == "%" else ""
    return {"tickvals": values, "ticktext": [f"{formats.short(value, 4)}{sign}" for value in values]}


def round_step(least: float) -> float:
    """The smallest of 1, 2, 2.5 and 5 times a power of ten that is not below."""
    power = 10 ** floor(log10(least))
    return next(nice * power for nice in (1, 2, 2.5, 5, 10) if nice * power >= least)
