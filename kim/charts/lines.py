"""Lines: values over time, with what they are read against and what happened on the way."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby

import pandas as pd

from kim import formats, sentences
from kim.charts import around, twins
from kim.charts.bars import limits
from kim.charts.description import Chart, Event, ReferenceLine, Series, Style
from kim.charts.times import as_date, quarter_ends
from kim.datasets import load_reference
from kim.sentences import codes, naming
from kim.sentences.rows import amount, rows, status
from kim.stand import Result, Rows, traces

SIGNS = "ABCDEFGHIJ"
ABSENT = {"value": None, "lower": None, "upper": None, "status": "not_reported"}


def split(result: Result, dimension: str) -> dict[str, Result]:
    """A result by time and one more dimension as one result for each of its values, by label."""
    by = tuple(name for name in result.selection.by if name != dimension)
    found = codes.order(dimension, dict.fromkeys(row[dimension] for row in result.rows))
    return {codes.label(dimension, code): _part(result, by, dimension, code) for code in found}


def _part(result: Result, by: tuple[str, ...], dimension: str, code: str) -> Result:
    part = [
        {name: row[name] for name in row if name != dimension}
        for row in result.rows
        if row[dimension] == code
    ]
    return replace(result, selection=replace(result.selection, by=by), answer=Rows(part))


def line_over_time(
    lines: Mapping[str, Result],
    earlier: Mapping[str, Result] | None = None,
    forecast: Mapping[str, float] | None = None,
    references: tuple[ReferenceLine, ...] = (),
    events: Iterable[str] = (),
    not_yet: Iterable[date] = (),
) -> Chart:
    """One line for each named result by its time; the first is the focus, the Land beside it is grey.

    `earlier`: the same measure in an earlier Stand, lighter. `forecast`: ISO day → forecast value. `events`:
    whose entries of ereignisse.csv are marked ("EBH", "stellen"). `not_yet`: times at which nothing can be
    known yet; they keep their place and say so.
    """
    first = next(iter(lines.values()))
    time = first.indicator.time
    days = _all_days([*lines.values(), *(earlier or {}).values()], forecast or {})
    happened = _events(days, set(events))
    young = [as_date(day) for day in sorted(not_yet)]
    ripe = {name: _without(result, young) for name, result in lines.items()}
    return Chart(
        id=around.key(first, time),
        kind="line",
        title=title(lines, days),
        categories=tuple(codes.tick(time, day) for day in days),
        series=_all_series(lines, earlier or {}, forecast or {}, days),
        unit=first.indicator.unit,
        decimals=first.indicator.decimals,
        axis_title=around.unit_head(first.indicator),
        sentence=" ".join(filter(None, [sentences.series(ripe), _not_yet(time, young)])),
        notes=(
            *around.notes(*lines.values()),
            *_gaps(ripe),
            *_lighter(earlier or {}),
            *(event.label for event in happened),
        ),
        source=around.source(*lines.values()),
        traces=traces(*lines.values()),
        twins=twins.Twins(lambda: _table(lines, days, young), lambda: data(lines)),
        highlight=next(iter(lines)),
        comparator=naming.LAND if naming.LAND in list(lines)[1:] else None,
        over_time=True,
        lines=references,
        events=happened,
        not_yet=tuple(codes.tick(time, day) for day in young),
    )


def _without(result: Result, young: list[date]) -> Result:
    """A result without the times at which nothing can be known yet."""
    if not young:
        return result
    kept = [row for row in result.rows if as_date(row[result.indicator.time]) not in young]
    return replace(result, answer=Rows(kept, result.answer.names))


def _not_yet(time: str, young: list[date]) -> str:
    """ "Eingangsquartale 1/2025 bis 4/2025: noch nicht erreicht."."""
    return f"{naming.spanned(time, young)}: {formats.NOT_YET}." if young else ""


def _all_days(results: Iterable[Result], forecast: Mapping[str, float]) -> list[date]:
    """Every quarter end from the first to the last time of anything that is drawn."""
    known = [day for result in results for day in _days(result)]
    return quarter_ends([*known, *(date.fromisoformat(day) for day in forecast)])


def _days(result: Result) -> list[date]:
    return [as_date(row[result.indicator.time]) for row in result.rows]


def title(lines: Mapping[str, Result], days: list[date]) -> str:
    time = next(iter(lines.values())).indicator.time
    head = f"{sentences.measure_of(lines)} – {_areas(lines)}"
    return ", ".join(filter(None, [head, naming.spanned(time, days)]))


def _areas(lines: Mapping[str, Result]) -> str:
    return formats.listing(dict.fromkeys(naming.area(result) for result in lines.values()))


def _all_series(
    lines: Mapping[str, Result],
    earlier: Mapping[str, Result],
    forecast: Mapping[str, float],
    days: list[date],
) -> tuple[Series, ...]:
    now = [_series(name, result, days, _style(at, name)) for at, (name, result) in enumerate(lines.items())]
    before = [_series(f"{name}, {_day_of(r)}", r, days, "light") for name, r in earlier.items()]
    return (*now, *before, *_forecast(forecast, days))


def _style(at: int, name: str) -> Style:
    """The Land is grey where it stands beside something else."""
    return "other" if name == naming.LAND and at else "actual"


def _day_of(result: Result) -> str:
    return f"Stand {formats.date(result.stand.day)}"


def _lighter(earlier: Mapping[str, Result]) -> list[str]:
    """What the lighter lines are, with the name of their Stand."""
    stands = dict.fromkeys(around.stand(result) for result in earlier.values())
    return [f"Heller: {stand}." for stand in stands]


def _series(name: str, result: Result, days: list[date], style: Style) -> Series:
    time = result.indicator.time
    found = {as_date(row[time]): row for row in rows(result)}
    drawn = [found.get(day, ABSENT) for day in days]
    return Series(name, tuple(map(amount, drawn)), style, *limits(drawn), tuple(map(status, drawn)))


def _forecast(forecast: Mapping[str, float], days: list[date]) -> tuple[Series, ...]:
    """The forecast values; other times have none, which is no gap."""
    if not forecast:
        return ()
    values = tuple(forecast.get(day.isoformat()) for day in days)
    statuses = tuple("not_applicable" if value is None else "shown" for value in values)
    return (Series("Prognose", values, "forecast", status=statuses),)


def _gaps(lines: Mapping[str, Result]) -> list[str]:
    """Which times have no value and why, one note for each line and reason."""
    return [note for name, result in lines.items() for note in _gaps_of(name, result)]


def _gaps_of(name: str, result: Result) -> list[str]:
    time = result.indicator.time
    found = sorted(rows(result), key=lambda row: row[time])
    by_reason: dict[str, list[str]] = {}
    for why, run in groupby(found, key=status):
        if why not in formats.NUMERIC:
            by_reason.setdefault(why, []).append(_span([codes.tick(time, row[time]) for row in run]))
    return [f"{name}, {formats.listing(times)}: {formats.WORDS[why]}." for why, times in by_reason.items()]


def _span(times: list[str]) -> str:
    return times[0] if len(times) == 1 else f"{times[0]} bis {times[-1]}"


def _events(days: list[date], concerned: set[str]) -> tuple[Event, ...]:
    if not days or not concerned:
        return ()
    listed = load_reference("ereignisse").sort_values("datum", kind="stable").to_dict("records")
    rows = [r for r in listed if concerned & set(r["betrifft"].split("|")) and _within(r["datum"], days)]
    return tuple(_event(sign, row, days) for sign, row in zip(SIGNS, rows, strict=False))


def _within(day: str, days: list[date]) -> bool:
    return days[0] <= date.fromisoformat(day) <= days[-1]


def _event(sign: str, row: Mapping[str, str], days: list[date]) -> Event:
    day = date.fromisoformat(row["datum"])
    after = next(place for place, end in enumerate(days) if end >= day)
    before = max(after - 1, 0)
    span = (days[after] - days[before]).days or 1
    position = before + (day - days[before]).days / span
    return Event(position, sign, f"{sign}: {formats.date(day)}, {row['titel']}. {row['wirkung']}")


def _table(lines: Mapping[str, Result], days: list[date], young: list[date]) -> pd.DataFrame:
    entry = next(iter(lines.values())).indicator
    columns = {codes.heading(entry.time): [codes.label(entry.time, day) for day in days]}
    for name, result in lines.items():
        found = {as_date(row[entry.time]): row for row in rows(result)}
        drawn = [found.get(day, ABSENT) for day in days]
        written = twins.cells(drawn, entry.unit, entry.decimals)
        columns[f"{name} ({result.indicator.unit})"] = [
            formats.NOT_YET if day in young else said for day, said in zip(days, written, strict=True)
        ]
    return pd.DataFrame(columns, dtype="str")


def data(lines: Mapping[str, Result]) -> pd.DataFrame:
    return pd.concat(
        [twins.raw(result).assign(reihe=name) for name, result in lines.items()], ignore_index=True
    )
