"""A drawing as rectangles, lines, areas and texts in pt from its upper left corner; Typst only sets them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import cos, pi, sin

from kim.exports.paper.fonts import width

SMALL, SIZE = 7.0, 8.0  # pt of texts: where there are many rows, and elsewhere
LINE = 1.25  # pt of a line of text for each pt of its size
CAPS = 0.66  # the height of capitals
Item = dict[str, object]
Point = tuple[float, float]
DASHES = {"dash": (3.5, 2.5), "dot": (1, 1.8)}
RING = {"pentagon": 5, "diamond": 4, "triangle-up": 3}  # forms with corners on a circle


@dataclass(frozen=True)
class Scene:
    """What is drawn, in the order it is drawn in."""

    width: float
    height: float
    items: tuple[Item, ...] = field(repr=False)

    def as_dict(self) -> dict[str, object]:
        return {"width": self.width, "height": self.height, "items": self.items}


def rect(x: float, y: float, w: float, h: float, look: Item) -> list[Item]:
    """A rectangle in the look of a marker of `colours`; nothing where it has no length."""
    if w <= 0 or h <= 0:
        return []
    edge = look.get("line", {})
    stroke = {"stroke": edge.get("color"), "weight": 0.6 * edge.get("width", 0)}
    return [_rounded({"t": "rect", "x": x, "y": y, "w": w, "h": h}) | stroke | _fill(look)]


def _fill(look: Item) -> Item:
    pattern = look.get("pattern")
    if not pattern:
        return {"fill": look["color"]}
    return {
        "fill": pattern["bgcolor"],
        "hatch": pattern["fgcolor"],
        "crossed": pattern["shape"] == "x",
    }


def line(start: Point, end: Point, colour: str, weight: float = 0.6, dash: str = "") -> Item:
    return path([start, end], colour, weight, dash)


def path(points: Iterable[Point], colour: str, weight: float, dash: str = "") -> Item:
    """An open line through points."""
    drawn = [[round(x, 2), round(y, 2)] for x, y in points]
    return {"t": "path", "points": drawn, "stroke": colour, "weight": weight, "dash": DASHES.get(dash)}


def area(points: Iterable[Point], fill: str, edge: str | None = None, weight: float = 0.8) -> Item:
    """A closed area."""
    drawn = [[round(x, 2), round(y, 2)] for x, y in points]
    return {"t": "area", "points": drawn, "fill": fill, "stroke": edge, "weight": weight}


def text(
    said: str,
    x: float,
    y: float,
    colour: str,
    size: float = SIZE,
    side: str = "left",
    bold: bool = False,
) -> Item:
    """A text on one line: `y` is the middle of its capitals, `side` the end that `x` is at."""
    place = _rounded({"t": "text", "x": x, "y": y - CAPS * size / 2})
    return place | {"text": said, "fill": colour, "size": size, "side": side, "bold": bold}


def lines(said: Sequence[str], x: float, top: float, colour: str, **look: object) -> list[Item]:
    """A text of several lines under each other."""
    step = LINE * look.get("size", SIZE)
    return [text(part, x, top + (at + 0.5) * step, colour, **look) for at, part in enumerate(said)]


def grounded(said: str, x: float, y: float, colour: str, ground: str, size: float = SIZE) -> list[Item]:
    """A text with nothing behind it."""
    box = rect(x - 1, y - 0.55 * size, width(said, size) + 2, 1.1 * size, {"color": ground})
    return [*box, text(said, x, y, colour, size)]


def point(form: str, x: float, y: float, size: float, fill: str, edge: str, weight: float = 0.8) -> Item:
    """A point told by its form."""
    if form == "circle":
        place = _rounded({"t": "circle", "x": x, "y": y, "r": size / 2})
        return place | {"fill": fill, "stroke": edge, "weight": weight}
    return area([(x + size * dx, y + size * dy) for dx, dy in _corners(form)], fill, edge, weight)


def clipped(x: float, y: float, w: float, h: float, items: Iterable[Item]) -> Item:
    """What is drawn, where it lies inside a rectangle."""
    return _rounded({"t": "clip", "x": x, "y": y, "w": w, "h": h}) | {"items": list(items)}


def _corners(form: str) -> list[Point]:
    if form == "square":
        return [(-0.45, -0.45), (0.45, -0.45), (0.45, 0.45), (-0.45, 0.45)]
    if form == "cross":
        near, far = 0.17, 0.55
        arm = [(near, -far), (near, -near), (far, -near)]
        return [p for turn in range(4) for p in _turned(arm, turn)]
    if form == "star":
        return [_on_circle(at, 10, 0.65 if at % 2 == 0 else 0.28) for at in range(10)]
    return [_on_circle(at, RING[form], 0.6) for at in range(RING[form])]


def _turned(points: list[Point], quarters: int) -> list[Point]:
    for _ in range(quarters):
        points = [(-y, x) for x, y in points]
    return points


def _on_circle(at: int, of: int, radius: float) -> Point:
    angle = 2 * pi * at / of - pi / 2
    return radius * cos(angle), radius * sin(angle)


def _rounded(place: Item) -> Item:
    return {name: round(value, 2) if isinstance(value, float) else value for name, value in place.items()}
