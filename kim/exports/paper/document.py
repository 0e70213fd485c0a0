"""The committee paper: head, Sachverhalt and Anlagen as one accessible PDF."""

from kim import formats
from kim.errors import KimError
from kim.exports.paper import setting
from kim.exports.paper.annex import definition, origin
from kim.exports.paper.body import chapters
from kim.exports.paper.figures import broken_id
from kim.exports.paper.head import Head
from kim.stand.deliveries import EXAMPLE_NOTE
from kim.topics.report import Report

PROGRAMME = "Kommunales Integrationsmanagement"


def paper(report: Report, head: Head = Head()) -> bytes:  # noqa: B008 - frozen, so one for all
    """The paper as PDF/UA-1 and PDF/A-2a; KimError where a sign or a text for a picture is missing."""
    said, annexes = chapters(report)
    if not any(chapter["parts"] for chapter in said):
        raise KimError(f"»{report.title}« hat keinen Inhalt, aus dem ein Papier werden könnte.")
    told = ("letter", "title", "tables", "ids")
    data = {
        **about(report),
        "head": head.as_dict(),
        "chapters": said,
        "annexes": [{name: getattr(a, name) for name in told} for a in annexes if not a.empty],
        "definitions": list(map(definition, report.indicators)),
        "symbols": formats.symbol_legend(),
        "origin": origin(report),
    }
    return setting.compiled("paper.typ", data, report.lens.stand.day)


def about(report: Report) -> dict[str, object]:
    """What every page says about itself."""
    example = report.lens.stand.example
    return {
        "title": f"{PROGRAMME}: {report.title}",
        "full": " – ".join([f"{PROGRAMME}: {report.title}", "KIM-Monitor", report.stand]),
        "selection": report.selection,
        "stand": report.stand,
        "stand_id": broken_id(report.lens.stand.id),
        "example": EXAMPLE_NOTE if example else "",
        "day": report.lens.stand.day.isoformat(),
    }
