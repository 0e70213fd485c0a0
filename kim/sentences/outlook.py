"""What a scenario says: where the stock goes, whether it comes down, how long it takes, what is assumed."""

from collections.abc import Sequence
from math import isinf

from kim import formats
from kim.formats import NBSP
from kim.scenario import MONTHS_NEEDED, MONTHS_USED, Assumptions, Outlook, Pace, Wait
from kim.scenario.pace import AT_LEAST
from kim.sentences.naming import of_many

NO_FORECAST = "Szenario, keine Prognose"
NUMBERS = {6: "sechs", 12: "zwölf"}
RECENT = f"der letzten {NUMBERS[MONTHS_USED]} Monate"
MISSING = {
    "too_few": "Für ein Szenario reichen die Angaben nicht: Es braucht "
    f"{NUMBERS[MONTHS_NEEDED]} Monate ohne Lücke und in den letzten {NUMBERS[MONTHS_USED]} davon je "
    f"mindestens {AT_LEAST} Eingänge und Entscheidungen.",
    "not_reported": f"Für ein Szenario fehlt eine Angabe der letzten {NUMBERS[MONTHS_NEEDED]} Monate; "
    "das ist nicht null.",
}
LONG = 120  # months; beyond, no number would mean anything
SPOKEN_IN_MONTHS = 36


def title(measure: str, area: str, day: formats.Day, horizon: int) -> str:
    """ "Offene Anträge – Rhein-Sieg-Kreis, 24 Monate ab 31.12.2025 (Szenario, keine Prognose)"."""
    span = formats.with_unit(horizon, "Monate")
    return f"{measure} – {area}, {span} ab {formats.date(day)} ({NO_FORECAST})"


def line_name(assumptions: Assumptions) -> str:
    """What a line is called beside the others: "Eingänge unverändert", "Eingänge −20 %"."""
    change = formats.signed(round(100 * (assumptions.arrivals - 1)), "%")
    return "Eingänge unverändert" if assumptions.arrivals == 1 else f"Eingänge {change}"


def scenario(outlooks: Sequence[Outlook]) -> str:
    """Where the stock goes, first with arrivals as they are, then with others; or why that is unknown.

    "Szenario, keine Prognose: Bleibt alles wie im Mittel der letzten sechs Monate, steigt der Bestand in
    24 Monaten von rund 1.600 auf rund 2.350 (in 80 von 100 Durchläufen 2.150 bis 2.550). Bei 20 % weniger …"
    """
    first = next((found for found in outlooks if found.assumptions.arrivals == 1), outlooks[0])
    if first.status != "shown":
        return MISSING[first.status]
    others = [found for found in outlooks if found is not first]
    return f"{NO_FORECAST}: {_if(first.assumptions)} {_course(first)}.{_others(others)}"


def _if(assumptions: Assumptions) -> str:
    """The condition, to stand before its verb."""
    if not assumptions.fte_more and assumptions.arrivals == 1:
        return f"Bleibt alles wie im Mittel {RECENT},"
    changed = [_staff(assumptions)] if assumptions.fte_more else []
    changed += [_coming(assumptions)] if assumptions.arrivals != 1 else []
    return f"Mit {formats.listing(changed)} und sonst wie im Mittel {RECENT}"


def _staff(assumptions: Assumptions) -> str:
    more = "mehr" if assumptions.fte_more > 0 else "weniger"
    return f"{formats.with_unit(abs(assumptions.fte_more), formats.POSTS)} {more}"


def _coming(assumptions: Assumptions) -> str:
    """After bei or mit: "20 % weniger Eingängen"."""
    change = round(100 * (assumptions.arrivals - 1))
    return f"{formats.with_unit(abs(change), '%')} {'mehr' if change > 0 else 'weniger'} Eingängen"


def _course(found: Outlook) -> str:
    """ "steigt der Bestand in 24 Monaten von rund 1.600 auf rund 2.350 (…)"; open where both may be."""
    now, end = found.median[0], found.median[-1]
    lower, upper = (path[-1] for path in found.bands[80])
    months = of_many(str(found.months[-1]), "Monate")
    if lower <= now <= upper:
        whether = f"ob der Bestand von rund {rounded(now)} in {months} steigt oder sinkt"
        return f"ist offen, {whether}{_limits(lower, upper)}"
    verb = "steigt" if end > now else "sinkt"
    return f"{verb} der Bestand in {months} von rund {rounded(now)} auf {_about(end)}{_limits(lower, upper)}"


def _limits(lower: float, upper: float) -> str:
    low, high = rounded(lower), rounded(upper)
    return "" if low == high else f" (in 80 von 100 Durchläufen {low} bis {high})"


def _others(outlooks: Sequence[Outlook]) -> str:
    """ " Bei 20 % weniger Eingängen wären es rund 1.800, bei 20 % mehr Eingängen rund 2.900."."""
    said = [f"bei {_coming(found.assumptions)} wären es {_about(found.median[-1])}" for found in outlooks]
    said[1:] = [text.replace(" wären es", "") for text in said[1:]]
    return f" {formats.capital(', '.join(said))}." if said else ""


def _about(stock: float) -> str:
    return "nahezu null" if rounded(stock) == "0" else f"rund {rounded(stock)}"


