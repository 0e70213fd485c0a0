"""Lines of a scenario: a stock month by month, each assumption on arrivals its own line."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from kim import formats
from kim.charts import around, twins
from kim.charts.description import Chart, Series
from kim.scenario import RUNS, Outlook
from kim.sentences import naming
from kim.sentences import outlook as sentences
from kim.stand import Result

MONTH, BAND = "Monat", 80
SOURCE = (
    "Meldungen der Behörden (Datensatz Anträge); "
    f"eigenes Modell einer Warteschlange, {formats.number(RUNS)} Durchläufe"
)


def lines_of_outlook(outlooks: Sequence[Outlook], flow: Result) -> Chart:
    """One line for each scenario, around the first the band that holds 80 of 100 runs; `flow` is its source.

    Ends are rounded as the sentence says them, so that no place claims more than another.
    """
    first = outlooks[0]
    [termin] = flow.selection.where["berichtstermin"]
    months = _months(termin, len(first.months))
    return Chart(
        id="_".join(["szenario", *naming.arts(flow)]),
        kind="line",
        title=sentences.title(_measure(flow), naming.area(flow), termin, first.assumptions.horizon),
        categories=tuple(formats.month(day) for day in months),
        series=_lines(outlooks) if months else (),
        unit="Anträge",
        decimals=0,
        axis_title="Anträge",
        sentence=sentences.scenario(outlooks),
        notes=(*_notes(first), *around.notes(flow)),
        source=around.source(replace(flow, indicator=replace(flow.indicator, source=SOURCE))),
        twins=twins.Twins(lambda: _table(outlooks, months), lambda: _data(outlooks, months)),
        highlight=sentences.line_name(first.assumptions) if months else None,
        over_time=True,
    )


def _measure(flow: Result) -> str:
    return ", ".join(filter(None, ["Offene Anträge", naming.restrictions(flow)]))


def _months(termin: str, count: int) -> list[date]:
    """The ends of the months from the Termin on."""
    return [end.date() for end in pd.date_range(termin, periods=count, freq="ME")]


def _lines(outlooks: Sequence[Outlook]) -> tuple[Series, ...]:
    first = outlooks[0]
    lower, upper = first.bands[BAND]
    return tuple(
        Series(name, _drawn(found), "actual", *((lower, upper) if found is first else ()))
        for name, found in _named(outlooks).items()
    )


def _named(outlooks: Sequence[Outlook]) -> Mapping[str, Outlook]:
    return {sentences.line_name(found.assumptions): found for found in outlooks}


def _drawn(found: Outlook) -> tuple[float, ...]:
    """The middle path, drawn towards its rounded end: by less than the runs leave open, without a kink."""
    off = sentences.coarse(found.median[-1]) - found.median[-1]
    share = [month / found.months[-1] for month in found.months]
    return tuple(stock + part * off for stock, part in zip(found.median, share, strict=True))


def _notes(found: Outlook) -> tuple[str, ...]:
    if found.status != "shown":
        return ()
    assumed = f"Angenommen: {'; '.join(sentences.basis(found))}."
    return (
        assumed,
        f"Das Band um »{sentences.line_name(found.assumptions)}« umfasst {BAND} von 100 Durchläufen.",
    )


def _table(outlooks: Sequence[Outlook], months: list[date]) -> pd.DataFrame:
    """Every third month, rounded."""
    columns = {MONTH: [formats.month(day) for day in months[::3]]}
    for name, found in _named(outlooks).items():
        columns[f"{name} (Anträge)"] = [sentences.rounded(stock) for stock in found.median[::3]]
    for level, ends in outlooks[0].bands.items():
        for end, path in zip(("von", "bis"), ends, strict=True):
            columns[f"{level} von 100 Durchläufen {end}"] = [sentences.rounded(stock) for stock in path[::3]]
    return pd.DataFrame(columns, dtype="str")


def _data(outlooks: Sequence[Outlook], months: list[date]) -> pd.DataFrame:
    """Every month of every line, unrounded, with what is assumed."""
    frames = [_frame(name, found, months) for name, found in _named(outlooks).items()]
    return pd.concat(frames, ignore_index=True)


def _frame(name: str, found: Outlook, months: list[date]) -> pd.DataFrame:
    assumed = found.assumptions
    head = {"hinweis": sentences.NO_FORECAST, "reihe": name, "eingaenge_mal": assumed.arrivals}
    head |= {"vzae_mehr": assumed.fte_more, "entscheidungen_je_vzae": assumed.productivity}
    head |= {"einarbeitung_monate": assumed.ramp_months}
    columns = {"monat": [day.isoformat() for day in months], "bestand": found.median}
    for level, ends in found.bands.items():
        columns |= {f"{end}_{level}": path for end, path in zip(("von", "bis"), ends, strict=True)}
    return pd.DataFrame(columns).assign(**head, status=found.status)
