"""The long table: every row behind every figure in one form, whatever its indicator counts."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache

from kim import formats
from kim.catalogue import TIMES, Indicator, load_catalogue, load_indicator
from kim.charts import Chart
from kim.exports.datapackage.fields import STATUS, Field, Row, Table, Value, only_used
from kim.sentences import codes
from kim.stand import Selection, parse_trace
from kim.topics import Figure

PUBLISHED = "veroeffentlichte_zahlen"
NAMES = {
    "numerator": "zaehler",
    "denominator": "nenner",
    "value": "wert",
    "lower": "unten",
    "upper": "oben",
    "tag": "alter_tage",
}
OF_PUBLISHED = {"kennzahl": "angabe", "stand": "angabe_vom", "wert_bis": "oben"}
TITLES = {"ags": "AGS"}
UNITS = {"kreis_id": "kreis_ids", "behoerde_id": "behoerde_ids"}  # where several are added up
MEASURES = (
    Field("zaehler", "Zähler", "Zähler des Quotienten", "number"),
    Field("nenner", "Nenner", "Nenner des Quotienten", "number"),
    Field("anzahl", "Anzahl", "gezählte Summe, in der Einheit der Kennzahl", "number"),
    Field("ereignisse", "Ereignisse", "Abgänge, auf denen die Schätzung beruht", "number"),
    Field("beobachtet", "Unter Beobachtung", "in diesem Alter noch beobachtete Vorgänge", "number"),
    Field("monate", "Monate", "Monate, aus denen gerechnet wurde", "number"),
    Field("n", "Zahl der Fälle", "worauf der Wert beruht", "number"),
    Field("wert", "Wert", "ungerundet, in der Einheit der Zeile; von Spannen das untere Ende", "number"),
    Field("unten", "95-%-Intervall von", "untere Grenze des Intervalls", "number"),
    Field("oben", "95-%-Intervall bis", "obere Grenze des Intervalls; von Spannen das obere Ende", "number"),
    Field("mittel", "Mittel", "Mittel der Monate, auf das sich die Grenzen beziehen", "number"),
    Field("grenze_unten", "Grenze unten", "untere Grenze der üblichen Schwankung", "number"),
    Field("grenze_oben", "Grenze oben", "obere Grenze der üblichen Schwankung", "number"),
    Field("fallzahl", "Fallzahl im Trichter", "Zahl der Fälle, an der die Grenzen hängen", "number"),
    *(
        Field(
            f"grenze_{side}_{share}",
            f"Grenze {side} ({shown} %)",
            f"innerhalb liegen {shown} % bei bloßem Zufall",
            "number",
        )
        for side in ("unten", "oben")
        for share, shown in (("95", "95"), ("998", "99,8"))
    ),
)  # fmt: skip
HEAD = (
    Field("bild", "Bild", "Kennung des Bildes, siehe bilder", required=True),
    Field("zeile", "Zeile", "laufende Nummer im Bild", "integer", required=True),
    Field("kennzahl", "Kennzahl", "siehe kennzahlen", required=True),
    Field("angabe", "Angabe", "Teil der Kennzahl oder Bezeichnung der veröffentlichten Angabe"),
    Field("reihe", "Reihe", "Name der Linie im Bild"),
)
TIME = (
    Field(
        "zeit_von", "Zeit von", "erster Tag, für den die Zeile spricht (Quartals- oder Monatsende)", "date"
    ),
    Field("zeit_bis", "Zeit bis", "letzter Tag, für den die Zeile spricht", "date"),
    Field("alter_tage", "Alter in Tagen", "Stelle auf der Kurve", "number"),
)
REST = (
    Field("einheit", "Einheit", "Einheit von Wert, unten und oben; leer, wo es keine gibt"),
    STATUS,
    Field("grenzen", "Art der Grenzen", "woraus die Grenzen gebildet sind"),
    Field("regel", "Regel", "Regel, nach der ein Monat auffällt"),
    Field("einordnung", "Einordnung", "Lage zu den Grenzen in Worten"),
    Field("gebiet", "Gebiet", "Gebiet der veröffentlichten Angabe"),
    Field("wortlaut", "Wortlaut", "wie die Angabe veröffentlicht wurde"),
    Field("angabe_vom", "Angabe von", "Zeit der Veröffentlichung, wie angegeben"),
    Field("stand_am", "Angabe vom Tag", "Tag der Veröffentlichung, wo er bekannt ist", "date"),
    Field("quelle", "Quelle", "Fundstelle der veröffentlichten Angabe"),
    Field("url", "Adresse", "Adresse der Fundstelle"),
    Field("anmerkung", "Anmerkung", "Anmerkung zur veröffentlichten Angabe"),
    Field("hinweis", "Hinweis", "ob etwas erfunden ist"),
    Field("stand", "Stand", "Kennung des Standes", required=True),
    Field("kennung", "Kennung", "führt mit `python -m kim trace` zurück zu Abfrage, Meldungen und Prüfsummen",
          required=True),
)  # fmt: skip
SAMPLE = "Ein Tag als ISO; mehrere durch Komma sind zusammengezählt"


def values(figures: tuple[Figure, ...], stand_id: str) -> Table:
    """All rows of all figures; columns that no row fills are left out."""
    rows = tuple(row for figure in figures for row in _rows(figure.chart, stand_id))
    return Table(
        "werte",
        "Alle Werte hinter den Bildern, eine Zeile je Gruppe",
        only_used((*HEAD, *_dimensions(), *TIME, *_measures(), *REST), rows),
        rows,
        ("bild", "zeile"),
        {"bild": "bilder", "kennzahl": "kennzahlen", "kreis_id": "kreise", "behoerde_id": "behoerden"},
    )


def indicator_of(chart: Chart) -> str:
    """The indicator that a chart is mainly about; published figures have no other."""
    return parse_trace(chart.traces[0])[0] if chart.traces else PUBLISHED


def _dimensions() -> Iterator[Field]:
    """Every dimension there is, in a fixed order, each with its label behind it."""
    named = sorted({name for entry in load_catalogue().values() for name in entry.selectable} - {"kennzahl"})
    first = [name for name in (*UNITS, "regierungsbezirk", "typ", *TIMES) if name in named]
    for name in dict.fromkeys([*first, *named]):
        title = TITLES.get(name) or codes.heading(name)
        yield Field(name, title, SAMPLE if name in TIMES else "Code oder Name des Merkmals")
        yield Field(_label_of(name), f"{title} (Bezeichnung)", "Bezeichnung des Codes")
        if name in UNITS:
            yield Field(UNITS[name], f"{title}: mehrere zusammen", "durch Komma getrennt")


@cache
def _measures() -> tuple[Field, ...]:
    """The numbers that belong to a value, with the counts that only some kinds of indicators have."""
    known = {*NAMES, "tag", *(column.name for column in MEASURES), *(f.name for f in _dimensions())}
    others = sorted({name for entry in load_catalogue().values() for name in entry.answered} - known)
    return (*MEASURES, *(Field(name, codes.heading(name), "gezählte Summe", "number") for name in others))


def _numbers() -> set[str]:
    return {column.name for column in _measures()}


def _label_of(dimension: str) -> str:
    return f"{dimension.removesuffix('_id')}_name"


def _rows(chart: Chart, stand_id: str) -> Iterator[Row]:
    traces = [(text, *parse_trace(text)) for text in chart.traces]
    for number, record in enumerate(chart.data.to_dict("records"), 1):
        told = {name: value for name, value in record.items() if not formats.is_missing(value)}
        row = _published(told, stand_id) if chart.kind == "range" else _counted(told, chart)
        row |= {"bild": chart.id, "zeile": number, "kennung": _trace(row, traces)}
        yield {"einheit": _unit(row, chart)} | _placed(_silenced(row))


def _unit(row: Mapping, chart: Chart) -> str:
    """That of the indicator, for a chart can show two; parts of one have that of the chart."""
    return chart.unit if "angabe" in row else load_indicator(row["kennzahl"]).unit


def _published(told: dict, stand_id: str) -> dict:
    """A published figure has a name, a time and a unit of its own."""
    renamed = {OF_PUBLISHED.get(name, name): value for name, value in told.items()}
    return renamed | {"kennzahl": PUBLISHED, "stand": stand_id}


def _counted(told: dict, chart: Chart) -> dict:
    """Our names of columns; what is no indicator of the chart is a part of the first one."""
    row = {NAMES.get(name, name): value for name, value in told.items()}
    if row["kennzahl"] not in [parse_trace(text)[0] for text in chart.traces]:
        row |= {"angabe": row["kennzahl"], "kennzahl": indicator_of(chart)}
    return row


def _trace(row: Mapping, traces: list[tuple[str, str, Selection, str]]) -> str:
    """The id that this row is an answer to; all ids of the chart where it cannot be told."""
    found = [
        text for text, name, chosen, _ in traces if name == row["kennzahl"] and _answers(row, chosen, name)
    ]
    return found[0] if found else " ".join(text for text, *_ in traces)


def _answers(row: Mapping, chosen: Selection, name: str) -> bool:
    entry = load_indicator(name)
    fixed = all(
        row.get(n) in (values if n in chosen.by else [",".join(values)]) for n, values in chosen.where.items()
    )
    divided = all(n in row for n in chosen.by)
    return fixed and divided and not _further(row, entry) - {*chosen.by, *chosen.where}


def _further(row: Mapping, entry: Indicator) -> set[str]:
    """The dimensions that a row has a value of."""
    return (set(row) & set(entry.selectable)) - {*entry.answered, entry.axis}


def _silenced(row: dict) -> dict:
    """No number where the status has none; a counted zero is the number 0."""
    if row["status"] in formats.NUMERIC:
        return row | ({"wert": 0.0} if row["status"] == "zero" else {})
    return {name: value for name, value in row.items() if name not in _numbers()}


def _placed(row: dict) -> dict[str, Value]:
    """Units that are added up apart from single ones, names of single ones, and when it speaks for."""
    for unit, together in UNITS.items():
        if "," in row.get(unit, ""):
            row[together] = row.pop(unit)
        elif unit in row:
            row[_label_of(unit)] = codes.label(unit, row[unit])
    times = [name for name in TIMES if name in row]
    days = sorted(str(row[times[-1]]).split(",")) if times else []
    span = {"zeit_von": date.fromisoformat(days[0]), "zeit_bis": date.fromisoformat(days[-1])} if days else {}
    return {name: _plain(name, value) for name, value in (row | span).items()}


def _plain(name: str, value: object) -> Value:
    if name in _numbers() or name == "alter_tage":
        return float(value)
    if isinstance(value, datetime):
        return value.date() if name == "stand_am" else value.date().isoformat()
    return (
        value if isinstance(value, int | date) and name in ("zeile", "zeit_von", "zeit_bis") else str(value)
    )
