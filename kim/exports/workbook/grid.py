"""Heatmaps: the table itself, its cells shaded by rules that go on when somebody edits a level."""

from kim.exports.screen.colours import LIGHT, mix, on
from kim.exports.workbook.place import Place


def draw(place: Place) -> int:
    """A chart of Excel's own there is not; what is missing is hatched and said beside, as in every table."""
    chart = place.chart
    first, last = place.head + 1, place.head + len(chart.categories)
    left, right = (place.cells("value", at).column for at in (0, len(chart.series) - 1))
    for rule in rules(chart.steps, place):
        place.sheet.conditional_format(first, left, last, right, rule)
    return last + 1


def rules(steps: tuple[float, ...], place: Place) -> list[dict[str, object]]:
    """The highest shade first, and none behind the one that fits; empty cells keep their hatching."""
    limits = [*enumerate(steps, 1)][::-1]
    shaded = [_from(limit, mix(*LIGHT.shades, at / len(steps)), place) for at, limit in limits]
    return [{"type": "blanks", "stop_if_true": True}, *shaded, _from(0, LIGHT.shades[0], place)]


def _from(limit: float, fill: str, place: Place) -> dict[str, object]:
    look = place.book.file.add_format({"bg_color": fill, "font_color": on(fill)})
    return {"type": "cell", "criteria": ">=", "value": limit, "format": look, "stop_if_true": True}