def rounded(stock: float) -> str:
    """A stock without false precision: 1,612 → "1.600", 61,234 → "61.000", 43 → "45"."""
    return formats.number(coarse(stock))


def coarse(stock: float) -> float:
    """The number that `rounded` writes."""
    step = 5 if stock < 100 else 10 if stock < 1000 else 10 ** (len(str(int(stock))) - 2) / 2
    return round(stock / step) * step


def reaching(found: Outlook) -> str:
    """Whether and when the stock comes down to the target, "nie" where it never does."""
    if found.status != "shown":
        return ""
    return f"{formats.capital(_target(found))} (rund {rounded(found.target)}) {_when(found)}."


def _target(found: Outlook) -> str:
    return "die Hälfte des heutigen Bestands" if found.assumptions.target is None else "der Zielbestand"


def _when(found: Outlook) -> str:
    horizon = of_many(str(found.months[-1]), "Monate")
    if found.month == 0:
        return "ist schon heute erreicht"
    if found.month is not None:
        return f"wäre nach etwa {months(found.month)} erreicht ({_runs(found.reached)} binnen {horizon})"
    if isinf(found.later):
        return f"wird so nie erreicht{_in_some(found.reached)}"
    return (
        f"wird in {horizon} nicht erreicht, sondern erst nach {_span(found.later)}{_in_some(found.reached)}"
    )


def _runs(share: float) -> str:
    return "in allen Durchläufen" if share == 1 else f"in {_of_a_hundred(share)} von 100 Durchläufen"


def _of_a_hundred(share: float) -> str:
    """Whole runs of a hundred, without turning nearly all into all."""
    hundred = round(100 * share)
    return "mehr als 99" if hundred == 100 and share < 1 else str(hundred)


def _in_some(share: float) -> str:
    """What the middle path leaves out: the runs that come down all the same."""
    return f"; nur {_runs(share)} doch binnen der Zeit des Szenarios" if share >= 0.01 else ""


def _span(later: float) -> str:
    return "mehr als zehn Jahren" if later > LONG else f"etwa {months(later)}"


def months(many: float) -> str:
    """After "nach": "19 Monaten", "1 Monat"; from three years on in years."""
    if many >= SPOKEN_IN_MONTHS:
        return f"{formats.number(many / 12)}{NBSP}Jahren"
    return of_many(str(max(round(many), 1)), "Monate")


def waits(found: Outlook) -> str:
    """When the turn of somebody comes who files now, in a year and in two, in order of receipt."""
    if found.status != "shown":
        return ""
    said = [f"{WHEN[wait.filed]} {_turn(wait.median)}{_between(wait)}" for wait in found.waits]
    return f"Wer in der Reihenfolge des Eingangs wartet, käme {formats.listing(said)} an die Reihe."


WHEN = {0: "bei einem Antrag von heute", 12: "bei einem in zwölf Monaten", 24: "bei einem in 24 Monaten"}


def _turn(median: float) -> str:
    return "nie" if isinf(median) else f"nach {_span(median)}"


def _between(wait: Wait) -> str:
    if wait.upper >= SPOKEN_IN_MONTHS or round(wait.lower) == round(wait.upper):
        return ""
    return f" ({round(wait.lower)} bis {round(wait.upper)})"


def staff(found: Outlook) -> str:
    """The staff that would keep the stock as it is, reckoned."""
    if found.status != "shown":
        return ""
    more = f"{formats.with_unit(round(abs(found.break_even)), formats.POSTS)}"
    if round(abs(found.break_even)) == 0:
        return "Mit dem heutigen Personal bliebe der Bestand rechnerisch etwa so groß, wie er ist."
    if found.break_even > 0:
        return f"Damit der Bestand nicht weiter wächst, bräuchte es rechnerisch etwa {more} mehr als heute."
    return f"Auch mit etwa {more} weniger als heute bliebe der Bestand rechnerisch so groß, wie er ist."


def basis(found: Outlook) -> list[str]:
    """What a scenario assumes, one part each, so that it stands beside it."""
    if found.status != "shown":
        return []
    return [*_as_now(found.pace), *_changed(found.assumptions)]


def _as_now(pace: Pace) -> list[str]:
    left = formats.number(100 * pace.leaving)
    fast = f"davon vorgezogen rund {rounded(pace.fast_decisions / 12)}"
    return [
        f"Eingänge {RECENT}: rund {rounded(pace.arrivals / 12)} im Monat",
        f"Entscheidungen: rund {rounded(pace.decisions / 12)} im Monat",
        fast if pace.fast_decisions else "vorgezogene Verfahren nicht getrennt",
        f"zurückgenommen oder abgegeben: {left} von 100 Wartenden im Jahr",
    ]


def _changed(assumptions: Assumptions) -> list[str]:
    if not assumptions.fte_more:
        return ["Personal wie heute"]
    each = f"{formats.number(assumptions.productivity)} Entscheidungen je {formats.POSTS} und Jahr"
    ramp = of_many(str(assumptions.ramp_months), "Monate")
    worked_in = f", eingearbeitet nach {ramp}" if assumptions.fte_more > 0 and assumptions.ramp_months else ""
    return [f"{_staff(assumptions)}: {each}{worked_in}"]
