"""What stands around the content of a slide, and how much room it takes."""

from dataclasses import dataclass

from kim.exports.slides import texts, vorlage
from kim.exports.slides.places import FOOT, SUBTITLE


@dataclass(frozen=True)
class Page:
    """What every slide with something on it says around it; `kinds` tell apart what has the same title."""

    title: str
    subtitle: str = ""
    foot: str = ""
    notes: str = ""
    kinds: tuple[str, ...] = ()
    size: int = vorlage.SUBTITLE_SIZE  # of the subtitle in points

    @property
    def foot_high(self) -> float:
        """Inches of what stands below."""
        count = texts.lines(self.foot, vorlage.FOOT_SIZE, FOOT.wide) if self.foot else 0
        return min(texts.height(count, vorlage.FOOT_SIZE) + 0.02, FOOT.high) if self.foot else 0.0

    @property
    def subtitle_high(self) -> float:
        """Inches of the subtitle."""
        count = texts.lines(self.subtitle, self.size, SUBTITLE.wide) if self.subtitle else 0
        return texts.height(count, self.size)
