"""The axis of ages: days, told in the months that people ask about."""

from kim.charts import Chart
from kim.exports.screen import layout
from kim.exports.screen.colours import Colours
from kim.sentences.curves import MILESTONES

MONTHS = {0: 0, **MILESTONES}  # months → days
LAST = "Monate"
ROOM = 34  # px that half of the last month needs beside the plot
WIDTH = 26  # days of a column that stands for a month


def axis(chart: Chart, colours: Colours, room: float = 0) -> dict:
    """From nothing to the milestone at or behind the last age, `room` days more at both sides."""
    last = max(chart.positions, default=0.0)
    end = _end([last, *(line.value for line in chart.lines)])
    ticks = {months: day for months, day in MONTHS.items() if day <= end}
    *said, furthest = ticks
    look = {
        "range": [-room, max(end, last) + room],
        "tickvals": list(ticks.values()),
        "ticktext": [*map(str, said), f"{furthest} {LAST}"],
        "tickangle": 0,
        "tickfont": {"color": colours.muted},
        "showgrid": False,
        "zeroline": False,
    }
    return layout.axis(colours, **look)


def _end(reach: list[float]) -> int:
    """The first milestone that all of it lies before."""
    return next((day for day in MILESTONES.values() if day >= max(reach)), MONTHS[36])


def narrow(look: dict, colours: Colours) -> dict:
    """The marker of a part of narrow columns: parts are told apart by a line of the ground."""
    return look | {"line": {"color": colours.ground, "width": 0.5}}
