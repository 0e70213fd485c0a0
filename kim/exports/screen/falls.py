"""The bars of a waterfall: each begins where the one before it ends, at thin lines between them."""

from html import escape

from kim.charts import Chart
from kim.exports.screen.colours import Colours, styled
from kim.exports.screen.row_places import Rows


def bars(chart: Chart, colours: Colours, rows: Rows) -> list[dict]:
    """One trace; `customdata` holds amount and status, as a bar without a place has no length."""
    series = chart.series[0]
    looks = [styled(style, colours) for style in chart.styles]
    spans = list(zip(series.lower, series.upper, strict=True))
    pairs = zip(chart.categories, chart.labels(series), strict=True)
    return [
        {
            "type": "bar",
            "orientation": "h",
            "name": series.name,
            "x": [None if low is None else high - low for low, high in spans],
            "base": [low for low, _ in spans],
            "y": list(rows.bars),
            "width": rows.thickness,
            "marker": _marker(looks, colours),
            "customdata": [list(pair) for pair in zip(series.values, series.status, strict=True)],
            "hovertext": [f"{escape(name)}: {escape(label)}" for name, label in pairs],
            "hoverinfo": "text",
            "cliponaxis": False,
        }
    ]


def _marker(looks: list[dict], colours: Colours) -> dict:
    """Where colours are a list, Plotly draws patterns in them and leaves their ground as it is."""
    hatched = [look.get("pattern") for look in looks]
    edges = {key: [look["line"][key] for look in looks] for key in ("color", "width")}
    inks = [p["fgcolor"] if p else look["color"] for p, look in zip(hatched, looks, strict=True)]
    pattern = {"shape": [p["shape"] if p else "" for p in hatched], "bgcolor": colours.ground}
    look = {"size": 6, "solidity": 0.2, "fillmode": "replace"}
    return {"color": inks, "line": edges, "pattern": pattern | look}


def levels(chart: Chart, colours: Colours, rows: Rows) -> list[dict]:
    """Thin lines from bar to bar at the level that both share."""
    if chart.kind != "waterfall":
        return []
    look = {"type": "line", "xref": "x", "yref": "y", "line": {"color": colours.muted, "width": 1}}
    return [
        look | {"x0": level, "x1": level, "y0": rows.bars[at], "y1": rows.bars[at + 1], "layer": "below"}
        for at, level in enumerate(shared(chart))
        if level is not None
    ]


def shared(chart: Chart) -> list[float | None]:
    """For each bar but the last the level at which the next one goes on; None where there is none."""
    series = chart.series[0]
    spans = list(zip(series.lower, series.upper, strict=True))
    return [_common(*pair) for pair in zip(spans, spans[1:], strict=False)]


def _common(one: tuple, next_one: tuple) -> float | None:
    """What goes down goes on from its lower end, wholes from their upper one."""
    ends = [end for end in one if end is not None and end in next_one and end > 0]
    return ends[0] if ends else None
