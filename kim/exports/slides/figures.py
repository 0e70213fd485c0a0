"""A figure of a report as its slides: what it says on top, the chart, what must be known below."""

from collections.abc import Sequence
from dataclasses import replace

from kim import formats
from kim.catalogue import Indicator, load_indicator
from kim.charts import Chart
from kim.charts.description import SPOKEN
from kim.exports.screen import marks
from kim.exports.screen.scatters import titles
from kim.exports.slides import native, texts
from kim.exports.slides.deck import Deck, Page, draw_line, put_chart, put_words
from kim.exports.slides.heatmap import put_heatmap
from kim.exports.slides.native import Panel
from kim.exports.slides.native.rows import grouped
from kim.exports.slides.places import CONTENT, FOOT, SUBTITLE, Box
from kim.exports.slides.tile_map import put_tiles
from kim.exports.slides.vorlage import FOOT_SIZE, SUBTITLE_SIZE
from kim.stand import parse_trace
from kim.topics.parts import Figure

LONGEST_TITLE = 110  # characters on two lines
LONGEST_SENTENCE = 260  # characters under the subtitle
MORE = "Weitere Hinweise stehen in den Notizen."
FULL = 40  # categories from which the chart needs the whole slide
TABLES = {"tiles": put_tiles, "heatmap": put_heatmap}  # kinds that are a table of PowerPoint's own
SHAPES = {"outside": "◆", "few": "○"}
DRAWN = "Die senkrechten Linien der Ereignisse sind gezeichnet und gehören nicht zum Diagramm."
SIGN = 0.25  # inches that the sign of an event takes above the plot


def put_figure(deck: Deck, figure: Figure, before: Sequence[str] = ()) -> list[int]:
    """The slides of a figure and their numbers; `before` are the words that led to it."""
    chart = figure.chart
    page = _page(figure, before)
    if chart.empty or chart.silent:
        deck.text(_neutral(chart), [chart.title, chart.sentence, *chart.notes], page.notes)
        return [deck.count]
    if chart.kind in TABLES:
        TABLES[chart.kind](deck.page(page), chart, _room(page))
        return [deck.count]
    return _native(deck, chart, page)


def _native(deck: Deck, chart: Chart, page: Page) -> list[int]:
    pages = native.pages(chart)
    count, number, numbers = sum(map(len, pages)), 0, []
    for at, panels in enumerate(pages):
        title = page.title if len(pages) == 1 else f"{page.title} (Teil {at + 1} von {len(pages)})"
        slide = deck.page(replace(page, title=title))
        room = _room(page)
        room = replace(room, high=min(room.high, native.height_of(chart)))
        for panel, box in zip(panels, room.panels(max(map(len, pages))), strict=False):
            number += 1
            put_chart(slide, box, panel.draw(box), *_named(chart, panel, number, count))
        _events(slide, chart, room)
        numbers.append(deck.count)
    return numbers


def _named(chart: Chart, panel: Panel, number: int, count: int) -> tuple[str, str]:
    if count == 1:
        return chart.id, chart.alt
    rows = chart.categories[panel.rows]
    part = f"Teil {number} von {count}, {rows[0]} bis {rows[-1]}"
    return f"{chart.id} ({number} von {count})", f"{chart.alt} {part}."


def _events(slide, chart: Chart, box: Box) -> None:
    """Signs over the plot and lines through it, at places that are known because the inner plot is fixed."""
    if not chart.events:
        return
    x, y, wide, high = native.plot_of(chart, box).inner
    top, bottom = box.y + y * box.high, box.y + (y + high) * box.high
    for event in chart.events:
        at = box.x + box.wide * (x + wide * (event.position + 0.5) / len(chart.categories))
        name = f"Ereignis {event.sign}"
        draw_line(slide, at, top, at, bottom, f"{name}, gezeichnet")
        put_words(slide, Box(at - 0.2, top - SIGN, 0.4, SIGN), event.sign, 12, name, strong=True)


def _room(page: Page) -> Box:
    """What the subtitle and the foot leave."""
    used = texts.lines(page.subtitle, SUBTITLE_SIZE, SUBTITLE.wide) if page.subtitle else 0
    top = SUBTITLE.y + min(texts.height(used, SUBTITLE_SIZE), SUBTITLE.high) + 0.12
    below = FOOT.y if page.foot else FOOT.y + FOOT.high - 0.05
    return Box(CONTENT.x, top, CONTENT.wide, below - top - 0.08)


def _page(figure: Figure, before: Sequence[str]) -> Page:
    chart = figure.chart
    said = chart.sentence if len(chart.sentence) <= LONGEST_TITLE else None
    full = len(chart.categories) > FULL and chart.kind != "curve"
    below = "" if said or full or len(chart.sentence) > LONGEST_SENTENCE else chart.sentence
    title = said or _neutral(chart)
    subtitle = "\n".join(filter(None, [_measured(chart, title), _key(chart), below]))
    return Page(title, subtitle, _foot(chart), notes(figure, before), SPOKEN[chart.kind])


def _neutral(chart: Chart) -> str:
    """Measure and area."""
    measure, dash, rest = chart.title.rpartition(" – ")
    return f"{measure}{dash}{rest.split(', ')[0]}" if dash else chart.title


def _measured(chart: Chart, title: str) -> str:
    """What the title has not said of measure, area, period and comparator; then the unit."""
    told = formats.capital(chart.title.removeprefix(title).lstrip(",; "))
    unit = f"Angaben in {chart.axis_title or chart.unit}" if chart.unit else ""
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


def _foot(chart: Chart) -> str:
    """Events first, as their signs stand in the chart, then notes as far as they fit, then the symbols."""
    events = [event.label for event in chart.events]
    symbols = _symbols(chart)
    wanted = [*events, *(note for note in chart.notes if note not in events)]
    room = 3 - texts.lines(symbols, FOOT_SIZE, FOOT.wide) * bool(symbols)
    told = _fitting(wanted, room)
    more = [] if len(told) == len(wanted) else [MORE]
    return "\n".join([text for text in (" ".join([*told, *more]), symbols) if text])


def _fitting(wanted: Sequence[str], room: int) -> list[str]:
    told: list[str] = []
    for note in wanted:
        if texts.lines(" ".join([*told, note, MORE]), FOOT_SIZE, FOOT.wide) > room:
            break
        told.append(note)
    return told


def _symbols(chart: Chart) -> str:
    """The symbols on tiles and in grids; everywhere else the words stand in the chart."""
    legend = chart.legend if chart.kind in TABLES else []
    return "Zeichen: " + "; ".join(f"{sign} = {meaning}" for sign, meaning in legend) if legend else ""


def notes(figure: Figure, before: Sequence[str]) -> str:
    """All that must be known about a figure, for who speaks and for who checks."""
    chart = figure.chart
    told = {
        "Aussage": chart.sentence,
        "Gemessen": chart.title + (f" ({chart.unit})" if chart.unit else ""),
        **_defined(indicators(figure)),
        "Quelle, Stand, Stichtage und Zahl der Meldungen": chart.source,
        "Hinweise": " ".join([*chart.notes, *([DRAWN] if chart.events else [])]),
        "Zeichen": "; ".join(f"{sign} = {meaning}" for sign, meaning in chart.legend),
        "Kennung zum Zurückverfolgen": "\n".join(chart.traces),
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


def indicators(figure: Figure) -> list[Indicator]:
    """The indicators that a figure draws."""
    found = [figure.indicator] if figure.indicator else []
    found += [load_indicator(parse_trace(trace)[0]) for trace in figure.chart.traces]
    return list({entry.id: entry for entry in found}.values())
