"""The slides of a report: PowerPoint with native, editable charts and tables."""

from kim.exports.slides.story import Story, footer
from kim.topics.report import Report

__all__ = ["slides"]


def slides(report: Report) -> bytes:
    """A presentation as bytes, the same for the same report."""
    deck = Story(report).told()
    return deck.bytes(report.title, footer(report), report.lens.stand.day)
