"""Where a package comes from: report, selection, Stand, definitions, and what is kept secret."""

from kim.exports.datapackage.lists import indicators_of
from kim.stand.deliveries import EXAMPLE_NOTE
from kim.topics.report import Report

INTERNAL = (
    "Interner Stand: genaue Zahlen ohne Geheimhaltung, nicht zur Veröffentlichung bestimmt. "
    "Werte mit einem anderen Status als shown oder zero haben keine Zahl."
)
PUBLIC = (
    "Öffentlicher Stand: Was Personen erkennen ließe, ist geheim gehalten (Status suppressed). "
    "Werte mit einem anderen Status als shown oder zero haben keine Zahl."
)


def provenance(report: Report) -> dict[str, object]:
    """For machines, in the descriptor."""
    stand = report.lens.stand
    return {
        "report": report.id,
        "selection": report.selection,
        "selection_codes": report.lens.choice.codes,
        "stand": {
            "id": stand.id,
            "name": stand.name,
            "day": str(stand.day),
            "manifest": stand.info["manifest"],
            "audience": stand.info["audience"],
            "example": stand.example,
        },
        "fingerprints": {entry.id: stand.fingerprint(entry.id) for entry in indicators_of(report)},
        "suppression": suppression(report),
    }


def suppression(report: Report) -> str:
    return INTERNAL if report.lens.stand.info["audience"] == "intern" else PUBLIC


def title(report: Report) -> str:
    """The title, which says so where data are invented."""
    invented = f" – {EXAMPLE_NOTE}" if report.lens.stand.example else ""
    return f"KIM-Monitor: {report.title}{invented}"


def description(report: Report) -> str:
    return (
        f"Auswahl: {report.selection}. {report.stand}, Kennung {report.lens.stand.id}. {suppression(report)}"
    )


def name(report: Report) -> str:
    """ "kim-kreis-05382-2025-12-31"; letters, digits and hyphens only."""
    return f"kim-{report.id}-{report.lens.stand.day}".replace(":", "-").replace("_", "-")
