"""The tables around the values: what is drawn, figures, indicators, units, and written tables."""

from collections.abc import Iterator

from kim import formats
from kim.catalogue import Indicator
from kim.charts import Chart, ReferenceLine
from kim.charts.description import SPOKEN, Series
from kim.exports.datapackage.fields import STATUS, Field, Row, Table, only_used
from kim.stand import Stand
from kim.topics import Tiles
from kim.topics.report import Report

MARKS = {
    "usual": "übliche Schwankung",
    "few": "zu wenige Fälle für ein Urteil",
    "outside": "außerhalb der Grenzen",
    "not_judged": "nicht beurteilt",
}
FIGURE = Field("bild", "Bild", "Kennung des Bildes", required=True)
IDS = Field("kennungen", "Kennungen", "führen mit `python -m kim trace` zurück; durch Leerzeichen getrennt")
CHAPTER = (
    Field("kapitel", "Kapitel", required=True),
    Field("kapitel_titel", "Titel des Kapitels", required=True),
)
DRAWN = (
    FIGURE,
    Field("reihe", "Reihe", "Name der Reihe im Bild", required=True),
    Field("kategorie", "Kategorie", "wofür der Wert steht, wie es im Bild heißt", required=True),
    Field("ueberschrift", "Überschrift", "worunter die Kategorie im Bild steht"),
    Field("stelle", "Stelle", "Stelle auf der Achse, wo sie aus Zahlen besteht (Tage, Fälle)", "number"),
    Field("wert", "Wert", "ungerundet", "number"),
    Field(
        "unten", "von", "untere Grenze des Intervalls; im Wasserfall das untere Ende des Balkens", "number"
    ),
    Field("oben", "bis", "obere Grenze des Intervalls oder oberes Ende der Spanne, des Balkens", "number"),
    Field("einheit", "Einheit"),
    STATUS,
    Field("merkmal", "Merkmal", "wie der Punkt im Bild eingeordnet ist", codes=MARKS),
)
FIGURES = (
    FIGURE,
    *CHAPTER,
    Field("art", "Art des Bildes", required=True, codes=SPOKEN),
    Field("titel", "Titel", required=True),
    Field("aussage", "Aussage", "was das Bild zeigt, in einem Satz"),
    Field("quelle", "Quelle", "mit Stand, Stichtagen und wie viele gemeldet haben"),
    Field("anmerkungen", "Anmerkungen"),
    Field("querachse", "Querachse", "was die Stellen auf der Querachse messen, wo es ein zweiter Wert ist"),
    Field("bezugslinien", "Bezugslinien", "womit die Werte im Bild verglichen werden"),
    IDS,
)
INDICATORS = (
    Field("kennzahl", "Kennzahl", required=True),
    Field("nummer", "Nummer"),
    Field("titel", "Titel", required=True),
    Field("definition", "Definition", required=True),
    Field("formel", "Formel"),
    Field("einheit", "Einheit"),
    Field("nachkommastellen", "Nachkommastellen", kind="integer"),
    Field("besser", "Besser ist", codes={"higher": "höher", "lower": "niedriger", "neither": "weder noch"}),
    Field("intervall", "Verfahren des Intervalls"),
    Field("mindestzahl", "Mindestzahl der Fälle", kind="integer"),
    Field("datensaetze", "Datensätze", "durch Komma getrennt"),
    Field("grenzen", "Grenzen der Aussage"),
    Field("lesebeispiel", "Lesebeispiel"),
    Field("quelle", "Quelle"),
    Field("abfrage", "Abfrage", "Name der SQL-Abfrage", required=True),
    Field("fingerabdruck", "Fingerabdruck", "Prüfsumme der Abfrage in diesem Stand", required=True),
)
KREISE = (
    Field("kreis_id", "Kreis", "AGS; für Aachen die beiden KI-Standorte", required=True),
    Field("name", "Name", required=True),
    Field("ags", "AGS", "amtlicher Gemeindeschlüssel, fünf oder acht Stellen als Text"),
    Field("typ", "Art des Kreises"),
    Field("regierungsbezirk", "Regierungsbezirk"),
)
BEHOERDEN = (
    Field("behoerde_id", "Behörde", required=True),
    Field("name", "Name", required=True),
    Field("art", "Art der Behörde", codes={"EBH": "Einbürgerungsbehörde", "ABH": "Ausländerbehörde"}),
    Field("kreis_id", "Kreis"),
)
TABLES = (
    *CHAPTER,
    Field("tabelle", "Tabelle", required=True),
    Field("titel", "Titel", required=True),
    IDS,
)
WRITTEN = (
    Field("tabelle", "Tabelle", required=True),
    *CHAPTER,
    Field("titel", "Titel", required=True),
    Field("zeile", "Zeile", kind="integer", required=True),
    Field("spalte", "Spalte", required=True),
    Field("text", "Text", "wie er im Bericht steht"),
)
TILES = (
    *CHAPTER,
    Field("nummer", "Nummer", kind="integer", required=True),
    Field("titel", "Titel", required=True),
    Field("text", "Angabe", "wie sie im Bericht steht", required=True),
    Field("grundlage", "Grundlage", "worauf die Angabe beruht"),
    IDS,
)


def lists(report: Report) -> Iterator[Table]:
    """Every table but the values."""
    stand = report.lens.stand
    yield _drawn(report)
    yield _figures(report)
    yield _indicators(report, stand)
    yield _units("kreise", "KI-Standorte", KREISE, stand.units["ki_standorte"].to_dict("records"))
    yield _units("behoerden", "Behörden", BEHOERDEN, stand.units["behoerden"].to_dict("records"))
    yield _tables(report)
    yield _cells_of_tables(report)
    yield _tiles(report)


