"""How marks look in native charts: the fills, lines and letters of the screen, in the words of Excel."""

from collections.abc import Iterable

from kim.exports.screen.colours import LIGHT

FONT = {"name": "Arial", "size": 8, "color": LIGHT.text}
MUTED = {"name": "Arial", "size": 8, "color": LIGHT.muted}
GRID = {"visible": True, "line": {"color": LIGHT.grid, "width": 0.75}}
NO_GRID = {"visible": False}
NONE = {"none": True}
HATCHES = {"/": "wide_upward_diagonal", "x": "small_grid"}


def of_marker(marker: dict) -> dict:
    """Fill and edge of a mark as the screen describes it."""
    edge = marker["line"]
    look = {"border": {"color": edge["color"], "width": max(edge["width"], 0.75)}}
    if "pattern" not in marker:
        return look | {"fill": {"color": marker["color"]}}
    found = marker["pattern"]
    hatch = {"pattern": HATCHES[found["shape"]], "fg_color": found["fgcolor"], "bg_color": found["bgcolor"]}
    return look | {"pattern": hatch}


def title(sheet: str) -> dict:
    """The title of a sheet as that of its chart, so that a copy of the chart takes it along."""
    return {"name": [sheet, 0, 0], "name_font": FONT | {"bold": True, "size": 10}}


def line(colour: str, width: float, dash: str = "solid") -> dict:
    return {"color": colour, "width": width, "dash_type": dash}


def dot(kind: str, fill: str, edge: str, size: int = 6) -> dict:
    return {"type": kind, "size": size, "fill": {"color": fill}, "border": {"color": edge}}


def only(said: Iterable[int], length: int) -> list[dict | None]:
    """Labels at these points and at no other."""
    wanted = set(said)
    return [None if at in wanted else {"delete": True} for at in range(length)]


def label(text: str) -> str:
    """A text for a label: "Ort!A1" would be read as a place in a sheet."""
    return text.replace("!", "!\u2060")
