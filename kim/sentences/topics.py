"""The answer a topic page gives first, in one or two sentences."""

from kim import formats
from kim.sentences import naming, places
from kim.sentences.parts import OVER_A_YEAR, UNKNOWN_AGE, amounts
from kim.sentences.rows import rows
from kim.sentences.values import NOTHING
from kim.stand import Result

KINDS = {"EBH": "Einbürgerungsbehörden", "ABH": "Ausländerbehörden"}
ARTS = tuple(KINDS)
ONE = {"EBH": "Einbürgerungsbehörde", "ABH": "Ausländerbehörde"}
# What came and what went; the second form is the singular.
CASES = (
    ("wurden {} aufgenommen", "wurde {} aufgenommen"),
    ("abgeschlossen wurden {}", "abgeschlossen wurde {}"),
)
APPLICATIONS = (
    ("sind {} eingegangen", "ist {} eingegangen"),
    ("erledigt wurden {}", "erledigt wurde {}"),
)
LEFT_OUT = ("neutral", "keine_indikation", "unbekannt")


def cases(running: Result, opened: Result, closed: Result) -> str:
    """ "Im Rhein-Sieg-Kreis laufen am 31.12.2025 212 Fälle … In den vier Quartalen bis dahin …"."""
    area, day = naming.area_in_words(running), naming.period_in_words(running)
    if running.row["status"] not in formats.NUMERIC:
        return f"Zu laufenden Fällen{day} {area} {NOTHING[running.row['status']]}."
    verb = "läuft" if _number(running) == "1" else "laufen"
    first = f"{formats.capital(area)} {verb}{day} {_written(running)} im Case Management."
    return f"{first} {_flows(running, opened, closed, CASES)}"


def waits(art: str, pending: Result, by_age: Result, filed: Result, closed: Result) -> str:
    """How many applications are pending, how many of them for more than a year, and what came and went."""
    area, day = naming.area_in_words(pending), _day_in_words(pending)
    if not pending.coverage[1]:
        return _no_authority(art, pending)
    whose = "" if "behoerde_id" in pending.selection.where else f" bei den {KINDS[art]}"
    if pending.row["status"] not in formats.NUMERIC:
        return f"Zu offenen Anträgen{whose} {area}{day} {NOTHING[pending.row['status']]}."
    verb = "ist" if _number(pending) == "1" else "sind"
    first = f"{formats.capital(area)} {verb}{day}{whose} {_written(pending)} offen{_over_a_year(by_age)}."
    return f"{first} {_flows(pending, filed, closed, APPLICATIONS)}"


def _day_in_words(pending: Result) -> str:
    """ " am 31.12.2025"; where somebody's extract ends earlier the days it was counted on."""
    day = naming.period_in_words(pending)
    if not pending.stichtage or not day:
        return day
    days = formats.days_between(*pending.stichtage)
    return day if day.endswith(days) else f"{day.replace(' am ', ' zum Termin ')} (gezählt am {days})"


def _no_authority(art: str, pending: Result) -> str:
    """Of an area without an authority of its own: the one of the whole Kreis, where the list has one."""
    kreis = next(iter(pending.selection.where.get("kreis_id", ())), "")
    whole = f"{art}-{kreis[:5]}"
    other = f"; für den ganzen Kreis steht dort: {places.place(whole)}" if whole in places.units() else ""
    area = naming.area_in_words(pending)
    return f"In der Liste der Behörden steht {area} keine {ONE[art]}{other}."


def _over_a_year(by_age: Result) -> str:
    """ ", davon 1.072 länger als 12 Monate (37,8 %)"; nothing where the age is not known."""
    bands = amounts(rows(by_age), "altersband")
    whole = sum(amount for amount in bands.values() if amount)
    if not whole or bands.get(UNKNOWN_AGE):
        return ""
    old = sum(bands.get(band) or 0 for band in OVER_A_YEAR)
    return (
        f", davon {formats.number(old)} länger als 12 Monate ({formats.with_unit(100 * old / whole, '%', 1)})"
    )


def left_out(by_group: Result) -> str:
    """Which closures do not count in the quotas, by name and number."""
    frame = by_group.frame
    counted = frame[frame["gruppe"].isin(LEFT_OUT) & (frame["status"] == "shown")]
    said = [
        f"{formats.number(row.value)} {naming.label('gruppe', row.gruppe)}" for row in counted.itertuples()
    ]
    if not said:
        return "Kein Abschluss dieser Aufnahmequartale ist von den Quoten ausgenommen."
    return f"Von der Quote planmäßiger Abschlüsse und der Abbruchquote ausgenommen: {formats.listing(said)}."


def documentation(documented: Result) -> str:
    """The completeness of documentation, to stand beside an outcome."""
    row = documented.row
    return f"Dokumentationsgrad {formats.label(row['value'], row['status'], documented.indicator.unit, 1)}"


def reported(result: Result) -> str:
    """The days the deliveries behind a result speak for: "Gemeldet zum 25.10.–31.10.2025."."""
    return f"Gemeldet zum {formats.days_between(*result.stichtage)}." if result.stichtage else ""


def rates(by_rate: Result) -> str:
    """The rates that unclaimed money was reckoned with: "gerechnet mit 57.000 Euro je VZÄ und Jahr"."""
    used = by_rate.frame.loc[by_rate.frame["status"] == "shown", "festbetrag_eur"]
    if used.empty:
        return "kein Festbetrag bekannt"
    said = formats.listing([formats.number(rate) for rate in sorted(used.astype(float), reverse=True)])
    return f"gerechnet mit {said} Euro je VZÄ und Jahr; ohne Stellen, deren Satz nicht bekannt ist"


def _flows(stock: Result, came: Result, went: Result, words: tuple[tuple[str, str], ...]) -> str:
    """ "In den vier Quartalen bis dahin sind 1.743 Anträge eingegangen, erledigt wurden 1.102."."""
    if any(result.row["status"] not in formats.NUMERIC for result in (came, went)):
        return "Für die vier Quartale bis dahin ist nichts Vollständiges gemeldet."
    coming, going = (forms[_number(flow) == "1"] for forms, flow in zip(words, (came, went), strict=True))
    said = f"{coming.format(_written(came))}, {going.format(_number(went))}"
    return f"In den vier Quartalen bis dahin {said}{_of_fewer(stock, came)}."


def _of_fewer(stock: Result, flow: Result) -> str:
    """Said where the year rests on fewer units than the stock: " (1 von 2 Behörden)"."""
    n, of = flow.coverage
    same = flow.coverage == stock.coverage
    return "" if same else f" ({n} von {naming.of_many(str(of), naming.population(flow.indicator))})"


def _number(result: Result) -> str:
    row = result.row
    return formats.amount(0 if row["status"] == "zero" else row["value"], result.indicator.unit)


def _written(result: Result) -> str:
    row = result.row
    return formats.label(row["value"], row["status"], result.indicator.unit)
