"""Published ranges from–to as bars behind an invisible part; a single figure is a diamond."""

from kim.exports.screen.colours import LIGHT
from kim.exports.workbook.axes import category_names, value_axis
from kim.exports.workbook.bars import set_axes
from kim.exports.workbook.looks import FONT, NONE, label
from kim.exports.workbook.place import Cells, Place, series

WIDTH, ROW = 680, 30
DIAMOND = "◆ "
INVISIBLE = {"fill": NONE, "border": NONE}


def draw(place: Place) -> int:
    place.take_room(WIDTH)
    drawing = place.book.file.add_chart({"type": "bar", "subtype": "stacked"})
    names = category_names(place)
    for look in _parts(place, names):
        drawing.add_series(look | {"gap": 90})
    _dress(drawing, place)
    return place.put(drawing, WIDTH, ROW * len(place.chart.categories) + 80)


def _parts(place: Place, names: Cells) -> list[dict]:
    """Up to the lower end nothing, then the range, then its words."""
    low, high = place.cells("value"), place.cells("upper")
    pairs = list(zip(low.data, high.data, strict=True))
    lengths = place.aside("Länge", [None if None in pair else pair[1] - pair[0] for pair in pairs])
    words = place.aside("Platz der Worte", [None if None in pair else 0 for pair in pairs])
    solid = {"fill": {"color": LIGHT.focus}, "border": NONE}
    return [
        series(low, names, low, **INVISIBLE),
        series(lengths, names, lengths, **solid),
        series(words, names, words, **INVISIBLE, data_labels=_labels(place, pairs)),
    ]


def _labels(place: Place, pairs: list[tuple]) -> dict:
    ends = place.chart.ends or place.chart.labels(place.chart.series[0])
    said = [f"{DIAMOND if low == high else ''}{end}" for (low, high), end in zip(pairs, ends, strict=True)]
    custom = [{"value": label(text)} for text in said]
    return {"value": True, "position": "inside_base", "font": FONT, "custom": custom}


def _dress(drawing: object, place: Place) -> None:
    still = {"num_font": FONT, "line": {"color": LIGHT.muted}, "major_tick_mark": "none"}
    reach = 1.5 * max((v for v in place.chart.series[0].upper if v is not None), default=1.0)
    values = value_axis(place.chart) | {"max": round(reach), "major_unit": 12 if reach > 12 else 3}
    set_axes(drawing, still, values, standing=False)
    drawing.set_legend({"none": True})
    drawing.set_chartarea({"border": NONE, "fill": {"color": LIGHT.ground}})
