"""Texts in a figure: their size and width, wrapping, annotations, the key of a stack."""

from html import escape
from textwrap import wrap

from kim.charts import Chart
from kim.exports.screen.colours import Colours

FONT = '"Source Sans", "Source Sans Pro", "Source Sans 3", sans-serif'
SIZE = 12
LINE = 16  # px of a line of text
WIDE, NARROW, SHORT = 6.6, 5.2, 15  # px of a character in texts up to this length, and of further ones
KEY_WIDTH = 50  # characters: a key line fits a phone
FIGURE_SPACE = "\u2007"
FORMS = {"circle": "●", "square": "■", "triangle-up": "▲", "star": "★", "pentagon": "⬟", "cross": "✚"}
SWATCHES = {"outline": "□", "forecast": "▨"}
PATTERNED = "▩"


def width(texts: tuple[str, ...] | list[str]) -> int:
    """px that the longest text needs; in long texts narrow letters make up for wide ones."""
    longest = max((len(text) for text in texts), default=0)
    return round(WIDE * min(longest, SHORT) + NARROW * max(longest - SHORT, 0))


def broken(text: str, at: int) -> str:
    """A text with its line breaks, none inside a word."""
    return "<br>".join(escape(line) for line in wrap(text, at, break_long_words=False)) or escape(text)


def lines_of(text: str) -> int:
    return text.count("<br>") + 1


def bold(text: str) -> str:
    return f"<b>{text}</b>"


def tinted(text: str, colour: str) -> str:
    return f'<span style="color:{colour}">{text}</span>'


def aligned(texts: tuple[str, ...]) -> list[str]:
    """Texts behind spaces of the width of a digit, so that they end under each other, off the bars."""
    longest = max((len(text) for text in texts), default=0)
    return [FIGURE_SPACE * (longest - len(text) + 1) + text for text in texts]


def note(text: str, x: float, y: float, colours: Colours, **rest: object) -> dict:
    """An annotation without arrow; x in shares of the plot, y in the units of its axis."""
    place = {
        "text": text,
        "x": x,
        "y": y,
        "xref": "paper",
        "yref": "y",
        "showarrow": False,
        "xanchor": "left",
    }
    look = {"yanchor": "middle", "align": "left", "font": {"size": SIZE, "color": colours.text}}
    return place | look | rest


def above(text: str, height: int, colours: Colours, left: int = 0, right: int | None = None) -> dict:
    """A text `height` px above the plot, beginning `left` px before it, or ending `right` px behind it."""
    place = {"yref": "paper", "yanchor": "bottom", "yshift": height}
    side = {"xshift": -left} if right is None else {"xanchor": "right", "align": "right", "xshift": right}
    return note(text, 0 if right is None else 1, 1, colours, **place, **side)


def key_lines(chart: Chart, markers: list[dict], names: list[str]) -> str:
    """What the parts are, each with its swatch, in lines that fit a phone; nameless parts are left out."""
    triples = zip(chart.series, markers, names, strict=True)
    return in_lines([(_swatch(s.style, m) + escape(name), name) for s, m, name in triples if name])


def lines_key(chart: Chart, colours: list[str]) -> str:
    """The names of lines, each in its colour behind the form of its points."""
    named = [
        triple for triple in zip(chart.series, FORMS, colours, strict=False) if triple[0].style != "forecast"
    ]
    return in_lines([(tinted(f"{FORMS[f]}\u00a0{escape(s.name)}", c), s.name) for s, f, c in named])


def in_lines(parts: list[tuple[str, str]]) -> str:
    """Parts and their plain texts, broken where a phone ends."""
    lines, used = [[]], 0
    for part, name in parts:
        if lines[-1] and used + len(name) + 4 > KEY_WIDTH:
            lines.append([])
            used = 0
        lines[-1].append(part)
        used += len(name) + 4
    return "<br>".join("   ".join(line) for line in lines)


def _swatch(style: str, marker: dict) -> str:
    colour = marker["line"]["color"] if style in SWATCHES else marker["color"]
    solid = PATTERNED if "pattern" in marker else "■"
    return tinted(f"{SWATCHES.get(style, solid)}\u00a0", colour)
