"""Control charts: a monthly flow between its own limits, which begin anew after each break."""

from collections.abc import Iterator

import pandas as pd

from kim import formats
from kim.charts import around, twins
from kim.charts.description import Bounds, Chart, Event, Mark, Series
from kim.charts.lines import SIGNS
from kim.comparison import WORDS, Rule, Segment, Xmr
from kim.sentences import compared, naming
from kim.stand import Result, traces
from kim.stand.deliveries import EXAMPLE_NOTE

FLOWS = {
    "eingaenge": "Eingegangene Anträge",
    "entschieden": "Entschiedene Anträge",
    "zurueckgezogen": "Zurückgenommene Anträge",
}
SHORT = {"eingaenge": "eingegangen", "entschieden": "entschieden", "zurueckgezogen": "zurückgenommen"}
UNIT = "Anträge"
UNJUDGED, TRIAL, LOCKED = "keine, zu wenige Monate", "vorläufig", "aus den ersten zwölf Monaten"
ASKED = "Wer auffällt, wird gefragt, nicht beurteilt."


def control(result: Result, found: Xmr, flow: str) -> Chart:
    """The months of a flow with mean and limits; months that ask for a question are told by their form.

    `result` says for whom and from where, `flow` what is counted (a key of `FLOWS`).
    """
    points = list(_points(found))
    happened = _events(found)
    return Chart(
        id=around.key(result, "monate", flow),
        kind="line",
        title=_title(result, found, flow),
        categories=tuple(formats.month(day) for day in found.days),
        series=(Series(SHORT[flow], tuple(segment.values[at] for segment, at in points)),),
        marks=tuple(_mark(segment, at) for segment, at in points),
        bounds=tuple(_bounds(found)),
        unit=UNIT,
        decimals=0,
        axis_title=f"{UNIT} im Monat",
        sentence=compared.series(found, FLOWS[flow]),
        notes=(*_limits_said(found), *(event.label for event in happened), ASKED, *around.notes(result)),
        source=around.source(result),
        traces=traces(result),
        twins=twins.Twins(lambda: _table(found), lambda: _data(result, found, flow)),
        highlight=SHORT[flow],
        over_time=True,
        events=happened,
    )


def _points(found: Xmr) -> Iterator[tuple[Segment, int]]:
    """Every month as its segment and its place in it."""
    return ((segment, at) for segment in found.segments for at in range(len(segment.days)))


def _title(result: Result, found: Xmr, flow: str) -> str:
    head = ", ".join(filter(None, [f"{FLOWS[flow]} je Monat", naming.restrictions(result)]))
    span = " bis ".join(dict.fromkeys(formats.month(day) for day in (*found.days[:1], *found.days[-1:])))
    return ", ".join(filter(None, [f"{head} – {naming.area(result)}", span]))


def _mark(segment: Segment, at: int) -> Mark:
    if segment.limits is None:
        return "few"
    return "outside" if segment.signals[at] else "usual"


def _bounds(found: Xmr) -> Iterator[Bounds]:
    """The limits of each segment from before its first to behind its last month; trial limits are weaker."""
    start = 0
    for segment in found.segments:
        end = start + len(segment.days)
        if segment.limits:
            across, low, high = (start - 0.5, end - 0.5), (segment.lower,) * 2, (segment.upper,) * 2
            yield Bounds(_span(segment), across, low, high, not segment.trial, segment.limits.mean)
        start = end


def _span(segment: Segment) -> str:
    return " bis ".join(dict.fromkeys(formats.month(day) for day in (segment.days[0], segment.days[-1])))


def _events(found: Xmr) -> tuple[Event, ...]:
    """The breaks that limits are split at; those of one month share a sign."""
    starts = _starts(found)
    split = [pair for pair in zip(found.segments, starts, strict=True) if pair[0].after]
    return tuple(
        Event(start - 0.5, sign, f"{sign}: {_said(segment)}. Ab hier gelten neue Grenzen.")
        for sign, (segment, start) in zip(SIGNS, split, strict=False)
    )


def _starts(found: Xmr) -> list[int]:
    lengths = [len(segment.days) for segment in found.segments]
    return [sum(lengths[:at]) for at in range(len(lengths))]


def _said(segment: Segment) -> str:
    return "; ".join(f"{formats.date(broken.day)}, {broken.title}" for broken in segment.after)


def _limits_said(found: Xmr) -> list[str]:
    """Mean and limits of each segment in words."""
    return [_limit_said(segment) for segment in found.segments]


def _limit_said(segment: Segment) -> str:
    if segment.limits is None:
        return f"{_span(segment)}: zu wenige Monate für Grenzen."
    low, mean, high = map(_number, (segment.lower, segment.limits.mean, segment.upper))
    head = "vorläufige Grenzen" if segment.trial else "Grenzen"
    return f"{_span(segment)}: Mittel {mean}, {head} {low} und {high}."


def _table(found: Xmr) -> pd.DataFrame:
    """Every month with its limits and what asks for a question."""
    points = list(_points(found))
    columns = {
        "Monat": [formats.month(day) for day in found.days],
        UNIT: [formats.number(segment.values[at]) for segment, at in points],
        "Mittel": [_number(segment.limits and segment.limits.mean) for segment, _ in points],
        "Grenze unten": [_number(segment.lower) for segment, _ in points],
        "Grenze oben": [_number(segment.upper) for segment, _ in points],
        "Grenzen": [_kind(segment) for segment, _ in points],
        "Einordnung": [_judged(segment, at) for segment, at in points],
    }
    return pd.DataFrame(columns, dtype="str")


def _number(value: float | None) -> str:
    return "" if value is None else formats.number(value, 1)


def _kind(segment: Segment) -> str:
    return UNJUDGED if segment.limits is None else TRIAL if segment.trial else LOCKED


def _judged(segment: Segment, at: int) -> str:
    if segment.limits is None:
        return WORDS["not_judged"]
    rule = segment.signals[at]
    return f"{WORDS['striking']}: {_of_rule(segment, rule, at)}" if rule else WORDS["usual"]


def _of_rule(segment: Segment, rule: Rule, at: int) -> str:
    """ "durchgehend über dem Mittel"."""
    return compared.RULES[rule, bool(segment.rules[rule][at] > 0)].format("").strip()


def _data(result: Result, found: Xmr, flow: str) -> pd.DataFrame:
    """The months as they are, with unrounded limits and the rule that marks them."""
    head = {"kennzahl": flow, "stand": result.stand.id}
    head |= {name: ",".join(values) for name, values in result.selection.where.items()}
    rest = {"hinweis": EXAMPLE_NOTE} if result.example else {}
    rows = [head | _raw(segment, at) | rest for segment, at in _points(found)]
    return pd.DataFrame(rows, columns=None if rows else [*head, "monat", "value", "status"])


def _raw(segment: Segment, at: int) -> dict[str, object]:
    return {
        "monat": segment.days[at].isoformat(),
        "value": segment.values[at],
        "mittel": segment.limits.mean if segment.limits else None,
        "grenze_unten": segment.lower,
        "grenze_oben": segment.upper,
        "grenzen": _kind(segment),
        "regel": segment.signals[at],
        "status": "shown",
    }
