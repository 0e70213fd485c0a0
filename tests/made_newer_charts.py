"""A waterfall, a scatter and a heatmap made by hand, with every status somewhere."""

from kim import charts
from kim.charts import Chart
from kim.datasets import load_reference
from kim.stand import Result
from tests.made import POSTS, QUOTE, entry, result
from tests.made_charts import RSK, TERMIN, missing, quote, steps
from tests.made_comparisons import CLOCK

DIMENSIONS = ("D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9")
UNRATED = ("not_estimable", "not_applicable", "not_reported", "too_few", "suppressed")
PROFILE = entry(
    id="zielerreichungsquote",  # any that every Stand has
    title="Stufe je Dimension",
    theme="struktur",
    kind="mean",
    unit="",
    decimals=0,
    dimensions=("kreis_id", "dimension", "stichtag"),
    datasets=("struktur",),
)
UNITS = tuple(load_reference("ki_standorte")["kreis_id"])


def posts_by_step(**amounts: float | None) -> Result:
    return result(POSTS, steps(**amounts), ("stufe",), kreis_id=RSK, berichtstermin=TERMIN)


def waterfall(**amounts: float | None) -> Chart:
    usual = {"besetzt": 11, "abgerufen_frei": 1.5, "nicht_abgerufen": 5.5}
    return charts.waterfall(posts_by_step(**(amounts or usual)))


def every_step() -> Chart:
    """Nothing called off unclear, and somebody more than was assigned."""
    return waterfall(besetzt=12, abgerufen_frei=2, nicht_abgerufen=3, ungeklaert=1, ueber_zuweisung=1.5)


def filled(units: tuple[str, ...] = UNITS, **changed: dict) -> Result:
    """Shares that rise from unit to unit."""
    rows = [{"kreis_id": u, **changed.get(f"k{u}", quote(40 + at, 100))} for at, u in enumerate(units)]
    return result(QUOTE, rows, ("kreis_id",), berichtstermin=TERMIN)


def still_open(units: tuple[str, ...] = UNITS, **changed: dict) -> Result:
    """What falls from unit to unit, with some noise that is always the same."""
    rows = [{"kreis_id": u, **changed.get(f"k{u}", _open(at))} for at, u in enumerate(units)]
    return result(CLOCK, rows, ("kreis_id",), art="EBH")


def _open(at: int) -> dict:
    return {"value": 80.0 - at / 2 + 11 * (-1) ** at + at % 7, "n": 100.0}


def scatter() -> Chart:
    changed = {"k05111": missing(), "k05112": missing("not_estimable")}
    return charts.scatter(filled(), still_open(**changed), RSK, ("05315", "05554"))


def levels(**changed: dict) -> Result:
    """Levels 0 to 3 in a pattern; Düsseldorf has every reason why there is none."""
    rows = [
        {"kreis_id": u, "dimension": d, **_level(at, place, d)}
        for at, u in enumerate(UNITS)
        for place, d in enumerate(DIMENSIONS)
    ]
    rows = [changed.get(f"k{row['kreis_id']}_{row['dimension']}", {}) | row for row in rows]
    return result(PROFILE, rows, ("kreis_id", "dimension"))


def _level(at: int, place: int, dimension: str) -> dict:
    if at == 0 and place < len(UNRATED):
        return missing(UNRATED[place])
    level = (at * 5 + place * 3 + at // 7) % 4
    return quote(level, 100) | ({"status": "zero"} if level == 0 else {"value": float(level), "n": 1.0})


def heatmap() -> Chart:
    return charts.heatmap(levels(), "dimension", RSK)


ALL = {"waterfall": waterfall, "every_step": every_step, "scatter": scatter, "heatmap": heatmap}
