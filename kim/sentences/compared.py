"""Sentences about fair comparison: who lies outside what is usual, which months ask for a question."""

from math import ceil, floor

from kim import formats
from kim.comparison import WORDS, Funnel, Point, Run, Segment, Shrunken, Xmr, order_width
from kim.comparison.funnel import FEWEST_UNITS, JUDGED_FROM
from kim.comparison.xmr import FEWEST, LOCKED_AT
from kim.sentences import naming, places
from kim.sentences.topics import KINDS
from kim.sentences.values import GAP_WORDS, opening

CASES = {"faelle": "Fälle", "ziele": "Ziele"}  # what shares are of; else applications
WIDENED_FROM = 0.5  # percentage points of spread below which nobody would see that limits are wider
TOO_DIFFERENT = (
    "Die {kind} sind für diesen Vergleich zu verschieden. Grenzen wären so weit, dass sie nichts sagen;"
    " deshalb gibt es keine, und niemand gilt als auffällig."
)
TOO_FEW_UNITS = "Für einen Vergleich reicht es nicht: {some} {enough}, nötig sind {needed}."
SMALL_GROUP = (
    "Für einen Vergleich reicht es nicht: In der Gruppe {verb} nur {units}, nötig sind {needed} mit {least}"
    " oder mehr {cases}."
)
NOTHING = "Es gibt keine Angabe, mit der sich vergleichen ließe."
RULES = {
    ("outside", True): "{} über den Grenzen",
    ("outside", False): "{} unter den Grenzen",
    ("trend", True): "{} jeden Monat mehr",
    ("trend", False): "{} jeden Monat weniger",
    ("two_of_three", True): "{} nahe der oberen Grenze",
    ("two_of_three", False): "{} nahe der unteren Grenze",
    ("shift", True): "{} durchgehend über dem Mittel",
    ("shift", False): "{} durchgehend unter dem Mittel",
}


def funnel(found: Funnel) -> str:
    """Who lies within what would be usual, who outside, and who is not judged; units by name, never by value.

    "Hilfeplanquote: 47 von 54 KI-Standorten liegen im Bereich, der bei gleicher Lage üblich wäre …".
    """
    said = {
        "comparable": _comparable,
        "too_different": lambda found: TOO_DIFFERENT.format(kind=_kind(found)),
        "too_few_units": _too_few_units,
        "nothing_known": lambda found: NOTHING,
    }[found.status](found)
    return f"{opening(found.result)}: {said}{_gaps(found)}"


def unit(found: Funnel, unit_id: str) -> str:
    """One unit against its group: "Kreis Kleve: 72,0 % (64 Fälle); bei so vielen wären 49,1 bis …"."""
    point = next((point for point in found.points if point.unit == unit_id), None)
    if point is None:
        return f"{places.place(unit_id)}: {_silence(found, unit_id)}."
    head = f"{places.place(unit_id)}: {_percent(found, point.value)} ({_size(found, point.n)})"
    return f"{head}{_against(found, point)}"


def light(found: Funnel, shrunken: Shrunken) -> str:
    """A value as all values make it likely: "Köln: gemessen 90,0 %. Nimmt man alle 21 Werte zu Hilfe, …"."""
    point = next(point for point in found.points if point.unit == shrunken.unit)
    low = formats.number(shrunken.lower, found.result.indicator.decimals)
    likely = f"{_percent(found, shrunken.value)} ({low} bis {_percent(found, shrunken.upper)})"
    return (
        f"{places.place(shrunken.unit)}: gemessen {_percent(found, point.value)}. Nimmt man alle "
        f"{len(found.points)} Werte zu Hilfe, sind {likely} am wahrscheinlichsten."
    )


def order(found: Funnel) -> str:
    """How little an order by value would mean; "" where there are too few units to say it."""
    units = len(found.points)
    if units < FEWEST_UNITS:
        return ""
    width = order_width(found)
    spread = f"der Platz eines Einzelnen ließe sich nur auf etwa {round(width)} der {units} Plätze eingrenzen"
    if width >= units / 4:
        return f"Eine Reihenfolge nach dem Wert wäre Zufall: {formats.capital(spread)}."
    return f"Eine Reihenfolge nach dem Wert wäre ungenau: {formats.capital(spread)}."


