"""Bars and stacks, lying or standing for times, with their groups and intervals."""

from xlsxwriter.utility import quote_sheetname, xl_range_abs

from kim.charts import Chart
from kim.exports.screen.colours import LIGHT, fills, mix, on
from kim.exports.workbook import lines
from kim.exports.workbook.axes import category_names, value_axis
from kim.exports.workbook.columns import label_form
from kim.exports.workbook.looks import FONT, NONE, of_marker
from kim.exports.workbook.place import Cells, Place, series

WIDTH, STANDING = 680, 360
SHEER = 0.6  # the share of colour in a bar through which its interval is seen
MANY, SPACIOUS = 20, 8  # categories
LOW, HIGH = 19, 34  # px of a row


def draw(place: Place) -> int:
    chart = place.chart
    place.take_room(WIDTH)
    drawing = place.book.file.add_chart(_kind(chart))
    names = category_names(place)
    for look in _series(place, names):
        drawing.add_series(look)
    _dress(drawing, chart)
    if chart.over_time:
        lines.beside(place, drawing, names)
    return place.put(drawing, WIDTH, _height(chart))


def _kind(chart: Chart) -> dict:
    kind = {"type": "column" if chart.over_time else "bar"}
    return kind | ({"subtype": "stacked"} if chart.kind == "stacked" else {})


def _height(chart: Chart) -> int:
    if chart.over_time:
        return STANDING
    row = LOW if len(chart.categories) >= MANY else HIGH
    legend = 70 if chart.kind == "stacked" else 20
    return max(row * len(chart.categories) + legend + 30, 180)


def _series(place: Place, names: Cells) -> list[dict]:
    chart = place.chart
    if chart.kind == "bar":
        return [_single(place, names)]
    gap = {"gap": 15 if chart.positions else 40}
    marks = zip(fills(chart, LIGHT), chart.series, strict=True)
    return [
        _part(place, names, at) | gap | of_marker(mark) | _numbers(chart, mark, series.style)
        for at, (mark, series) in enumerate(marks)
    ]


def _part(place: Place, names: Cells, at: int) -> dict:
    values = place.cells("value", at)
    return series(values, names, values)


def _single(place: Place, names: Cells) -> dict:
    chart = place.chart
    look = {"gap": 40, "fill": {"color": LIGHT.focus}, "points": _points(chart)}
    if not place.has("lower"):
        labels = {"value": True, "font": FONT, "num_format": _label(chart), "position": "outside_end"}
        return _part(place, names, 0) | look | {"data_labels": labels}
    look["fill"] = {"color": mix(LIGHT.ground, LIGHT.focus, SHEER)}
    return _part(place, names, 0) | look | {"y_error_bars": _intervals(place)}


def _label(chart: Chart) -> str:
    return label_form(chart.unit, chart.decimals, len(chart.categories) < MANY)


def _points(chart: Chart) -> list[dict | None]:
    """The chosen bar in the focus colour, the others grey; the comparator as an outline."""
    grey = LIGHT.grey if chart.series[0].lower is None else mix(LIGHT.ground, LIGHT.grey, SHEER)
    others = None if chart.highlight is None else {"fill": {"color": grey}}
    outline = {"fill": {"color": LIGHT.ground}, "border": {"color": LIGHT.text, "width": 1.25}}
    special = {chart.highlight: None, chart.comparator: outline}
    return [special.get(name, others) for name in chart.categories]


def _intervals(place: Place) -> dict:
    """Intervals as thin lines: how far they reach to both sides of the value."""
    values, low, high = (place.cells(key).data for key in ("value", "lower", "upper"))
    plus = [_apart(up, v) for up, v in zip(high, values, strict=True)]
    minus = [_apart(v, down) for v, down in zip(values, low, strict=True)]
    above, below = place.aside("Intervall über dem Wert", plus), place.aside("Intervall darunter", minus)
    ranges = {"plus_values": reference(above), "minus_values": reference(below)}
    told = {"plus_data": plus, "minus_data": minus}
    return {"type": "custom", **ranges, **told, "end_style": 0, "line": {"color": LIGHT.text, "width": 1}}


def reference(cells: Cells) -> str:
    """Cells as Excel names them."""
    sheet, *corners = cells.range
    return f"={quote_sheetname(sheet)}!{xl_range_abs(*corners)}"


def _apart(high: float | None, low: float | None) -> float | None:
    return None if high is None or low is None else high - low


def _numbers(chart: Chart, mark: dict, style: str) -> dict:
    """The numbers on the parts of few stacks."""
    if len(chart.categories) > SPACIOUS or chart.over_time:
        return {}
    colour = LIGHT.text if style == "forecast" else on(mark["color"])
    form = f'{label_form(chart.unit, chart.decimals, False)};;""'
    font = FONT | {"color": colour}
    return {"data_labels": {"value": True, "font": font, "num_format": form, "position": "center"}}


def _dress(drawing: object, chart: Chart) -> None:
    """Numbers at the axis and a grid where values do not stand at their bars."""
    grid = len(chart.categories) >= MANY or chart.over_time or chart.kind == "stacked"
    grid = grid or chart.series[0].lower is not None
    still = {"num_font": FONT, "line": {"color": LIGHT.muted}, "major_tick_mark": "none"}
    names, values = still | _ticks(chart), value_axis(chart, grid) | ({} if grid else {"visible": False})
    set_axes(drawing, names, values, standing=chart.over_time)
    drawing.set_legend({"none": True} if chart.kind == "bar" else {"position": "top", "font": FONT})
    drawing.set_chartarea({"border": NONE, "fill": {"color": LIGHT.ground}})


def set_axes(drawing: object, names: dict, values: dict, standing: bool) -> None:
    """Where bars lie, xlsxwriter takes y for the names; they run from top to bottom."""
    drawing.set_x_axis(names if standing else values)
    drawing.set_y_axis(values if standing else names | {"reverse": True})


def _ticks(chart: Chart) -> dict:
    step = 6 if chart.positions else 1
    return {"interval_unit": step}
