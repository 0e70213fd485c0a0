"""What is said around a figure: title, subtitle with its sentence, what must be known below, the notes."""

from collections.abc import Sequence

from kim import formats
from kim.catalogue import Indicator
from kim.charts import Chart
from kim.charts.description import SPOKEN
from kim.exports.screen import marks
from kim.exports.screen.scatters import titles
from kim.exports.slides import texts
from kim.exports.slides.native.rows import grouped
from kim.exports.slides.page import Page
from kim.exports.slides.places import FOOT, SUBTITLE
from kim.exports.slides.vorlage import FOOT_SIZE, SUBTITLE_SIZE
from kim.topics.parts import Figure, indicators

LONGEST_TITLE = 110  # characters on two lines
MOST_LINES = 3  # of the sentence under the subtitle
SIZES = (SUBTITLE_SIZE, SUBTITLE_SIZE - 1)  # points: the larger one where the sentence fits whole
MORE = "Weitere Hinweise stehen in den Notizen."
CUT = "Die ganze Aussage steht in den Notizen."
STRIKING = "auffällig"
GRIDS = ("tiles", "heatmap")  # kinds whose values stand in cells
SHAPES = {"outside": "◆", "few": "○"}
TRACED = "Kennung zum Zurückverfolgen"
DRAWN = "Die senkrechten Linien der Ereignisse sind gezeichnet und gehören nicht zum Diagramm."


def page_of(figure: Figure, before: Sequence[str], heading: str, lead: str) -> Page:
    """All of a slide but its picture; `before`: the words that led to it, `lead`: what is said over it."""
    chart = figure.chart
    said = chart.sentence if len(chart.sentence) <= LONGEST_TITLE else None
    title = said or neutral(chart)
    seen = said or chart.sentence in texts.plain(lead)
    below, size = ("", SUBTITLE_SIZE) if seen else _told(chart)
    subtitle = "\n".join(filter(None, [lead, _measured(chart, title), _key(chart), below]))
    cut = "" if seen or below == chart.sentence else CUT
    return Page(title, subtitle, _foot(chart, cut), notes(figure, before), _kinds(chart, heading), size)


def _kinds(chart: Chart, heading: str) -> tuple[str, ...]:
    """What tells it apart from another picture of the same measure: its rows, its form, its heading."""
    rows = "" if chart.groups or chart.kind not in ("bar", "stacked") else chart.table.columns[0]
    return tuple(dict.fromkeys(filter(None, (rows, SPOKEN[chart.kind], heading))))


def _told(chart: Chart) -> tuple[str, int]:
    """The sentence with its size; cut where a sentence ends if it would take too many lines."""
    for size in SIZES:
        if texts.lines(chart.sentence, size, SUBTITLE.wide) <= MOST_LINES:
            return chart.sentence, size
    return _cut(chart, SIZES[-1]), SIZES[-1]


def _cut(chart: Chart, size: int) -> str:
    """As many sentences as fit; before all others what is said of the chosen one and of striking ones."""
    said = texts.sentences(chart.sentence)
    words = [STRIKING, *([chart.highlight] if chart.highlight else [])]
    first = sorted(range(len(said)), key=lambda at: (not any(word in said[at] for word in words), at))
    kept: list[int] = []
    for at in first:
        text = " ".join(said[i] for i in sorted([*kept, at]))
        if not kept or texts.lines(text, size, SUBTITLE.wide) <= MOST_LINES:
            kept.append(at)
    return " ".join(said[at] for at in sorted(kept))


def neutral(chart: Chart) -> str:
    """Measure and area."""
    measure, dash, rest = chart.title.rpartition(" – ")
    return f"{measure}{dash}{rest.split(', ')[0]}" if dash else chart.title


def _measured(chart: Chart, title: str) -> str:
    """What the title has not said of measure, area, period and comparator; then the unit."""
    told = formats.capital(chart.title.removeprefix(title).lstrip(",; "))
    unit = f"Einheit: {chart.axis_title or chart.unit}" if chart.unit else ""
    if chart.kind == "funnel":
        unit = f"senkrecht in {chart.unit}, waagerecht {chart.axis_title}"
    if chart.kind == "scatter":
        across, up = titles(chart)
        unit = f"senkrecht {up}; waagerecht {across}"
    head = "; ".join(filter(None, [told, unit]))
    by = "nach Regierungsbezirk" if grouped(chart) else ""
    return formats.capital("; ".join(filter(None, [head, by])))


