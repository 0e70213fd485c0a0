"""A Kreis, or the Land, at a glance: one card for each thing that a Landrat asks, in that order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kim import formats, sentences
from kim.datasets import label_of
from kim.estimates import Row
from kim.sentences import structure
from kim.sentences.places import place
from kim.sentences.published import said, spoken_time
from kim.sentences.topics import KINDS
from kim.sentences.waits import AFTER, NOT_FOLLOWED, YEAR, told_day
from kim.stand import Result, Stand, traces
from kim.topics.behoerden import Authorities
from kim.topics.behoerden.asking import PACE, written
from kim.topics.changed import developed, differences
from kim.topics.choice import behoerden, opening
from kim.topics.faelle import Cases
from kim.topics.kreis.compared import Compared, compared
from kim.topics.kreis.missing import missing
from kim.topics.lens import Lens
from kim.topics.parts import Card
from kim.topics.published import LIST
from kim.topics.struktur import reviewed, rule_of, types_of
from kim.topics.texts import NO_EARLIER
from kim.topics.tiles import Tile, tile_of, value_of
from kim.typology import NOT_APPLICABLE, NOT_JUDGED, Typed

FEW = 2  # published figures that are told; all of them are in the list
OPEN = "Noch offen"


def cards(lens: Lens, since: Stand | None = None) -> tuple[Card, ...]:
    """What a Landrat asks, in that order; `since`: an earlier Stand that the numbers are compared with."""
    typed = types_of(lens)
    told = [_posts(lens), _cases(lens), *_waits(lens), _structure(lens, typed)]
    told += [_changed(lens, since), _missing(lens, typed), _published(lens)]
    return (*told, _compared(lens)) if lens.choice.gebiet.kreis_id else tuple(told)


def _posts(lens: Lens) -> Card:
    steps = lens.ask("stellentrichter", "baustein", "stufe")
    rest = sentences.posts_in_short(steps, "baustein")
    each = (Tile(label, filled, tuple(others), traces(steps)) for label, filled, others in rest)
    return Card("Stellen", (tile_of(lens.ask("besetzungsquote"), "Besetzt"), *each))


def _cases(lens: Lens) -> Card:
    cases = Cases(lens)
    running = tile_of(cases.ask("laufende_faelle"), "Laufende Fälle")
    return Card(
        "Fälle im Case Management",
        (running, _flows(cases), _planned(cases)),
    )


def _planned(cases: Cases) -> Tile:
    taken_in = f"aufgenommen {_cohort(cases)}"
    return tile_of(cases.ask_ripe("quote_planmaessig"), "Planmäßig abgeschlossen", taken_in)


def _flows(cases: Cases) -> Tile:
    """How many came and went in the four quarters until the Termin."""
    year = cases.lens.quarters()
    came, went = (cases.ask(name, quartal=year) for name in ("faelle_zugaenge", "faelle_abschluesse"))
    value = " und ".join(dict.fromkeys(map(_plain, (came, went))))
    return Tile(
        "Aufgenommen und abgeschlossen",
        value,
        ("in vier Quartalen", *tile_of(came).details),
        traces(came, went),
    )


def _plain(flow: Result) -> str:
    """The number alone, or the word for why there is none."""
    known = flow.row["status"] in formats.NUMERIC
    return formats.label(flow.row["value"], flow.row["status"], "", 0) if known else value_of(flow)


def _waits(lens: Lens) -> Iterator[Card]:
    """Each kind of authority: all together, and of a Kreis each one by name."""
    for art, title in KINDS.items():
        some = Authorities(lens, art)
        if some.ask("bestand").coverage[1]:
            units = _units(some)
            name = place(units[0]) if len(units) == 1 else title
            yield Card(name, (*_together(some), *(_each(some, units) if len(units) > 1 else ())))
        else:
            yield Card(title, lines=(f"In der Liste der Behörden steht hier keine {art}.",))


def _together(some: Authorities) -> Iterator[Tile]:
    """The share still open after a year, or at the last age before it for which it can be told."""
    pace = some.shares()
    day = told_day(pace) or YEAR
    told = tile_of(pace[day], f"Nach {AFTER[day]} noch offen", "bei gleichbleibendem Tempo")
    late = pace[YEAR].row["status"] == "not_estimable"
    why = (f"nach {AFTER[YEAR]} {NOT_FOLLOWED}",) if late else ()
    yield replace(told, details=(*told.details, *why))
    yield tile_of(some.ask("bestand"), "Offene Anträge")


def _units(some: Authorities) -> list[str]:
    """The authorities of a Kreis by name; none for more than one Kreis."""
    gebiet = some.lens.choice.gebiet
    return [unit for unit in behoerden(gebiet) if unit.startswith(some.art)] if gebiet.kreis_id else []


def _each(some: Authorities, units: Sequence[str]) -> Iterator[Tile]:
    pace, stock = some.at_pace(PACE[365], "behoerde_id"), some.ask("bestand", "behoerde_id")
    rows, shares, pending = {row["behoerde_id"]: row for row in pace.rows}, written(pace), written(stock)
    for unit in units:
        basis = (*_briefly(rows[unit]), f"offen: {pending[unit]}")
        yield Tile(place(unit), shares[unit], basis, traces(pace, stock))


def _briefly(row: Row) -> Iterator[str]:
    """Interval and number of a share that is shown."""
    if row["status"] == "shown" and row["lower"] == row["lower"]:
        yield f"{formats.number(row['lower'])} bis {formats.with_unit(row['upper'], '%')}"
    if row["status"] == "shown":
        yield f"bis zu {formats.number(row['n'])} beobachtet"


def _structure(lens: Lens, typed: Mapping[str, Typed]) -> Card:
    """The group by the rule with what must stand beside it; of the Land how many are in each."""
    kreis, ids = lens.choice.gebiet.kreis_id, traces(reviewed(lens))
    if not kreis or kreis not in typed:
        said_so = structure.of_site(kreis, None) if kreis else structure.of_land(typed)
        return Card("Struktur", lines=(said_so,))
    own = typed[kreis]
    group = Tile("Gruppe nach der Regel", own.label, () if own.agreed else ("nicht abgestimmt",), ids)
    lines = (*_levels(own), rule_of(own), structure.lacking(own), structure.steady(own))
    return Card("Struktur", (group,), tuple(filter(None, lines)))


def _levels(own: Typed) -> Iterator[str]:
    """The dimensions by their level, the highest first."""
    for level in (3, 2, 1, 0, NOT_JUDGED, NOT_APPLICABLE):
        names = [label_of("dimension", name) for name, told in own.levels.items() if told == level]
        word = f"Stufe {level}" if isinstance(level, int) else formats.capital(structure.level(level))
        if names:
            yield f"{word}: {', '.join(names)}."


def _changed(lens: Lens, since: Stand | None) -> Card:
    if since is None:
        return Card("Geändert seit einem früheren Stand", lines=(NO_EARLIER,))
    found = developed(lens, since)
    other = [one for one in found if one.then != one.now]
    day = formats.date(opening(since))
    tiles = tuple(Tile(one.title, one.now, (f"am {day}: {one.then}",), one.traces) for one in other)
    same = [one.title for one in found if one.then == one.now]
    lines = ((f"Gleich wie am {day}: {formats.listing(same)}.",) if same else ()) + _corrected(lens, since)
    return Card(f"Geändert seit dem Stand vom {since.title}", tiles, lines)


def _corrected(lens: Lens, since: Stand) -> tuple[str, ...]:
    """That numbers of the old Termin itself are others now, which is no development."""
    found = sum(one.then != one.now for one in differences(lens, since))
    return (
        (f"Für damals berichtigt oder nachgeliefert: {formats.with_unit(found, 'Werte')}.",) if found else ()
    )


def _missing(lens: Lens, typed: Mapping[str, Typed]) -> Card:
    told = missing(lens, typed.get(lens.choice.gebiet.kreis_id))
    lines = [f"{title}: {whom}" for title, whom in told.items()]
    return Card("Was fehlt", lines=tuple(lines) or ("Zu diesem Termin ist alles gemeldet.",))


def _published(lens: Lens) -> Card:
    """The newest of what was published here; all of it with sources is in the list."""
    found = lens.ask(LIST)
    rows = sorted(found.rows, key=lambda row: str(row["stand_am"]), reverse=True)
    if not rows:
        return Card("Veröffentlicht", lines=("Nichts ist gesammelt.",))
    tiles = (
        Tile(f"{row['stelle']}: {row['kennzahl']}", said(row), _source(row), traces(found))
        for row in rows[:FEW]
    )
    more = (f"Insgesamt sind {len(rows)} Angaben gesammelt.",) if len(rows) > FEW else ()
    return Card("Veröffentlicht", tuple(tiles), more)


def _source(row: Mapping[str, object]) -> tuple[str, ...]:
    """When and by whom; the source in full stands in the list."""
    return spoken_time(row["stand"]), str(row["quelle"]).partition(",")[0]


def _compared(lens: Lens) -> Card:
    tiles = [Tile(_named(one, lens), one.value, _beside(one), one.traces) for one in compared(lens)]
    said = f"Quoten: Fälle, aufgenommen {_cohort(Cases(lens))}. Noch offen: nach 12 Monaten."
    return Card(f"Verglichen mit: {lens.choice.group.name}", tuple(tiles), (said,))


def _named(one: Compared, lens: Lens) -> str:
    """The measure; of an authority with its name, since it is one of several."""
    return one.measure if one.who == place(lens.choice.gebiet.kreis_id) else f"{OPEN}, {one.who}"


def _beside(one: Compared) -> tuple[str, ...]:
    """What it rests on, the group and what that means."""
    counted = one.n if " von " in one.n else f"n = {one.n}" if one.n else ""
    return tuple(filter(None, (counted, f"Gruppe {one.group}", one.judged)))


def _cohort(cases: Cases) -> str:
    """The quarters of intake whose cases have had a year."""
    return f"{formats.quarter(cases.ripe[0])} bis {formats.quarter(cases.ripe[-1])}"
