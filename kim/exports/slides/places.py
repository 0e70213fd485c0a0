"""Where things stand on a slide of 13.33 × 7.5 inches."""

from dataclasses import dataclass

from pptx.util import Emu, Inches

WIDE, HIGH = 13.333, 7.5
LEFT = 0.5
ACROSS = WIDE - 2 * LEFT
GAP = 0.15  # between two panels


@dataclass(frozen=True)
class Box:
    """Inches from the left and the top, and how wide and high."""

    x: float
    y: float
    wide: float
    high: float

    @property
    def emu(self) -> tuple[Emu, Emu, Emu, Emu]:
        return tuple(Inches(part) for part in (self.x, self.y, self.wide, self.high))

    def panels(self, count: int) -> list["Box"]:
        """The same box divided into so many beside each other."""
        wide = (self.wide - GAP * (count - 1)) / count
        return [Box(self.x + at * (wide + GAP), self.y, wide, self.high) for at in range(count)]


TITLE = Box(LEFT, 0.28, ACROSS, 0.82)
SUBTITLE = Box(LEFT, 1.14, ACROSS, 0.75)
CONTENT = Box(LEFT, 2.0, ACROSS, 4.4)
FOOT = Box(LEFT, 6.48, ACROSS, 0.52)
FOOTER = Box(LEFT, 7.08, ACROSS - 0.9, 0.28)
NUMBER = Box(WIDE - LEFT - 0.8, 7.08, 0.8, 0.28)
TEXT = Box(LEFT, 1.4, ACROSS, 5.35)
COVER_TITLE = Box(LEFT + 0.4, 2.0, ACROSS - 0.8, 1.2)
COVER_SUBTITLE = Box(LEFT + 0.4, 3.25, ACROSS - 0.8, 0.9)
COVER_TEXT = Box(LEFT + 0.4, 4.3, ACROSS - 0.8, 2.2)
COVER_BAR = Box(LEFT, 2.0, 0.12, 2.15)
