"""How many are still open, and how the others ended, by age: in words, at the milestones people ask about."""

from collections.abc import Iterable, Mapping

from kim import formats
from kim.estimates.along import OPEN, STEP
from kim.sentences import codes, naming
from kim.sentences.compared import CASES
from kim.sentences.rows import Row, rows, status
from kim.sentences.values import NOTHING
from kim.sentences.waits import share
from kim.stand import Result

MILESTONES = {3: 91, 6: 182, 12: 365, 18: 547, 24: 730, 36: 1096}  # months → days
TABLED = (3, 6, 12, 18, 24)
SAID, SOONER = (6, 12, 24), (3, 6, 12, 24)  # months; the first only where no other can be told
LATE = 1  # days that a month as people count them may end after its milestone


def still_open(lines: Mapping[str, Result]) -> str:
    """ "Von 100 Anträgen sind nach 6 Monaten noch 81 offen (79 bis 83), nach 12 Monaten 68 (65 bis 71)."

    Of several lines each with its name; how far the curve does not reach is said, and why there is none.
    """
    named = len(lines) > 1
    return " ".join(_line(result, f"{name}: " if named else "") for name, result in lines.items())


def _line(result: Result, head: str) -> str:
    found = {months: at(known(result), MILESTONES[months]) for months in SOONER}
    reached = [months for months, row in found.items() if row]
    if not reached:
        return _untold(result)
    told = [months for months in reached if months in SAID] or reached
    said = [_left(months, found[months], first=months == told[0]) for months in told]
    beyond = [months for months in SAID if not found[months]]
    return f"{head}{_of_hundred(result)} {', '.join(said)}.{_beyond(beyond)}"


def _left(months: int, row: Row, first: bool) -> str:
    """ "nach 6 Monaten noch 81 offen (79 bis 83)"; said in full only once."""
    words = ("noch ", " offen") if first else ("", "")
    limits = f" ({interval(row)})" if interval(row) else ""
    return f"nach {_after([months])} {words[0]}{share(row['value'])}{words[1]}{limits}"


def _beyond(months: list[int]) -> str:
    if not months:
        return ""
    span = formats.listing(map(str, months))
    return f" Für {span} Monate ist der Anteil nicht schätzbar: So lange werden zu wenige beobachtet."


def ways_out(result: Result) -> str:
    """ "Von 100 Anträgen sind nach 12 Monaten 24 positiv entschieden, 2 abgelehnt und 68 noch offen."

    Said of a year, or of the last milestone before it that can be told.
    """
    reached = [months for months in TABLED if months <= 12 and at(known(result), MILESTONES[months])]
    if not reached:
        return _untold(result)
    later = "" if reached[-1] == 12 else " Für 12 Monate ist das nicht schätzbar."
    return f"{_of_hundred(result)} nach {_after(reached[-1:])} {_parts(known(result), reached[-1])}.{later}"


def _parts(found: list[Row], months: int) -> str:
    """Each way and those still open, of a hundred; said to be rounded where they do not add up."""
    parts = by_way(found, MILESTONES[months])
    said = [f"{share(value)} {codes.label('ausgang', way)}" for way, value in parts.items() if value]
    rounded = sum(float(formats.number(value)) for value in parts.values())
    return formats.listing(said) + (" (gerundet)" if rounded != 100 else "")


def by_way(found: Iterable[Row], day: int) -> dict[str, float]:
    """way → share by a day, in %, those still open last; {} where that cannot be told."""
    rows_of_day: dict[str, list[Row]] = {}
    for row in found:
        rows_of_day.setdefault(str(row["ausgang"]), []).append(row)
    there = {way: at(rows_of_day[way], day) for way in ways_in_order(rows_of_day)}
    return {way: float(row["value"]) for way, row in there.items() if row}


def ways_in_order(ways: Iterable[str]) -> list[str]:
    """Ways out in the order of their list, those still open last."""
    return sorted(codes.order("ausgang", ways), key=lambda way: way == OPEN)


def known(result: Result) -> list[Row]:
    """The rows of a curve that have a value, by age."""
    return sorted((row for row in rows(result) if status(row) == "shown"), key=lambda row: row["tag"])


def at(found: Iterable[Row], day: int) -> Row | None:
    """The last row not after a day that still speaks for it; None where the curve has ended before."""
    return max(
        (row for row in found if day - STEP < row["tag"] <= day + LATE),
        key=lambda row: row["tag"],
        default=None,
    )


def interval(row: Row) -> str:
    """ "65 bis 71", "" where there is none."""
    if formats.is_missing(row["lower"]) or formats.is_missing(row["upper"]):
        return ""
    return f"{formats.number(row['lower'])} bis {formats.number(row['upper'])}"


def _of_hundred(result: Result) -> str:
    """ "Von 100 Anträgen sind"."""
    return f"Von {naming.of_many('100', counted(result)).replace(formats.NBSP, ' ')} sind"


def counted(result: Result) -> str:
    """What runs through the clock: "Anträge" or "Fälle"."""
    return CASES.get(result.indicator.datasets[0], "Anträge")


def _after(months: list[int]) -> str:
    """ "6 Monaten", "12 und 24 Monaten"."""
    return naming.of_many(formats.listing(map(str, months)), "Monate").replace(formats.NBSP, " ")


def _untold(result: Result) -> str:
    """Why there is no curve."""
    area, found = formats.capital(naming.area_in_words(result)), rows(result)
    why = status(found[0]) if found else "not_reported"
    if why == "too_few":
        return (
            f"{area} sind es zu wenige {counted(result)} für eine Kurve (n = {formats.short(found[0]['n'])})."
        )
    return f"{area} {NOTHING.get(why, NOTHING['not_estimable'])}."
