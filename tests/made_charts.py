"""One chart of each kind, made by hand, with every status somewhere."""

import dataclasses
from datetime import date

import pandas as pd

from kim import charts
from kim.charts import Chart, ReferenceLine
from kim.comparison import Break, Funnel, xmr
from kim.datasets import load_reference
from kim.stand import Framed, Result
from tests.made import COUNT, POSTS, QUOTE, entry, result
from tests.made_comparisons import funnel_of, month_ends, share, silent

TERMIN = "2024-03-31"
RSK = "05382"
QUARTERS = pd.date_range("2022-12-31", "2024-12-31", freq="QE")
PUBLISHED = entry(
    id="veroeffentlichte_zahlen", title="Veröffentlichte Zahlen", theme="redaktion", kind="list", unit=""
)
CURVE = entry(
    id="noch_offen_tempo",
    title="Noch offen nach Alter (bei gleichbleibendem Tempo)",
    theme="behoerden",
    kind="duration",
    statistic="curve",
    ways=("positiv", "abgelehnt", "zurueckgenommen", "abgegeben", "sonstig"),
    decimals=0,
    dimensions=("behoerde_id", "kreis_id", "art", "fenster_quartal"),
    population="behoerden",
    datasets=("antraege",),
)
WAYS = dataclasses.replace(CURVE, id="wege_tempo", title="Ausgänge nach Alter", statistic="ways")


def quote(numerator: float, denominator: float, **rest: object) -> dict:
    return {"numerator": numerator, "denominator": denominator, **rest}


def missing(status: str = "not_reported") -> dict:
    return {"status": status}


def all_sites(**changed: dict) -> Result:
    """A quotient for the 54 sites, 11 of 18 unless a site is given otherwise (k05382=…)."""
    rows = [
        {"kreis_id": unit, **changed.get(f"k{unit}".replace("-", "_"), quote(11, 18))}
        for unit in load_reference("ki_standorte")["kreis_id"]
    ]
    return result(QUOTE, rows, ("kreis_id",), berichtstermin=TERMIN, baustein="2")


def land() -> Result:
    return result(QUOTE, [quote(551.5, 713)], berichtstermin=TERMIN, baustein="2")


def site_bars(**changed: dict) -> Chart:
    some = {
        "k05111": missing(),
        "k05119": missing("partly"),
        "k05112": missing("too_few"),
        "k05113": missing("suppressed"),
        "k05114": missing("not_estimable"),
        "k05116": missing("not_applicable"),
        "k05117": quote(0, 6),
        "k05315": quote(19, 20),
    }
    return charts.bars_by_unit(all_sites(**(some | changed)), RSK, land())


def field_bars() -> Chart:
    goals = entry(id="zielerreichungsquote", title="Zielerreichungsquote", theme="faelle", interval="wilson")
    rows = [
        {"handlungsfeld": "sprache", **quote(30, 50, lower=46.2, upper=72.4)},
        {"handlungsfeld": "arbeit", **missing("too_few")},
        {"handlungsfeld": "wohnen", **quote(10, 50, lower=11.2, upper=33.0)},
        {"handlungsfeld": "gesundheit", **quote(20, 50, lower=27.6, upper=53.8)},
        {"handlungsfeld": "familie", **quote(25, 50, lower=36.6, upper=63.4)},
    ]
    return charts.bars_by(result(goals, rows, ("handlungsfeld",), kreis_id=RSK), "handlungsfeld")


def steps(**amounts: float | None) -> list[dict]:
    return [
        {"stufe": code, "anzahl": amount, "status": "zero" if amount == 0 else "shown"}
        for code, amount in amounts.items()
    ]


def posts() -> Result:
    rows = [{"baustein": "1", **row} for row in steps(besetzt=3.5, abgerufen_frei=0, nicht_abgerufen=1)]
    rows += [{"baustein": "2", **row} for row in steps(besetzt=11, abgerufen_frei=0, nicht_abgerufen=7)]
    return result(POSTS, rows, ("baustein", "stufe"), kreis_id=RSK, berichtstermin=TERMIN)


def post_stack() -> Chart:
    return charts.stacked_by(posts(), "stufe", "baustein")


