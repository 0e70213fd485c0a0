"""Points that are told by their form: usual ones filled, those of few hollow, striking ones as diamonds."""

from kim.charts import Chart
from kim.comparison import WORDS
from kim.exports.screen import texts
from kim.exports.screen.colours import Colours

SAID = {
    "usual": WORDS["usual"],
    "not_judged": WORDS["not_judged"],
    "few": "zu wenige Fälle",
    "outside": WORDS["striking"],
}
OF_MONTHS = {"few": "zu wenige Monate für Grenzen", "outside": WORDS["striking"]}
OF_PAIRS = {"outside": WORDS["striking"]}
SIGNS = {"usual": "●", "not_judged": "●", "few": "○", "outside": "◆"}
SYMBOLS = {"usual": "circle", "not_judged": "circle", "few": "circle", "outside": "diamond"}
SIZES = {"usual": 7, "not_judged": 7, "few": 7, "outside": 12}


def looks(chart: Chart, colours: Colours, usual: str) -> dict:
    """The marker of all points, the usual ones in a colour of their own."""
    edges = [_tint(mark, colours, usual) for mark in chart.marks]
    fills = [colours.ground if m == "few" else edge for m, edge in zip(chart.marks, edges, strict=True)]
    return {
        "symbol": [SYMBOLS[mark] for mark in chart.marks],
        "size": [SIZES[mark] for mark in chart.marks],
        "color": fills,
        "line": {"color": edges, "width": 1.2},
        "opacity": 1,
    }


def words(chart: Chart) -> dict[str, str]:
    """What the forms say; in lines and scatters usual points need no word."""
    return {"funnel": SAID, "scatter": OF_PAIRS}.get(chart.kind, OF_MONTHS)


def key(chart: Chart, colours: Colours, usual: str) -> str:
    """What the forms say, of those that are there."""
    said = words(chart)
    there = [mark for mark in said if mark in (chart.marks or ())]
    parts = [
        (f"{texts.tinted(SIGNS[mark], _tint(mark, colours, usual))}\u00a0{said[mark]}", said[mark])
        for mark in there
    ]
    return texts.in_lines(parts)


def _tint(mark: str, colours: Colours, usual: str) -> str:
    return colours.text if mark == "outside" else usual
