"""What native charts share: the chart space, the plot's place, axes, legend and labels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kim import formats
from kim.charts import Chart
from kim.exports.screen.colours import LIGHT
from kim.exports.slides.native import looks
from kim.exports.slides.native.sheet import Sheet
from kim.exports.slides.xml import Element, el, val, written

CATEGORIES, VALUES = 1001, 1002  # the ids of the axes
SMALL, NORMAL = 10, 12  # points
GERMAN = "[$-407]"  # so that numbers are German also where the program is not


@dataclass(frozen=True)
class Native:
    """A chart as PowerPoint has it: its XML and the workbook that holds its data."""

    xml: bytes
    xlsx_blob: bytes

    def xml_bytes(self, chart_type: object) -> bytes:
        """What python-pptx asks chart data for; the type stands in the XML already."""
        return self.xml


@dataclass(frozen=True)
class Plot:
    """Inches of a chart's frame and of the margins of its inner plot, so that lengths can be compared."""

    wide: float
    high: float
    left: float
    top: float
    right: float
    bottom: float

    @property
    def inner(self) -> tuple[float, float, float, float]:
        """x, y, width and height in shares of the frame."""
        across, down = self.wide - self.left - self.right, self.high - self.top - self.bottom
        return self.left / self.wide, self.top / self.high, across / self.wide, down / self.high


def native(
    sheet: Sheet, plot: Plot, groups: Sequence[Element], axes: Sequence[Element], legend: Element | None
):
    """The whole chart around its groups of series."""
    area = el("c:plotArea", _layout("inner", *plot.inner), groups, axes, looks.nothing())
    chart = el(
        "c:chart",
        val("c:autoTitleDeleted", 1),
        area,
        legend,
        val("c:plotVisOnly", 1),
        val("c:dispBlanksAs", "gap"),
    )
    space = el(
        "c:chartSpace",
        val("c:date1904", 0),
        val("c:lang", "de-DE"),
        val("c:roundedCorners", 0),
        chart,
        looks.nothing(),
        looks.letters(SMALL),
    )
    return Native(written(space), sheet.xlsx())


def _layout(target: str | None, x: float, y: float, wide: float, high: float) -> Element:
    numbers = {"x": x, "y": y, "w": wide, "h": high}
    return el(
        "c:layout",
        el(
            "c:manualLayout",
            val("c:layoutTarget", target) if target else None,
            val("c:xMode", "edge"),
            val("c:yMode", "edge"),
            [val(f"c:{name}", f"{number:.5f}") for name, number in numbers.items()],
        ),
    )


def legend(plot: Plot, without: Iterable[int] = (), size: float = SMALL) -> Element:
    """The names of the series over the plot, but not of those that only help to draw."""
    hidden = [el("c:legendEntry", val("c:idx", at), val("c:delete", 1)) for at in without]
    place = _layout(None, 0, 0, 1, (plot.top - 0.05) / plot.high)
    return el("c:legend", val("c:legendPos", "t"), hidden, place, val("c:overlay", 0), looks.letters(size))


@dataclass(frozen=True)
class Axis:
    """An axis at a side ("l", "b"): texts of categories, or numbers between `span` in steps.

    `of` says whether values stand along it (CATEGORIES for the one that places stand along); `every`: which
    texts are written; `turned`: from the top down.
    """

    side: str
    of: int
    texts: bool = False
    span: tuple[float, float] | None = None
    step: float | None = None
    every: int | None = None
    turned: bool = False
    hidden: bool = False
    grid: bool = False
    at_end: bool = False
    between: bool = True
    unwritten: bool = False
    title: str = ""
    code: str = "General"
    size: float = SMALL

    @property
    def element(self) -> Element:
        other = VALUES if self.of == CATEGORIES else CATEGORIES
        return el(
            "c:catAx" if self.texts else "c:valAx",
            val("c:axId", self.of),
            _scaling(self.span, self.turned),
            val("c:delete", int(self.hidden)),
            val("c:axPos", self.side),
            el("c:majorGridlines", el("c:spPr", looks.stroke(LIGHT.grid, 0.75))) if self.grid else None,
            self._title(),
            el("c:numFmt", formatCode=self.code, sourceLinked=0),
            val("c:majorTickMark", "none"),
            val("c:minorTickMark", "none"),
            val("c:tickLblPos", "none" if self.unwritten else "low" if self.texts else "nextTo"),
            el("c:spPr", looks.stroke(LIGHT.muted if self.of == CATEGORIES else None, 0.75)),
            looks.letters(self.size, turned=0),
            val("c:crossAx", other),
            val("c:crosses", "max" if self.at_end else "min"),
            self._rest(),
        )

    def _title(self) -> Element | None:
        if not self.title:
            return None
        return el("c:title", looks.said(self.title, SMALL, LIGHT.muted), val("c:overlay", 0))

    def _rest(self) -> list[Element]:
        if self.texts:
            every = [val("c:tickLblSkip", self.every)] if self.every else []
            return [val("c:auto", 0), val("c:lblOffset", 40), *every, val("c:noMultiLvlLbl", 0)]
        step = [val("c:majorUnit", self.step)] if self.step else []
        return [val("c:crossBetween", "between" if self.between else "midCat"), *step]


def _scaling(span: tuple[float, float] | None, turned: bool) -> Element:
    order = val("c:orientation", "maxMin" if turned else "minMax")
    return el("c:scaling", order, [val("c:max", span[1]), val("c:min", span[0])] if span else None)


SHOWN = (
    "c:showLegendKey",
    "c:showVal",
    "c:showCatName",
    "c:showSerName",
    "c:showPercent",
    "c:showBubbleSize",
)


def labels(
    size: float, place: str | None = None, code: str = "General", colour: str = LIGHT.text
) -> list[Element]:
    """The values of all points."""
    return [
        el("c:numFmt", formatCode=code, sourceLinked=0),
        looks.nothing(),
        looks.letters(size, colour),
        *([val("c:dLblPos", place)] if place else []),
        *(val(tag, int(tag == "c:showVal")) for tag in SHOWN),
    ]


def no_labels() -> list[Element]:
    return [val(tag, 0) for tag in SHOWN]


def label(at: int, *look: Element) -> Element:
    """The label of one point."""
    return el("c:dLbl", val("c:idx", at), *look)


def no_label(at: int) -> Element:
    return el("c:dLbl", val("c:idx", at), val("c:delete", 1))


def words(
    at: int, text: str, size: float, place: str, colour: str = LIGHT.text, strong: bool = False
) -> Element:
    """A name at one point instead of its value."""
    shown = [val(tag, int(tag == "c:showVal")) for tag in SHOWN]
    look = looks.said(text, size, colour, strong), looks.nothing(), looks.letters(size, colour, strong)
    return label(at, *look, val("c:dLblPos", place), *shown)


def number_format(chart: Chart, unit: bool = True) -> str:
    """How numbers are shown, in the notation that files have; the reader's country sets the separators."""
    if chart.unit.split(" ")[0] == formats.POSTS:
        return f"{GERMAN}General"
    digits = f"{GERMAN}#,##0" + ("." + "0" * chart.decimals if chart.decimals else "")
    return f'{digits}"{formats.NBSP}%"' if chart.unit == "%" and unit else digits