def post_history() -> Chart:
    rows = [
        {"berichtstermin": day, **row}
        for day in QUARTERS[1:]
        for row in steps(besetzt=11, abgerufen_frei=2, nicht_abgerufen=5)
    ]
    rows.append({"berichtstermin": QUARTERS[0], "stufe": "besetzt", "anzahl": None, "status": "not_reported"})
    return charts.stacked_by(
        result(POSTS, rows, ("berichtstermin", "stufe"), kreis_id=RSK), "stufe", "berichtstermin"
    )


def ages() -> Result:
    bands = {"bis_3m": 310, "3_6m": 280, "6_12m": 520, "12_18m": 390, "18_24m": 220, "ueber_24m": 140}
    rows = [{"altersband": band, "anzahl": amount} for band, amount in bands.items()]
    return result(COUNT, rows, ("altersband",), behoerde_id="EBH-05382", art="EBH", berichtstermin=TERMIN)


def age_stack() -> Chart:
    return charts.stacked_by(ages(), "altersband")


def over_time(*rows: dict, **where: object) -> Result:
    frame = [{"berichtstermin": day, **row} for day, row in zip(QUARTERS, rows, strict=False)]
    return result(QUOTE, frame, ("berichtstermin",), **where)


def lines() -> Chart:
    own = over_time(
        *[quote(50 + n, 100) for n in range(3)],
        missing(),
        *[quote(60 + n, 100) for n in range(5)],
        kreis_id=RSK,
    )
    whole = over_time(*[quote(70 + n, 100, lower=68 + n, upper=72 + n) for n in range(9)])
    return charts.line_over_time(
        {"Rhein-Sieg-Kreis": own, "Nordrhein-Westfalen": whole},
        earlier={"Rhein-Sieg-Kreis": over_time(*[quote(49, 100)] * 5, kreis_id=RSK)},
        forecast={"2023-12-31": 85},
        references=(ReferenceLine(75, "rund 75 % im November 2023"),),
        events=("EBH",),
    )


def published(*figures: dict) -> Result:
    usual = {
        "gebiet": "Rhein-Sieg-Kreis",
        "stelle": "EBH",
        "kennzahl": "Wartezeit",
        "wert": 12.0,
        "wert_bis": None,
        "einheit": "Monate",
        "wortlaut": None,
        "stand": "Anfang 2024",
        "herkunft": "amtlich",
        "quelle": "Protokoll des Sozialausschusses",
        "url": None,
        "anmerkung": None,
    }
    frame = pd.DataFrame([usual | figure for figure in figures])
    return dataclasses.replace(result(QUOTE, [quote(1, 2)]), indicator=PUBLISHED, answer=Framed(frame))


def ranges() -> Chart:
    figures = published(
        {"wert_bis": 24.0},
        {"gebiet": "Köln", "kennzahl": "Bearbeitungsdauer (obere Grenze)", "wert": 20.0},
        {"gebiet": "Dinslaken", "wert": 2.0, "wert_bis": 3.0, "einheit": "Wochen"},
        {"gebiet": "Köln", "wert": 9000.0, "einheit": "Anträge"},
    )
    return charts.range_bars(figures, stelle="EBH")


def site_tiles() -> Chart:
    changed = {
        "k05111": missing(),
        "k05112": missing("too_few"),
        "k05315": quote(19, 20),
        "k05117": quote(1, 6),
    }
    return charts.tiles(all_sites(**changed), RSK, land())


def still_open(pace: float, until: int, n: float, area: str | None = RSK, **changes: object) -> Result:
    """A curve that falls by `pace` in the hundred a year, told up to a day; n under observation."""
    rows = [falling(day, pace, n) for day in range(0, until + 1, 7)]
    where = {"art": "EBH"} | ({"kreis_id": area} if area else {})
    return result(dataclasses.replace(CURVE, **changes), rows, **where)


def falling(day: int, pace: float, n: float) -> dict:
    """One point: no limits before anybody has left, wider ones later."""
    value = 100 * (1 - pace) ** (day / 365.25)
    wide = 100 * (value / 100 * (1 - value / 100) / n) ** 0.5 * 2
    limits = {} if day == 0 else {"lower": value - wide, "upper": value + wide}
    return {
        "tag": float(day),
        "ereignisse": day / 3,
        "beobachtet": n * value / 100,
        "value": value,
        "n": n,
    } | limits


