"""A chart as the columns of a table: unrounded numbers, and words where there is none."""

from collections.abc import Iterator
from dataclasses import dataclass

from kim import formats
from kim.charts import Chart, Series
from kim.charts.twins import WHY
from kim.exports.screen.marks import words as said_of_marks
from kim.exports.workbook.book import header

NARROW, WORDS, WIDEST = 12.0, 26.0, 42.0  # characters
PLACES = {"curve": "Alter in Tagen", "stacked": "Alter in Tagen"}
ENDS = {"range": ("von", "bis"), "waterfall": ("Balken von", "Balken bis")}
BEZIRK = "Regierungsbezirk"
CODES = "General"
Key = tuple[str, int]


@dataclass(frozen=True)
class Column:
    """One column: `forms` are the number formats of its cells, None where they hold text.

    A cell of None stays empty; `status` says where that is because a value is missing.
    """

    key: Key
    header: str
    cells: tuple[object, ...]
    width: float = NARROW
    forms: tuple[str, ...] | None = None
    status: tuple[str, ...] | None = None


def columns(chart: Chart) -> list[Column]:
    """The columns in the order they are read in; their headings are told apart."""
    found = [Column(("category", 0), _heading(chart), chart.categories, _wide(chart.categories))]
    if chart.groups:
        found.append(Column(("group", 0), _group_heading(chart), chart.groups, _wide(chart.groups)))
    if chart.positions:
        found.append(_positions(chart))
    for at, series in enumerate(chart.series):
        found += _of_series(chart, series, at)
    return _told_apart([*found, *_words(chart)])


def number_form(unit: str, decimals: int, value: float | None = None) -> str:
    """A format in US notation; Excel shows it in the notation of its user. Posts are as short as they are."""
    if unit.split(" ")[0] == formats.POSTS and value is not None:
        decimals = len(formats.amount(value, unit, decimals).partition(",")[2])
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"


def label_form(unit: str, decimals: int, with_unit: bool = True) -> str:
    """The same with its unit, for labels in charts."""
    number = CODES if unit.split(" ")[0] == formats.POSTS else number_form(unit, decimals)
    if not unit or not (with_unit or unit == "%"):
        return number
    one, many = formats.unit_word(unit, "1"), unit
    usual = f'{number}"{formats.NBSP}{many}"'
    return usual if one == many else f'[=1]0"{formats.NBSP}{one}";{usual}'


def reasons(chart: Chart) -> tuple[str | None, ...]:
    """For each category why values are missing or none at all; None where all are shown."""
    return tuple(_reason(chart, at) for at in range(len(chart.categories)))


def _reason(chart: Chart, at: int) -> str | None:
    """ "nicht gemeldet" where all say the same, "frei: null; besetzt: zu wenige Fälle" where they differ."""
    told = [(s.name, chart.word(s.status[at])) for s in chart.series if s.status[at] != "shown"]
    if not told:
        return None
    words = {word for _, word in told}
    if len(told) == len(chart.series) and len(words) == 1:
        return words.pop()
    return "; ".join(f"{name}: {word}" for name, word in told)


def _heading(chart: Chart) -> str:
    """What the categories are, as the first column of the table for readers says it, if it is about them."""
    first = next((header(str(name)) for name in chart.table.columns), "")
    of_values = any(first.startswith(header(series.name)) for series in chart.series)
    return first if first and not of_values and chart.kind != "range" else "Angabe für"


def _wide(texts: tuple[str, ...]) -> float:
    return float(min(max([12, *(len(text) + 2 for text in texts)]), WIDEST))


def _group_heading(chart: Chart) -> str:
    return BEZIRK if BEZIRK in chart.table.columns else "Gruppe"


def _positions(chart: Chart) -> Column:
    if chart.across:
        form = number_form(chart.across.unit, chart.across.decimals)
        name = header(chart.across.name)
        return Column(("position", 0), name, chart.positions, NARROW + 4, (form,) * len(chart.positions))
    forms = ("#,##0",) * len(chart.positions)
    return Column(("position", 0), PLACES.get(chart.kind, chart.axis_title), chart.positions, NARROW, forms)


def _of_series(chart: Chart, series: Series, at: int) -> Iterator[Column]:
    """The values, then the ends of their intervals, or of a range."""
    heads = ENDS.get(chart.kind, ("Intervall von", "Intervall bis"))
    several = f"{series.name}, " if len(chart.series) > 1 else ""
    unit = f" ({chart.unit})" if chart.unit else ""
    name = f"{series.name}{', von' if chart.kind == 'range' else ''}{unit}"
    yield _numbers(chart, series, ("value", at), name, series.values)
    limits = zip(("lower", "upper"), heads, (series.lower, series.upper), strict=True)
    for key, said, values in limits:
        if values is not None:
            yield _numbers(chart, series, (key, at), f"{several}{said}{unit}", values)


def _numbers(chart: Chart, series: Series, key: Key, name: str, values: tuple) -> Column:
    """Only where the value itself is shown is there any number, the ends of its interval included."""
    told = zip(values, series.status, strict=True)
    cells = tuple(value if status in formats.NUMERIC else None for value, status in told)
    forms = tuple(number_form(chart.unit, chart.decimals, value) for value in cells)
    longest = max(len(word) for word in header(name).split()) + 3
    return Column(key, header(name), cells, max(NARROW, longest), forms, series.status)


def _words(chart: Chart) -> Iterator[Column]:
    if chart.marks:
        said, usual = said_of_marks(chart), "" if chart.kind == "scatter" else "üblich"
        yield Column(("mark", 0), "Einordnung", tuple(said.get(m, usual) for m in chart.marks), WORDS)
    if chart.ends and chart.kind in ("range", "stacked"):
        name = "im Wortlaut" if chart.kind == "range" else "zusammen"
        yield Column(("end", 0), name, chart.ends, NARROW + 4)
    if any(reasons(chart)):
        yield Column(("reason", 0), WHY, reasons(chart), WORDS)


def _told_apart(found: list[Column]) -> list[Column]:
    """Headings that Excel can tell apart: it takes no two that differ in capitals only."""
    seen: dict[str, int] = {}
    told = []
    for column in found:
        times = seen[column.header.lower()] = seen.get(column.header.lower(), 0) + 1
        name = column.header if times == 1 else f"{column.header} [{times}]"
        told.append(Column(column.key, name, column.cells, column.width, column.forms, column.status))
    return told
