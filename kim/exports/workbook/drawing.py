"""Which native chart draws which kind."""

from kim.exports.workbook import bars, falls, grid, lines, pairs, ranges, scatters, tiles
from kim.exports.workbook.place import Place

DRAWN_BY = {
    "bar": bars.draw,
    "stacked": bars.draw,
    "line": lines.draw,
    "range": ranges.draw,
    "tiles": tiles.draw,
    "curve": scatters.draw_curve,
    "funnel": scatters.draw_funnel,
    "waterfall": falls.draw,
    "scatter": pairs.draw,
    "heatmap": grid.draw,
}


def draw(place: Place) -> int:
    """Draw the chart of a place beside its table; the first row that is free below.

    Where no value is known there is nothing to look at; a kind that nobody draws is a KeyError.
    """
    drawn = DRAWN_BY[place.chart.kind]
    return place.head + 1 if place.chart.silent else drawn(place)
