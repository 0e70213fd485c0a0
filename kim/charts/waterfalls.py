"""Waterfalls: from all that is assigned, step by step, down to what is occupied."""

import pandas as pd

from kim import formats, sentences
from kim.catalogue import Indicator
from kim.charts import around, twins
from kim.charts.description import Chart, Series, Style
from kim.charts.stacks import STEPS
from kim.sentences import codes
from kim.sentences.rows import Row, amount, rows, status
from kim.stand import Result, traces

ASSIGNED, FILLED, BEYOND = "zugewiesen", "besetzt", "ueber_zuweisung"
DOWN = ("nicht_abgerufen", "abgerufen_frei", "ungeklaert")
ALWAYS = ("nicht_abgerufen", "abgerufen_frei")
READING = "Jeder Schritt beginnt, wo der vorige endet; umrandet ist die Zuweisung, gefüllt das Besetzte."
Part = tuple[float | None, str]


def waterfall(result: Result) -> Chart:
    """The steps from assignment to occupied posts of a result of `stellentrichter` by `stufe`.

    What is occupied beyond the assignment is a step up at the end. Steps of nothing are left out but for the
    two that everybody asks for. Where a part is not known, neither is the whole, and what hangs from it has
    no place; its amount is said.
    """
    entry, parts = result.indicator, _parts(result)
    spans = _spans(parts)
    values, statuses = (tuple(part[at] for part in parts.values()) for at in (0, 1))
    lower, upper = (tuple(span and span[at] for span in spans) for at in (0, 1))
    return Chart(
        id=around.key(result, "wasserfall"),
        kind="waterfall",
        title=around.title(result),
        categories=tuple(codes.label("stufe", code) for code in parts),
        series=(Series(entry.title, values, "actual", lower, upper, statuses),),
        styles=tuple(_style(code) for code in parts),
        ends=tuple(_end(code, part, entry) for code, part in parts.items()),
        unit=entry.unit,
        decimals=entry.decimals,
        sentence=sentences.posts(result),
        notes=(READING, *around.notes(result)),
        source=around.source(result),
        traces=traces(result),
        twins=twins.Twins(lambda: _table(parts, entry), lambda: twins.raw(result)),
    )


def _parts(result: Result) -> dict[str, Part]:
    """Every bar in the order it is drawn in: the assignment, steps down, the occupied, what is beyond."""
    by_code: dict[str, Row] = {str(row["stufe"]): row for row in rows(result)}
    known = {code: _part(by_code, code) for code in (*DOWN, FILLED, BEYOND)}
    steps = {code: known[code] for code in DOWN if code in ALWAYS or _there(known[code])}
    beyond = {BEYOND: known[BEYOND]} if _there(known[BEYOND]) else {}
    return {ASSIGNED: _whole(known), **steps, FILLED: known[FILLED], **beyond}


def _part(by_code: dict[str, Row], code: str) -> Part:
    """One step; where others are told and it is not, there is none of it."""
    if code in by_code:
        return amount(by_code[code]), status(by_code[code])
    told = any(status(row) in formats.NUMERIC for row in by_code.values())
    return (0.0, "zero") if told else (None, "not_reported")


def _there(part: Part) -> bool:
    return bool(part[0]) or part[1] not in (*formats.NUMERIC, *formats.MISSING)


def _whole(known: dict[str, Part]) -> Part:
    """The assignment is what its parts make; where one of them cannot be told, neither can the whole."""
    parts = [known[code] for code in (*DOWN, FILLED)]
    unsaid = [why for _, why in parts if why not in formats.NUMERIC]
    if unsaid:
        return None, unsaid[0]
    whole = sum(value for value, _ in parts)
    return whole, "shown" if whole else "zero"


def _spans(parts: dict[str, Part]) -> list[tuple[float, float] | None]:
    """Where each bar runs from and to; None where that is not known."""
    whole, found = parts[ASSIGNED][0], []
    level = whole
    for code, (value, _) in parts.items():
        if code in (ASSIGNED, FILLED):
            found.append(None if value is None else (0.0, value))
            level = value
        else:
            found.append(_step(level, value if code == BEYOND else _less(value)))
            level = found[-1] and found[-1][0 if code in DOWN else 1]
    return found


def _less(value: float | None) -> float | None:
    return None if value is None else -value


def _step(level: float | None, by: float | None) -> tuple[float, float] | None:
    """From one level to the next, the lower end first."""
    if None in (level, by):
        return None
    low, high = sorted((level, round(level + by, 9)))
    return low, high


def _style(code: str) -> Style:
    """As in the stacked bars; the assignment is outlined."""
    return "outline" if code == ASSIGNED else STEPS[code]


def _end(code: str, part: Part, entry: Indicator) -> str:
    """Wholes as they are, steps with their sign."""
    value, why = part
    if why not in formats.NUMERIC:
        return formats.SYMBOLS[why]
    if code in (ASSIGNED, FILLED):
        return formats.with_unit(value, entry.unit, entry.decimals)
    return formats.signed(-value if code in DOWN else value, entry.unit, entry.decimals)


def _table(parts: dict[str, Part], entry: Indicator) -> pd.DataFrame:
    written = [formats.cell(value, why, entry.unit, entry.decimals) for value, why in parts.values()]
    columns = {codes.heading("stufe"): [codes.label("stufe", code) for code in parts]}
    words = [formats.WORDS.get(why, "") for _, why in parts.values()]
    why = {twins.WHY: words} if any(words) else {}
    return pd.DataFrame({**columns, f"{entry.title} ({entry.unit})": written, **why}, dtype="str")