def series(found: Xmr, what: str) -> str:
    """What is usual for a monthly flow named `what`, and which months ask for a question."""
    if not found.days:
        return f"{what}: Es gibt keine Monatszahlen."
    last = found.segments[-1]
    said = [_usual(last), _questions(found), _since(last), _trial(last)]
    return f"{what}: {' '.join(filter(None, said))}"


def _comparable(found: Funnel) -> str:
    usual = sum(point.judgement == "usual" for point in found.points)
    of = naming.of_many(str(found.units), _kind(found))
    verb = "liegt" if usual == 1 else "liegen"
    within = f"{usual} von {of} {verb} im Bereich, der bei gleicher Lage üblich wäre"
    parts = [f"{within} (um {_percent(found, found.centre)})", _outside(found), _not_judged(found)]
    return f"{'; '.join(filter(None, parts))}.{_by_chance(found)}{_wider(found)}"


def _outside(found: Funnel) -> str:
    """ "2 liegen außerhalb: Köln (darunter) und Kreis Kleve (darüber) – auffällig, Frage stellen"."""
    if not found.striking:
        return "kein Wert liegt außerhalb"
    points = sorted(found.striking, key=lambda point: places.sort_key(places.place(point.unit)))
    names = [
        f"{places.place(point.unit)} ({'darüber' if point.value > found.centre else 'darunter'})"
        for point in points
    ]
    verb = "liegt" if len(points) == 1 else "liegen"
    return f"{len(points)} {verb} außerhalb: {formats.listing(names)} – {WORDS['striking']}"


def _not_judged(found: Funnel) -> str:
    """Those with few cases, also where so few that no value is shown."""
    few = sum(point.hollow for point in found.points)
    few += 0 if _of_clock(found) else len(found.without.get("too_few", ()))
    if not few:
        return ""
    have, are = ("hat", "wird") if few == 1 else ("haben", "werden")
    calculated = "rechnerisch " if _of_clock(found) else ""
    return f"{few} {have} {calculated}weniger als {JUDGED_FROM} {_cases(found)} und {are} nicht beurteilt"


def _by_chance(found: Funnel) -> str:
    outside, expected = len(found.outside_95), formats.number(found.expected_outside_95)
    chance = "weniger als 1" if expected == "0" else f"etwa {expected}"
    lie = "liegt kein Wert" if not outside else "liegt 1" if outside == 1 else f"liegen {outside}"
    return f" Außerhalb der engeren 95-%-Grenzen {lie}; allein durch Zufall wären es {chance}."


def _wider(found: Funnel) -> str:
    if found.spread < WIDENED_FROM:
        return ""
    further = formats.with_unit(found.spread, "Prozentpunkte")
    return (
        f" Die Werte streuen stärker, als Zufall erklärt, typisch um weitere {further}; die Grenzen sind"
        " deshalb weiter, als sie für Zufall allein wären."
    )


def _too_few_units(found: Funnel) -> str:
    if found.units < FEWEST_UNITS:
        return _small_group(found)
    enough = sum(not point.hollow for point in found.points)
    of = naming.of_many(str(found.units), _kind(found))
    some = f"Keine Angabe von {of}" if not enough else f"Nur {enough} von {of}"
    rests = "beruht auf" if not enough else "hat" if enough == 1 else "haben"
    cases = naming.DATIVE[_cases(found)] if not enough else _cases(found)
    return TOO_FEW_UNITS.format(
        some=some, enough=f"{rests} {JUDGED_FROM} oder mehr {cases}", needed=FEWEST_UNITS
    )


def _small_group(found: Funnel) -> str:
    """Where there are too few units whatever they reported, how many of them did is beside the point."""
    return SMALL_GROUP.format(
        verb="ist" if found.units == 1 else "sind",
        units=formats.with_unit(found.units, _kind(found)),
        needed=FEWEST_UNITS,
        least=JUDGED_FROM,
        cases=naming.DATIVE[_cases(found)],
    )


def _gaps(found: Funnel) -> str:
    """ " 2 haben nicht gemeldet und 3 sind nicht schätzbar."; those with few cases were said before."""
    before = () if _of_clock(found) or found.status != "comparable" else ("too_few",)
    counts = {s: len(found.without.get(s, ())) for s in GAP_WORDS if s not in before}
    said = [f"{n} {GAP_WORDS[status][n > 1]}" for status, n in counts.items() if n]
    return f" {formats.listing(said)}." if said else ""


