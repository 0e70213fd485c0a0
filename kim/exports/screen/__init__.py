"""The screen renderer: a chart as a plain Plotly figure; title, notes and source are set by the page."""

from kim.charts import Chart
from kim.exports.screen import columns, curves, funnels, heatmaps, rows, scatters, tiles
from kim.exports.screen.colours import DARK, LIGHT

__all__ = ["DARK", "LIGHT", "render"]
OWN = {"tiles": tiles, "curve": curves, "funnel": funnels, "scatter": scatters, "heatmap": heatmaps}


def render(chart: Chart, dark: bool = False) -> dict:
    """The figure of a chart: how many traces it has follows from its kind and its series alone."""
    colours = DARK if dark else LIGHT
    if chart.kind in OWN:
        return OWN[chart.kind].figure(chart, colours)
    if chart.over_time:
        return columns.figure(chart, colours)
    return rows.figure(chart, colours)