def _key(chart: Chart) -> str:
    """What the forms of points say."""
    said = marks.words(chart)
    there = [
        f"{SHAPES[mark]} {said[mark]}" for mark in SHAPES if mark in (chart.marks or ()) and mark in said
    ]
    limits = ["durchgezogen: Grenzen, gestrichelt: Mittel"] if chart.bounds and chart.kind == "line" else []
    band = ["gepunktet: Grenzen des Intervalls"] if _has_band(chart) else []
    columns = chart.notes[:1] if chart.kind == "heatmap" else ()
    return "   ".join([*there, *limits, *band, *columns, *_groups(chart)])


def _groups(chart: Chart) -> list[str]:
    """Which rows belong together, where it does not stand at them."""
    if grouped(chart) or not chart.groups:
        return []
    named: dict[str, list[str]] = {}
    for group, name in zip(chart.groups, chart.categories, strict=True):
        named.setdefault(group, []).append(name)
    return [f"{group}: {formats.listing(names)}." for group, names in named.items() if group]


def _has_band(chart: Chart) -> bool:
    return chart.kind in ("line", "curve") and any(series.lower for series in chart.series)


def _foot(chart: Chart, cut: str) -> str:
    """Events first, as their signs stand in the chart, then notes as far as they fit, then the symbols."""
    events = [event.label for event in chart.events]
    symbols = _symbols(chart)
    wanted = [*([cut] if cut else []), *events, *_below(chart, events)]
    room = 3 - texts.lines(symbols, FOOT_SIZE, FOOT.wide) * bool(symbols)
    told = _fitting(wanted, room)
    more = [] if len(told) == len(wanted) else [MORE]
    return "\n".join([text for text in (" ".join([*told, *more]), symbols) if text])


def _below(chart: Chart, events: Sequence[str]) -> list[str]:
    """The notes that are not said elsewhere on the slide."""
    notes = chart.notes[1:] if chart.kind == "heatmap" else chart.notes
    return [note for note in notes if note not in events]


def _fitting(wanted: Sequence[str], room: int) -> list[str]:
    told: list[str] = []
    for note in wanted:
        if texts.lines(" ".join([*told, note, MORE]), FOOT_SIZE, FOOT.wide) > room:
            break
        told.append(note)
    return told


def _symbols(chart: Chart) -> str:
    """The symbols on tiles and in grids; everywhere else the words stand in the chart."""
    legend = chart.legend if chart.kind in GRIDS else []
    return "Zeichen: " + "; ".join(f"{sign} = {meaning}" for sign, meaning in legend) if legend else ""


def notes(figure: Figure, before: Sequence[str]) -> str:
    """All that must be known about a figure, for who speaks and for who checks."""
    chart = figure.chart
    told = {
        "Aussage": chart.sentence,
        "Gemessen": chart.title + (f" ({chart.unit})" if chart.unit else ""),
        **_defined(indicators([figure])),
        "Quelle, Stand, Stichtage und Zahl der Meldungen": chart.source,
        "Hinweise": " ".join([*chart.notes, *([DRAWN] if chart.events else [])]),
        "Zeichen": "; ".join(f"{sign} = {meaning}" for sign, meaning in chart.legend),
        TRACED: "\n".join(chart.traces),
        "Alternativtext": chart.alt,
        "Dazu": "\n".join(before),
    }
    return "\n".join(f"{name}: {text}" for name, text in told.items() if text)


def _defined(found: Sequence[Indicator]) -> dict[str, str]:
    return {
        "Definition": " ".join(f"{entry.title}: {entry.definition}" for entry in found),
        "Methode": " ".join(f"{entry.title}: {entry.formula}" for entry in found if entry.formula),
        "Grenzen": " ".join(entry.limits for entry in found if entry.limits),
    }