def _against(found: Funnel, point: Point) -> str:
    if found.status == "too_different":
        return f". {TOO_DIFFERENT.format(kind=_kind(found))}"
    if found.status != "comparable":
        return f". {NOTHING if found.status == 'nothing_known' else _too_few_units(found)}"
    if point.hollow:
        return f"; unter {JUDGED_FROM} {naming.DATIVE[_cases(found)]} wird nicht beurteilt."
    low = formats.number(point.limits.lower_998, found.result.indicator.decimals)
    high = _percent(found, point.limits.upper_998)
    return f"; bei so vielen wären {low} bis {high} üblich – {WORDS[point.judgement]}."


def _silence(found: Funnel, unit_id: str) -> str:
    status = next((status for status, units in found.without.items() if unit_id in units), None)
    return formats.WORDS[status] if status else "gehört nicht zu dieser Auswahl"


def _percent(found: Funnel, value: float) -> str:
    return formats.with_unit(value, "%", found.result.indicator.decimals)


def _size(found: Funnel, n: float) -> str:
    """How many cases a value rests on; a clock has a calculated size."""
    said = formats.with_unit(n, _cases(found))
    return f"rechnerisch {said}" if _of_clock(found) else said


def _cases(found: Funnel) -> str:
    return CASES.get(found.result.indicator.datasets[0], "Anträge")


def _of_clock(found: Funnel) -> bool:
    return found.result.indicator.kind == "duration"


def _kind(found: Funnel) -> str:
    """What the units are: "Einbürgerungsbehörden", "KI-Standorte"."""
    if found.result.selection.by == ("kreis_id",):
        return naming.POPULATIONS["ki_standorte"]
    arts = naming.arts(found.result)
    return KINDS[arts[0]] if len(arts) == 1 else naming.population(found.result.indicator)


def _usual(last: Segment) -> str:
    if last.limits is None:
        months = formats.with_unit(len(last.days), "Monate")
        begun = " nach dem letzten Bruch" if last.after else ""
        return f"Mit {_dative(months)}{begun} lassen sich keine Grenzen angeben; nötig sind {FEWEST}."
    low, high = (formats.number(end) for end in (ceil(last.lower), floor(last.upper)))
    mean = formats.number(last.limits.mean)
    return f"Im Mittel sind es {mean} im Monat, üblich sind {low} bis {high}."


def _dative(months: str) -> str:
    return months.replace("Monate", "Monaten")


def _questions(found: Xmr) -> str:
    """What is to be asked about; that all is usual only where all of it was judged."""
    by_rule: dict[tuple[str, bool], list[Run]] = {}
    for run in found.runs:
        by_rule.setdefault((run.rule, run.up), []).append(run)
    if by_rule:
        said = [RULES[key].format(formats.listing(map(_span, runs))) for key, runs in by_rule.items()]
        return f"{formats.capital(WORDS['striking'])}: {'; '.join(said)}. {_false_alarms(found)}"
    judged = sum(len(segment.days) for segment in found.segments if segment.limits)
    if not judged:
        return ""
    of = f"Alle {judged} Monate" if judged == len(found.days) else f"{judged} von {len(found.days)} Monaten"
    return f"{of} zeigen nur die übliche Schwankung."


def _false_alarms(found: Xmr) -> str:
    many = formats.number(max(1, found.false_alarms))
    return f"Auch ohne Anlass wäre das in etwa {many} von 100 Reihen dieser Länge irgendwo so."


def _span(run: Run) -> str:
    if run.first == run.last:
        return formats.month(run.first)
    return f"von {formats.month(run.first)} bis {formats.month(run.last)}"


def _since(last: Segment) -> str:
    """After which breaks the limits were computed anew."""
    if not last.after or last.limits is None:
        return ""
    said = formats.listing(f"»{broken.title}« ({formats.date(broken.day)})" for broken in last.after)
    return f"Die Grenzen sind neu berechnet seit: {said}."


def _trial(last: Segment) -> str:
    if last.limits is None or not last.trial:
        return ""
    return f"Sie sind vorläufig: Sie beruhen auf {len(last.days)} statt {LOCKED_AT} Monaten."
