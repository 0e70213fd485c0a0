"""How long it takes at an authority, in words: what is still open at today's pace, and what that is not."""

from collections.abc import Mapping

from kim import formats
from kim.sentences import codes, naming, values
from kim.sentences.topics import KINDS
from kim.stand import Result

AFTER = {91: "3 Monaten", 182: "6 Monaten", 365: "12 Monaten", 547: "18 Monaten", 730: "24 Monaten"}
YEAR = 365
APART = 0.2  # a model and the pace so far that differ by less say the same
MOVED = 0.05  # a stock that changed by less explains no difference of two answers
FEW = 100  # below, the interval says more than the value in it
MONTH = 365.25 / 12
MIDDLE, NEAR = 50, 5  # % still open at which a mean says about the same as the median
NOT_FOLLOWED = "nicht schätzbar, so lange werden zu wenige beobachtet"
MISSING = {
    "too_few": "sind es zu wenige Verfahren für eine Angabe (n = {n})",
    "not_estimable": "ist nicht schätzbar, wie viele offen bleiben: So lange werden zu wenige beobachtet",
    "not_reported": "ist dazu nichts gemeldet; das ist nicht null",
    "partly": "ist dazu nichts für vier volle Quartale gemeldet; das ist nicht null",
    "not_applicable": "gibt es dazu nichts zu zählen",
    "suppressed": "ist die Zahl geheim gehalten, damit niemand erkannt wird",
}


def headline(pace: Mapping[int, Result], newest: bool = True) -> str:
    """ "Von 100 Anträgen … sind bei heutigem Tempo (…) nach 12 Monaten noch 68 offen (65 bis 71; …)."

    `pace` holds the share still open by days, ascending; said is the one after a year, or where that is not
    estimable the last one before it. `newest`: the window ends at the newest Termin, else its pace is past.
    """
    day = told_day(pace)
    year = pace[YEAR]
    if day is None:
        return f"{formats.capital(_where(year))} {_why(year)}."
    sentence = f"Von 100 Anträgen {_where(year)} sind {_at_pace(year, newest)} nach {AFTER[day]} noch "
    later = "" if day == YEAR else f" Nach {AFTER[YEAR]}: {NOT_FOLLOWED}."
    return f"{sentence}{_open(pace[day])}.{later}"


def _at_pace(result: Result, newest: bool) -> str:
    """ "bei heutigem Tempo (letzte vier Quartale, 1/2025 bis 4/2025)": what the pace was seen in."""
    window = sorted(result.selection.where["fenster_quartal"])
    first, last = (codes.tick("fenster_quartal", day) for day in (window[0], window[-1]))
    many = f"vier Quartale, {first} bis {last}"
    return f"bei heutigem Tempo (letzte {many})" if newest else f"beim damaligen Tempo ({many})"


def _why(year: Result) -> str:
    n = year.row["n"]
    return MISSING[year.row["status"]].format(n=0 if formats.is_missing(n) else formats.short(n))


def told_day(pace: Mapping[int, Result]) -> int | None:
    """A year, or the last day before it for which there is a value."""
    told = [day for day, result in pace.items() if day <= YEAR and result.row["status"] == "shown"]
    return max(told, default=None)


def _where(result: Result) -> str:
    """ "bei den Einbürgerungsbehörden im Rhein-Sieg-Kreis", "bei der EBH Stadt Troisdorf"."""
    area = naming.area_in_words(result)
    [art] = result.selection.where["art"]
    return area if "behoerde_id" in result.selection.where else f"bei den {KINDS[art]} {area}"


def _open(result: Result) -> str:
    """ "68 offen (65 bis 71; bis zu 1.700 Verfahren …)"; of few the interval first."""
    row, basis = result.row, f"{values.followed(result.row, 'Verfahren')}{_of_authorities(result)}"
    value, limits = share(row["value"]), interval(result)
    if not limits:
        return f"{value} offen ({basis})"
    if row["n"] < FEW:
        return f"{limits} offen (geschätzt {value}; nur {basis})"
    return f"{value} offen ({limits}; {basis})"


def _of_authorities(result: Result) -> str:
    n, of = result.coverage
    return f"; {n} von {of} Behörden" if n < of else ""


def share(value: float) -> str:
    """Of a hundred, in whole numbers, without turning few into none."""
    if 0 < value < 0.5:
        return "weniger als 1"
    return "mehr als 99" if 99.5 <= value < 100 else formats.number(value)


def interval(result: Result) -> str:
    low, high = result.row["lower"], result.row["upper"]
    if formats.is_missing(low) or formats.is_missing(high):
        return ""
    return f"{formats.number(low)} bis {formats.number(high)}"


def change(now: Result, before: Result) -> str:
    """The share after a year at the pace of the year before, and whether the intervals lie apart.

    "" unless both are known: two points make no trend, so no word about one.
    """
    if any(result.row["status"] != "shown" or not interval(result) for result in (now, before)):
        return ""
    then = f"{share(before.row['value'])} gewesen ({interval(before)})"
    said = f"Beim Tempo der vier Quartale davor wären es {then}"
    if now.row["lower"] > before.row["upper"]:
        return f"{said}: Heute bleiben mehr offen."
    if now.row["upper"] < before.row["lower"]:
        return f"{said}: Heute bleiben weniger offen."
    return f"{said}; der Unterschied liegt im Rahmen der Unsicherheit."


