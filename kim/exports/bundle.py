"""What can be taken away of a report, and all of it in one archive."""

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from kim.errors import KimError
from kim.exports.datapackage import base_address, datapackage
from kim.exports.paper import Head, paper, picture, profile
from kim.exports.slides import slides
from kim.exports.workbook import workbook
from kim.topics.report import Report

NO_NAMELESS_PACKAGE = (
    "Ein Datenpaket lebt von den Schlüsseln der Kreise und Behörden und wird nicht anonymisiert. Wählen Sie"
    " andere Formate, oder nehmen Sie es mit Namen mit."
)
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class File:
    """A finished file with the name it is saved under."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Format:
    """One form of a report: what people call it, and how it is made of it."""

    title: str
    what_for: str
    render: Callable[[Report, Head], Iterator[File]]


def _one(ending: str, render: Callable[[Report], bytes]) -> Callable[[Report, Head], Iterator[File]]:
    def made(report: Report, head: Head) -> Iterator[File]:
        yield File(f"{stem(report)}.{ending}", render(report))

    return made


def _paper(report: Report, head: Head) -> Iterator[File]:
    yield File(f"{stem(report)}_vorlage.pdf", paper(report, head))
    if report.id.startswith("kreis:"):
        yield File(f"{stem(report)}_kreisprofil.pdf", profile(report))


def _pictures(ending: str) -> Callable[[Report, Head], Iterator[File]]:
    def made(report: Report, head: Head) -> Iterator[File]:
        for number, figure in enumerate(report.figures, 1):
            yield File(f"bilder/{number:02d}_{figure.chart.id}.{ending}", picture(figure.chart, ending))

    return made


def with_address(report: Report) -> bytes:
    """The data package with the operator's address where one is set."""
    return datapackage(report, base_address())


FORMATS = {
    "xlsx": Format("Arbeitsmappe (XLSX)", "weiterrechnen, nachschlagen", _one("xlsx", workbook)),
    "pptx": Format("Foliensatz (PPTX)", "vortragen; Diagramme lassen sich bearbeiten", _one("pptx", slides)),
    "pdf": Format("Vorlage (PDF)", "für die Sitzung, barrierefrei", _paper),
    "paket": Format("Datenpaket (ZIP)", "auswerten", _one("paket.zip", with_address)),
    "svg": Format("Bilder (SVG)", "drucken, in beliebiger Größe", _pictures("svg")),
    "png": Format("Bilder (PNG)", "einfügen", _pictures("png")),
}


def export(report: Report, formats: Sequence[str], head: Head = Head()) -> Iterator[File]:  # noqa: B008
    """Every file of the formats asked for, each as soon as it is made.

    KimError before the first file: for a format that there is not, for a report that has nothing to say, and
    for a data package without names.
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        asked = (
            f"Das Format »{', '.join(unknown)}« gibt es nicht." if unknown else "Es ist kein Format gewählt."
        )
        raise KimError(f"{asked} Möglich sind: {', '.join(FORMATS)}.")
    if report.lens.anonymity and "paket" in formats:
        raise KimError(NO_NAMELESS_PACKAGE)
    if not any(chapter.parts for chapter in report.chapters):
        raise KimError(
            f"Zu »{report.title}« gibt es bei dieser Auswahl nichts, was exportiert werden könnte."
        )
    for name in dict.fromkeys(formats):
        yield from FORMATS[name].render(report, head)


def stem(report: Report) -> str:
    """The name of a report's files: what it is about, of whom, and the day of its Stand."""
    whom = report.lens.choice.gebiet.code
    about = report.id if whom in report.id else f"{report.id}_{whom}"
    about += "_anonym" * bool(report.lens.anonymity)
    return f"kim_{re.sub(r'[^a-z0-9]+', '_', about.lower())}_{report.lens.stand.day.isoformat()}"


def as_zip(files: Sequence[File]) -> bytes:
    """One archive; the same files give the same bytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(files, key=lambda file: file.name):
            entry = zipfile.ZipInfo(file.name, EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(entry, file.content)
    return out.getvalue()
