"""Series of points on an axis of numbers, with the sheet that holds them."""

from collections.abc import Sequence

from kim.exports.slides.native import frame
from kim.exports.slides.native.frame import Axis, Native, Plot
from kim.exports.slides.native.looks import Dot
from kim.exports.slides.native.sheet import Sheet
from kim.exports.slides.xml import Element, el, val


class Drawing:
    """Series of points in the order they are drawn, with the sheet that holds them."""

    def __init__(self) -> None:
        self.sheet, self.series = Sheet(), []

    def line(
        self,
        x: int,
        y: int,
        stroke: Element,
        dot: Dot,
        points: Sequence,
        labels: Sequence,
        code: str = "General",
    ) -> None:
        """One series of the columns x and y of the sheet."""
        at = len(self.series)
        self.series.append(
            el(
                "c:ser",
                val("c:idx", at),
                val("c:order", at),
                self.sheet.heading(y),
                el("c:spPr", stroke),
                dot.element,
                points,
                el("c:dLbls", labels),
                self.sheet.numbers("c:xVal", x),
                self.sheet.numbers("c:yVal", y, code),
                val("c:smooth", 0),
            )
        )

    def helping(self, name: str, x: Sequence, y: Sequence, stroke: Element, *labels: Element) -> None:
        """A line that only helps to read the others, with columns of its own."""
        across, up = self.sheet.put(f"{name}, x", x), self.sheet.put(name, y)
        self.line(across, up, stroke, Dot(), [], [*labels, *frame.no_labels()])

    def native(self, plot: Plot, axes: Sequence[Axis], legend: Element | None) -> Native:
        head = [val("c:scatterStyle", "lineMarker"), val("c:varyColors", 0)]
        ids = [val("c:axId", frame.CATEGORIES), val("c:axId", frame.VALUES)]
        group = el("c:scatterChart", head, self.series, ids)
        return frame.native(self.sheet, plot, [group], [axis.element for axis in axes], legend)
