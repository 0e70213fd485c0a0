"""Every kind of chart as a drawing on paper."""

from kim.charts import Chart
from kim.exports.paper.drawing import columns, curves, funnels, heatmaps, rows, scatters, tilemap
from kim.exports.paper.drawing.scene import Scene

__all__ = ["Scene", "draw"]


def draw(chart: Chart, width: float, height: float) -> Scene:
    """A chart in a width; `height` is that of the plot where the kind does not need its own (pt)."""
    own = {"curve": curves, "funnel": funnels, "scatter": scatters}
    if chart.kind in own:
        return own[chart.kind].scene(chart, width, height)
    whole = {"tiles": tilemap, "heatmap": heatmaps}
    if chart.kind in whole:
        return whole[chart.kind].scene(chart, width)
    return columns.scene(chart, width, height) if chart.over_time else rows.scene(chart, width)
