"""The tile map: every site as a tile of the same size with its sign and its value in it."""

from html import escape

from kim import formats
from kim.charts import Chart
from kim.exports.screen import layout, texts
from kim.exports.screen.colours import Colours, hatch, mix, on

TILE = 46  # px, high enough for two lines
GAP = 0.06


def figure(chart: Chart, colours: Colours) -> dict:
    rows = max(place.row for place in chart.places) + 1
    columns = max(place.column for place in chart.places) + 1
    still = {"showgrid": False, "zeroline": False, "showticklabels": False}
    return layout.figure(
        chart,
        colours,
        [_tiles(chart, colours)],
        height=rows * TILE + 8,
        margin={"t": 4, "b": 4, "l": 2, "r": 2},
        xaxis=layout.axis(colours, range=[-0.5, columns - 0.5], **still),
        yaxis=layout.axis(colours, range=[rows, 0], **still),
        uniformtext={"minsize": 0, "mode": False},
    )


def _tiles(chart: Chart, colours: Colours) -> dict:
    """One bar for each tile; `customdata` holds its value and status, as its height is not a value."""
    series = chart.series[0]
    fills = [shade(chart, value, colours) for value in series.values]
    chosen = [name == chart.highlight for name in chart.categories]
    said = [f"{escape(c)}: {escape(t)}" for c, t in zip(chart.categories, chart.labels(series), strict=True)]
    return {
        "type": "bar",
        "name": series.name,
        "x": [place.column for place in chart.places],
        "y": [1 - GAP] * len(chart.places),
        "base": [place.row + GAP / 2 for place in chart.places],
        "width": 1 - GAP,
        "text": _texts(chart, chosen),
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"size": texts.SIZE, "color": [on(fill) for fill in fills]},
        "hovertext": said,
        "hoverinfo": "text",
        "customdata": [list(pair) for pair in zip(series.values, series.status, strict=True)],
        "marker": _marker(series.status, fills, chosen, colours),
    }


def _texts(chart: Chart, chosen: list[bool]) -> list[str]:
    pairs = zip(chart.places, chart.ends, chosen, strict=True)
    return [f"{texts.bold(place.sign) if strong else place.sign}<br>{end}" for place, end, strong in pairs]


def shade(chart: Chart, value: float | None, colours: Colours) -> str:
    if value is None:
        return colours.ground
    step = sum(1 for limit in chart.steps if value >= limit)
    return mix(*colours.shades, step / max(len(chart.steps), 1)) if chart.steps else colours.shades[0]


def _marker(statuses: tuple[str, ...], fills: list[str], chosen: list[bool], colours: Colours) -> dict:
    """Hatched where nothing is reported, hollow where there are too few; a thick edge for the chosen one."""
    edges = [
        colours.text if strong else colours.grey if status != "shown" else colours.focus
        for status, strong in zip(statuses, chosen, strict=True)
    ]
    hatched = [status in formats.MISSING for status in statuses]
    pattern = hatch(colours.hatching, colours.ground) | {"shape": ["/" if h else "" for h in hatched]}
    # Where colours are a list, Plotly draws the lines of a pattern in them and leaves its ground as it is.
    inks = [colours.hatching if h else fill for h, fill in zip(hatched, fills, strict=True)]
    widths = [3 if strong else 1 for strong in chosen]
    return {"color": inks, "line": {"color": edges, "width": widths}, "pattern": pattern}
