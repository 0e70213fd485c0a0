"""The axis of ages: days, told in the months that people ask about."""

from kim.charts import Chart
from kim.estimates.along import STEP
from kim.exports.screen import layout
from kim.exports.screen.colours import Colours, contrast
from kim.sentences.curves import MILESTONES

MONTHS = {0: 0, **MILESTONES}  # months → days
LAST = "Monate"
SHORTEST = MONTHS[3]  # days that the axis has at least
ROOM = 34  # px that half of the last month needs beside the plot
STANDS_OUT = 3.0  # the contrast that WCAG 2 asks of what is drawn
WIDTH = 26  # days of a column that stands for a month


def axis(chart: Chart, colours: Colours, room: float = 0) -> dict:
    """From nothing to the last age or the last line, `room` days more at both sides."""
    reach = max([SHORTEST, *(chart.positions or ()), *(line.value for line in chart.lines)])
    ticks = {months: day for months, day in MONTHS.items() if day <= reach + STEP}
    *said, furthest = ticks
    look = {
        "range": [-room, max(reach, *ticks.values()) + room],
        "tickvals": list(ticks.values()),
        "ticktext": [*map(str, said), f"{furthest} {LAST}"],
        "tickangle": 0,
        "tickfont": {"color": colours.muted},
        "showgrid": False,
        "zeroline": False,
    }
    return layout.axis(colours, **look)


def narrow(look: dict, colours: Colours) -> dict:
    """The marker of a part of narrow columns: parts are told apart by a line of the ground.

    What hardly stands out from the ground keeps its outline.
    """
    if contrast(look["color"], colours.ground) < STANDS_OUT:
        return look | {"line": look["line"] | {"width": 0.8}}
    return look | {"line": {"color": colours.ground, "width": 0.5}}