def no_curve(status: str, n: float | None = None, **where: object) -> Result:
    """The one row of a curve that cannot be told."""
    row = {"tag": None, "ereignisse": 3.0, "beobachtet": 0.0, "n": n, "status": status}
    return result(CURVE, [row], art="EBH", **where)


def no_ways(status: str, n: float) -> Result:
    row = {"tag": None, "ausgang": None, "ereignisse": 3.0, "beobachtet": 0.0, "n": n, "status": status}
    return result(WAYS, [row], art="EBH", kreis_id=RSK)


def curves() -> Chart:
    lines = {
        "Rhein-Sieg-Kreis": still_open(0.32, 1001, 1700),
        "Nordrhein-Westfalen": still_open(0.45, 1098, 30000, None),
    }
    mean = ReferenceLine(426, "Mittel der erledigten: 426 Tage")
    return charts.curve_by_age(lines, (mean,))


def ways_out(until: int = 36, **shares: float) -> Result:
    """Ways out by month; `shares` of those who left."""
    shares = shares or {
        "positiv": 0.75,
        "abgelehnt": 0.06,
        "zurueckgenommen": 0.12,
        "abgegeben": 0.05,
        "sonstig": 0.02,
    }
    rows = [row for month in range(until + 1) for row in _left_by(round(month * 30.4375), shares)]
    return result(WAYS, rows, art="EBH", kreis_id=RSK)


def _left_by(day: int, shares: dict[str, float]) -> list[dict]:
    left = 100 * (1 - 0.68 ** (day / 365.25))
    values = {"offen": 100 - left} | {way: left * share for way, share in shares.items()}
    return [
        {
            "tag": float(day),
            "ausgang": way,
            "ereignisse": day / 3,
            "beobachtet": 900.0,
            "value": value,
            "n": 1700.0,
        }
        for way, value in values.items()
    ]


def ways_stack() -> Chart:
    return charts.stacked_by_age(ways_out())


def compared(kind: str = "usual") -> Funnel:
    """54 sites around 60 %, of sizes from 12 to 600; with `outside` two that lie far from the others."""
    sizes = [12 + round(600 * (place / 53) ** 2.2) for place in range(54)]
    shares = [0.6 + 0.45 * (0.24 / n) ** 0.5 * (1 if n % 2 else -1) * (n % 5) for n in sizes]
    counts = [share(round(n * p), n) for n, p in zip(sizes, shares, strict=True)]
    if kind == "outside":
        counts[40], counts[25] = share(330, 360), share(40, 140)
        counts[3], counts[4] = silent("not_reported"), silent("too_few")
    return funnel_of(counts)


def funnels() -> Chart:
    return charts.funnel(compared("outside"), RSK)


def months(values: list[float], breaks: tuple[Break, ...] = (), flow: str = "eingaenge") -> Chart:
    """A monthly flow from January 2023."""
    found = xmr(month_ends(date(2023, 1, 31), len(values)), values, breaks)
    whose = result(COUNT, [{"anzahl": 1}], art="EBH", kreis_id=RSK)
    return charts.control(whose, found, flow)


def controlled() -> Chart:
    """18 months around 100 with one far outside, then a break and 8 months around 160."""
    before = [100 + 9 * (-1) ** at + at % 4 for at in range(18)]
    before[9] = 180
    law = Break(date(2024, 6, 27), "Gesetz zur Modernisierung des Staatsangehörigkeitsrechts")
    return months([*before, *(160 + 12 * (-1) ** at for at in range(8))], (law,))


ALL = {
    "site_bars": site_bars,
    "field_bars": field_bars,
    "post_stack": post_stack,
    "post_history": post_history,
    "age_stack": age_stack,
    "lines": lines,
    "ranges": ranges,
    "site_tiles": site_tiles,
    "curves": curves,
    "ways_stack": ways_stack,
    "funnels": funnels,
    "controlled": controlled,
}
