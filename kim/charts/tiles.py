"""The tile map: one tile for each KI site, with its value written in it."""

from functools import cache
from math import floor, log10

from kim import formats, sentences
from kim.charts import around
from kim.charts.description import Chart, Place, Series
from kim.charts.twins import twins
from kim.datasets import load_reference
from kim.sentences import naming, places
from kim.sentences.rows import amount, rows, status
from kim.stand import Result, traces

CITY_OF_AACHEN = (7, 0)  # beside the Städteregion, which has the tile of 05334
SHADES = 4
# Registration signs, which people in NRW read as names.
SIGNS = {
    "05111": "D", "05112": "DU", "05113": "E", "05114": "KR", "05116": "MG", "05117": "MH",
    "05119": "OB", "05120": "RS", "05122": "SG", "05124": "W", "05154": "KLE", "05158": "ME",
    "05162": "NE", "05166": "VIE", "05170": "WES", "05314": "BN", "05315": "K", "05316": "LEV",
    "05334002": "AC", "05334-R": "AC-R", "05358": "DN", "05362": "BM", "05366": "EU", "05370": "HS",
    "05374": "GM", "05378": "GL", "05382": "SU", "05512": "BOT", "05513": "GE", "05515": "MS",
    "05554": "BOR", "05558": "COE", "05562": "RE", "05566": "ST", "05570": "WAF", "05711": "BI",
    "05754": "GT", "05758": "HF", "05762": "HX", "05766": "LIP", "05770": "MI", "05774": "PB",
    "05911": "BO", "05913": "DO", "05914": "HA", "05915": "HAM", "05916": "HER", "05954": "EN",
    "05958": "HSK", "05962": "MK", "05966": "OE", "05970": "SI", "05974": "SO", "05978": "UN",
}  # fmt: skip


def tiles(result: Result, highlight: str | None = None, land: Result | None = None) -> Chart:
    """A result by kreis_id as a tile map; shades are four steps of equal width between round limits."""
    entry = result.indicator
    found = sorted(rows(result), key=lambda row: row["kreis_id"])
    values, statuses = tuple(map(amount, found)), tuple(map(status, found))
    units = [row["kreis_id"] for row in found]
    steps = _steps([value for value in values if value is not None])
    return Chart(
        id=around.key(result, "kacheln"),
        kind="tiles",
        title=around.title(
            result, comparator="dem Land" if land is not None and entry.kind != "count" else None
        ),
        categories=tuple(places.short(unit, naming.arts(result)) for unit in units),
        series=(Series(entry.title, values, "actual", status=statuses),),
        unit=entry.unit,
        decimals=entry.decimals,
        ends=tuple(
            formats.cell(v, s, entry.unit, entry.decimals) for v, s in zip(values, statuses, strict=True)
        ),
        sentence=sentences.units(result, highlight, land),
        notes=(*_shades(steps, entry.unit), *around.notes(result)),
        source=around.source(result),
        traces=traces(result),
        twins=twins(result, found),
        highlight=places.short(highlight, naming.arts(result)) if highlight else None,
        places=tuple(_place(unit) for unit in units),
        steps=steps,
    )


def _place(unit_id: str) -> Place:
    row, column = CITY_OF_AACHEN if unit_id == "05334002" else _positions()[unit_id.removesuffix("-R")]
    return Place(row, column, SIGNS[unit_id])


@cache
def _positions() -> dict[str, tuple[int, int]]:
    listed = load_reference("kacheln")
    return {row.ags: (int(row.zeile), int(row.spalte)) for row in listed.itertuples()}


def _steps(values: list[float]) -> tuple[float, ...]:
    """The limits between four shades of equal width on round numbers; () where all values are alike."""
    if not values or min(values) == max(values):
        return ()
    low, high = min(values), max(values)
    fitting = (
        width for width in _round_widths((high - low) / SHADES) if _start(low, width) + SHADES * width >= high
    )
    width = next(fitting)
    return tuple(round(_start(low, width) + width * step, 10) for step in range(1, SHADES))


def _start(low: float, width: float) -> float:
    return floor(low / width) * width


def _round_widths(least: float) -> list[float]:
    """1, 2, 2.5, 5 times powers of ten, from a least width up."""
    power = 10 ** floor(log10(least))
    return [
        nice * power * more
        for more in (1, 10, 100)
        for nice in (1, 2, 2.5, 5)
        if nice * power * more >= least
    ]


def _shades(steps: tuple[float, ...], unit: str) -> list[str]:
    if not steps:
        return []
    limits = formats.listing(formats.short(step) for step in steps)
    return [f"Je kräftiger die Farbe, desto höher der Wert; Grenzen bei {limits}{formats.NBSP}{unit}."]