def filed_today(reach: Result, regular: bool) -> str:
    """What a new application would wait by the model of stock and output; `regular` without the fast lane."""
    lane = "ohne vorgezogene Verfahren" if regular else "vorgezogene Verfahren eingeschlossen"
    if reach.row["status"] != "shown":
        return "Wie lange es dauern würde, lässt sich hier nicht berechnen."
    months = _months(reach.row["value"])
    return (
        f"Rechnerisch etwa {months} Wartezeit "
        f"(Modell: Bestand geteilt durch die Erledigungen von zwölf Monaten, {lane}{_of_authorities(reach)})."
    )


def _months(days: float) -> str:
    months = max(round(days / MONTH), 1)
    return formats.with_unit(months, "Monate")


def two_answers(reach: Result, half: Result, now: Result, before: Result) -> str:
    """Why the model for a new application and the pace so far say different things, or that they agree.

    `now` and `before` are the stock at the Termin and a year earlier: that more or fewer wait is said only
    where they say it. "" unless both answers are known.
    """
    if any(result.row["status"] != "shown" for result in (reach, half)):
        return ""
    ratio = reach.row["value"] / half.row["value"]
    if ratio > 1 + APART:
        more = ", und deren Zahl ist binnen eines Jahres gestiegen" if _grown(before, now) else ""
        return (
            "Das ist mehr, als die Kurve erwarten lässt: Sie sagt, wie schnell bisher gearbeitet wurde. "
            f"Wer heute kommt, steht hinter allen, die schon warten{more}."
        )
    if ratio < 1 - APART:
        fewer = "; die Zahl der Wartenden ist binnen eines Jahres gesunken" if _grown(now, before) else ""
        return (
            "Das ist weniger, als die Kurve erwarten lässt: Sie sagt, wie schnell bisher gearbeitet wurde, "
            f"das Modell, wie lange der Bestand reicht{fewer}."
        )
    return "Das passt zur Kurve; sie sagt, wie schnell bisher gearbeitet wurde."


def _grown(one: Result, other: Result) -> bool:
    """Whether the other stock is larger by enough to explain anything, counted at the same authorities."""
    if any(result.row["status"] not in formats.NUMERIC for result in (one, other)):
        return False
    small, large = (0 if r.row["status"] == "zero" else r.row["value"] for r in (one, other))
    return one.missing == other.missing and large > small * (1 + MOVED)


def ages(half: Result, tenth: Result) -> str:
    """ "Von den 2.834 offenen Verfahren wartet die Hälfte bisher länger als 287 Tage, jedes zehnte …"."""
    if half.row["status"] != "shown":
        return "Wie lange die offenen Verfahren bisher warten, lässt sich hier nicht sagen."
    said = f"Von den {formats.number(half.row['n'])} offenen Verfahren wartet die Hälfte bisher länger als "
    said += formats.with_unit(half.row["value"], "Tage")
    if tenth.row["status"] == "shown":
        said += f", jedes zehnte länger als {formats.number(tenth.row['value'])}"
    return f"{said}."


def by_when(found: Result, eight: Result) -> str:
    """By when half and by when eight of ten are ended, or that this is not reached."""
    return f"{_by_when('Die Hälfte', found)} {_by_when('Acht von zehn', eight)}"


def _by_when(who: str, found: Result) -> str:
    row = found.row
    if row["status"] == "not_estimable":
        return f"{who}: noch nicht erreicht."
    if row["status"] != "shown":
        return f"{who}: keine Angabe ({formats.WORDS[row['status']]})."
    would = "wäre" if who.startswith("Die") else "wären"
    return f"{who} {would} bei gleichbleibendem Tempo nach {_days(row)} beendet."


def _days(row: Mapping[str, float]) -> str:
    """ "455 Tagen (440 bis 470)"; a limit that is not reached is said."""
    low, high = (
        "" if formats.is_missing(row[end]) else formats.number(row[end]) for end in ("lower", "upper")
    )
    limits = f"{low} bis {high}" if high else f"ab {low}, Obergrenze noch nicht erreicht"
    return f"{formats.number(row['value'])} Tagen" + (f" ({limits})" if low else "")


def closed_only(mean: Result, curve: Result) -> str:
    """Why the mean of closed procedures is no Wartezeit, with the numbers of this selection."""
    if mean.row["status"] != "shown":
        return "Zu erledigten Verfahren der letzten vier Quartale ist hier nichts bekannt."
    left = _still_open_on(curve, mean.row["value"])
    if left is None:
        return f"{_mean_of(mean)} Wie viele so lange noch offen bleiben, lässt sich nicht schätzen."
    still = f"An diesem Tag sind bei gleichbleibendem Tempo von 100 Anträgen noch {share(left)} offen."
    absent = "In diesem Mittel fehlen alle, die noch warten."
    if abs(left - MIDDLE) <= NEAR:
        near = "Das Mittel liegt hier nahe an der Hälfte, ist aber keine Wartezeit:"
        return f"{_mean_of(mean)} {still} {near} {absent}"
    return f"{_mean_of(mean)} Als Wartezeit führt das in die Irre: {still} {absent}"


def _mean_of(mean: Result) -> str:
    n, days = formats.number(mean.row["denominator"]), formats.with_unit(mean.row["value"], "Tage")
    return f"Die {n} in den letzten vier Quartalen erledigten Verfahren dauerten im Mittel {days}."


def _still_open_on(curve: Result, day: float) -> float | None:
    """The share still open on a day, from the last point of the curve not after it."""
    told = curve.frame[(curve.frame["status"] == "shown") & (curve.frame["tag"] <= day)]
    reached = curve.frame["tag"].max() + 7 > day
    return float(told["value"].iloc[-1]) if len(told) and reached else None
