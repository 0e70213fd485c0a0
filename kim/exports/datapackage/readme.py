"""LIESMICH.txt: what is in the package and how to read it, for people."""

from collections.abc import Iterator

from kim import formats
from kim.exports.datapackage import provenance
from kim.exports.datapackage.fields import Table
from kim.topics import Answer
from kim.topics.report import Report

FILES = {
    "daten/NAME.csv": "für Programme: UTF-8, Komma, Dezimalpunkt, Tage als JJJJ-MM-TT",
    "daten/NAME_excel.csv": "für Excel auf Deutsch: Semikolon, Dezimalkomma; Texte, die eine Formel wären, "
    "beginnen mit einem Apostroph",
    "daten/NAME.parquet": "für R, Python, DuckDB: mit Typen",
    "datapackage.json": "Beschreibung aller Spalten, Herkunft, Prüfsummen (Data Package 2.0)",
    "csvw-metadata.json": "dieselbe Beschreibung als CSV on the Web",
    "dcat-ap-de.jsonld": "Eintrag für ein Datenportal (DCAT-AP.de); Herausgeber, Kontakt und Lizenz "
    "trägt der Betreiber nach",
    "SHA256SUMS": "Prüfsummen aller Dateien: sha256sum -c SHA256SUMS",
}
HINTS = (
    "Excel nimmt Schlüsseln wie 05111 beim Öffnen einer CSV-Datei die führende Null. Der Name steht daneben;"
    " wer in Excel weiterrechnet, nimmt besser die Arbeitsmappe.",
    "Jede Zeile in werte hat eine Kennung. »python -m kim trace KENNUNG« sagt dazu die Zahlen, die"
    " Definition, den Stand und jede Datei mit Prüfsumme, aus der sie stammen.",
    "Anteile und mittlere Dauern von Kreisen nicht mitteln: Zähler und Nenner zusammenzählen, dann teilen.",
    "Wie viele gemeldet haben, die Stichtage und die Anmerkungen stehen je Bild in bilder.",
    "Über Nutzungsrechte sagt dieses Paket nichts; darüber gibt der Betreiber Auskunft.",
)


def readme(report: Report, tables: list[Table], files: list[str]) -> bytes:
    return ("\r\n".join(_lines(report, tables, files)) + "\r\n").encode()


def _lines(report: Report, tables: list[Table], files: list[str]) -> Iterator[str]:
    yield provenance.title(report)
    yield ""
    yield f"Auswahl:  {report.selection}"
    yield f"Stand:    {report.stand.removeprefix('Stand ')}, Kennung {report.lens.stand.id}"
    yield f"Hinweis:  {provenance.suppression(report)}"
    yield from _section("Das Wichtigste", _answers(report))
    yield from _section(
        "Dateien", [f"{name}: {FILES[name]}" for name in FILES if name in files or "NAME" in name]
    )
    yield from _section(
        "Tabellen", [f"{t.name}: {t.title} ({formats.number(len(t.rows))} Zeilen)" for t in tables]
    )
    yield from _section("Status", ["shown: Zahl ist angegeben", *_statuses()])
    yield from _section("Gut zu wissen", list(HINTS))


def _answers(report: Report) -> list[str]:
    chapters = [chapter for chapter in report.chapters if chapter.id != "wichtigstes"]
    said = [(c.title, part.text) for c in chapters for part in c.parts if isinstance(part, Answer)]
    return [f"{title}: {text}" for title, text in said]


def _statuses() -> list[str]:
    return [
        f"{status}: {meaning} (im Bericht: {formats.SYMBOLS[status]})"
        for status, meaning in formats.MEANINGS.items()
    ]


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield from ("", title, "-" * len(title), *(f"* {line}" for line in lines))
