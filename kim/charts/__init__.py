"""Charts: frozen descriptions around finished results, made by one function per question."""

from kim.charts.bars import bars_by, bars_by_unit, bars_of_ages
from kim.charts.control import control
from kim.charts.curves import curve_by_age, stacked_by_age
from kim.charts.description import Across, Bounds, Chart, Event, Place, ReferenceLine, Series
from kim.charts.funnels import funnel
from kim.charts.heatmaps import heatmap
from kim.charts.lines import line_over_time, split
from kim.charts.ranges import range_bars
from kim.charts.scatters import scatter
from kim.charts.stacks import stacked_by
from kim.charts.tiles import tiles
from kim.charts.waterfalls import waterfall

__all__ = [
    "Across",
    "Bounds",
    "Chart",
    "Event",
    "Place",
    "ReferenceLine",
    "Series",
    "bars_by",
    "bars_by_unit",
    "bars_of_ages",
    "control",
    "curve_by_age",
    "funnel",
    "heatmap",
    "line_over_time",
    "range_bars",
    "scatter",
    "split",
    "stacked_by",
    "stacked_by_age",
    "tiles",
    "waterfall",
]