def indicators_of(report: Report) -> list[Indicator]:
    """Every indicator that a number rests on, by its id."""
    return sorted(report.indicators, key=lambda entry: entry.id)


def _drawn(report: Report) -> Table:
    rows = tuple(row for figure in report.figures for row in _marks(figure.chart))
    key = ("bild", "reihe", "kategorie")
    title = "Was die Bilder zeigen, ein Wert je Reihe und Kategorie"
    return Table("gezeichnet", title, only_used(DRAWN, rows), rows, key, {"bild": "bilder"})


def _marks(chart: Chart) -> Iterator[Row]:
    for series in chart.series:
        for at, category in enumerate(chart.categories):
            head = {"bild": chart.id, "reihe": series.name, "kategorie": category, "einheit": chart.unit}
            yield head | _around(chart, at) | {"status": series.status[at]} | _numbers(chart, series, at)


def _around(chart: Chart, at: int) -> Row:
    return {
        "ueberschrift": chart.groups[at] if chart.groups else None,
        "merkmal": chart.marks[at] if chart.marks else None,
    }


def _numbers(chart: Chart, series: Series, at: int) -> Row:
    """Nothing where the status has no number."""
    if series.status[at] not in formats.NUMERIC:
        return {}
    columns = {"wert": series.values, "unten": series.lower, "oben": series.upper, "stelle": chart.positions}
    return {name: column[at] for name, column in columns.items() if column}


def _figures(report: Report) -> Table:
    rows = [
        _figure(figure.chart) | {"kapitel": chapter.id, "kapitel_titel": chapter.title}
        for chapter in report.chapters
        for figure in chapter.figures
    ]
    return Table("bilder", "Die Bilder des Berichts", FIGURES, tuple(rows), ("bild",))


def _figure(chart: Chart) -> Row:
    return {
        "bild": chart.id,
        "art": chart.kind,
        "titel": chart.title,
        "aussage": chart.sentence,
        "quelle": chart.source,
        "anmerkungen": " | ".join(chart.notes),
        "querachse": chart.across.name if chart.across else None,
        "bezugslinien": " | ".join(line.label for line in _lines(chart)),
        "kennungen": " ".join(chart.traces),
    }


def _lines(chart: Chart) -> tuple[ReferenceLine, ...]:
    return (*chart.lines, *(chart.across.lines if chart.across else ()))


def _indicators(report: Report, stand: Stand) -> Table:
    rows = tuple(_indicator(entry, stand) for entry in indicators_of(report))
    return Table("kennzahlen", "Definitionen der Kennzahlen", INDICATORS, rows, ("kennzahl",))


def _indicator(entry: Indicator, stand: Stand) -> Row:
    return {
        "kennzahl": entry.id,
        "nummer": entry.code,
        "titel": entry.title,
        "definition": entry.definition,
        "formel": entry.formula,
        "einheit": entry.unit,
        "nachkommastellen": entry.decimals,
        "besser": entry.better,
        "intervall": entry.interval,
        "mindestzahl": entry.minimum_n,
        "datensaetze": ",".join(entry.datasets),
        "grenzen": entry.limits,
        "lesebeispiel": entry.reading_example,
        "quelle": entry.source,
        "abfrage": entry.query,
        "fingerabdruck": stand.fingerprint(entry.id),
    }


def _units(name: str, title: str, fields: tuple[Field, ...], listed: list[dict]) -> Table:
    rows = [
        {f.name: None if formats.is_missing(unit[f.name]) else unit[f.name] for f in fields}
        for unit in listed
    ]
    return Table(name, title, fields, tuple(rows), (fields[0].name,))


def _tables(report: Report) -> Table:
    """Tables that are no figure, and what they rest on."""
    rows = [
        {
            "kapitel": chapter.id,
            "kapitel_titel": chapter.title,
            "tabelle": part.key,
            "titel": part.title,
            "kennungen": " ".join(part.traces),
        }
        for chapter in report.chapters
        for part in chapter.tables
    ]
    title = "Die Tabellen des Berichts, die kein Bild sind"
    return Table("tabellenverzeichnis", title, TABLES, tuple(rows), ("kapitel", "tabelle"))


def _cells_of_tables(report: Report) -> Table:
    """Tables that are no figure, cell by cell, as they are written."""
    rows = [
        {"tabelle": part.key, "kapitel": chapter.id, "kapitel_titel": chapter.title, "titel": part.title}
        | cell
        for chapter in report.chapters
        for part in chapter.tables
        for cell in _cells(part.frame.to_dict("records"))
    ]
    key = ("kapitel", "tabelle", "zeile", "spalte")
    return Table(
        "tabellen", "Tabellen, wie sie im Bericht stehen, Zelle für Zelle", WRITTEN, tuple(rows), key
    )


def _cells(records: list[dict]) -> Iterator[Row]:
    for number, record in enumerate(records, 1):
        for column, value in record.items():
            text = "" if formats.is_missing(value) else str(value)
            yield {"zeile": number, "spalte": str(column), "text": text}


def _tiles(report: Report) -> Table:
    """Headline figures, as they are written."""
    rows = [
        {
            "kapitel": chapter.id,
            "kapitel_titel": chapter.title,
            "nummer": number,
            "titel": tile.title,
            "text": tile.value,
            "grundlage": "; ".join(tile.details),
            "kennungen": " ".join(tile.traces),
        }
        for chapter in report.chapters
        for number, tile in enumerate(
            (tile for part in chapter.parts if isinstance(part, Tiles) for tile in part.tiles), 1
        )
    ]
    key = ("kapitel", "nummer")
    return Table("kernzahlen", "Kernzahlen, wie sie im Bericht stehen", TILES, tuple(rows), key)
