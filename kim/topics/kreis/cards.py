"""A Kreis, or the Land, at a glance: one card for each thing that a Landrat asks, in that order."""

from collections.abc import Iterator, Mapping

from kim import formats, sentences
from kim.estimates import Row
from kim.sentences import structure
from kim.sentences.places import place
from kim.sentences.published import said, spoken_time
from kim.sentences.topics import KINDS
from kim.stand import Result, Stand, traces
from kim.topics.behoerden import Authorities
from kim.topics.behoerden.asking import PACE, written
from kim.topics.changed import differences
from kim.topics.choice import behoerden
from kim.topics.faelle import Cases
from kim.topics.kreis.compared import compared
from kim.topics.kreis.missing import missing
from kim.topics.lens import Lens
from kim.topics.parts import Card
from kim.topics.published import LIST
from kim.topics.struktur import reviewed, rule_of, types_of
from kim.topics.texts import NO_EARLIER, NOTHING_CHANGED
from kim.topics.tiles import Tile, tile_of, value_of
from kim.typology import Typed

FEW = 2  # published figures that are told; all of them are in the list
OPEN = "Nach 12 Monaten noch offen"


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
        (running, _flows(cases), tile_of(cases.ask_ripe("quote_planmaessig"), "Planmäßig abgeschlossen")),
    )


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
            yield Card(title, (*_together(some), *_each(some)))
        else:
            yield Card(title, lines=(f"In der Liste der Behörden steht hier keine {art}.",))


def _together(some: Authorities) -> Iterator[Tile]:
    yield tile_of(some.at_pace(PACE[365]), OPEN)
    yield tile_of(some.ask("bestand"), "Offene Anträge")


def _each(some: Authorities) -> Iterator[Tile]:
    """The authorities of a Kreis that has several; of a single one all is said already."""
    gebiet = some.lens.choice.gebiet
    units = [unit for unit in behoerden(gebiet) if unit.startswith(some.art)] if gebiet.kreis_id else []
    if len(units) < 2:
        return
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
    group = Tile("Gruppe nach der Regel", *_group(own), ids)
    levels = " · ".join(f"{dimension} {structure.level(level)}" for dimension, level in own.levels.items())
    said_beside = (f"Stufen 0 bis 3: {levels}", structure.missing_and_steady(own), rule_of(own))
    return Card("Struktur", (group,), tuple(filter(None, said_beside)))


def _group(own: Typed) -> tuple[str, tuple[str, ...]]:
    agreed = () if own.agreed else ("nicht abgestimmt",)
    good = f"{own.good} von {own.judged} beurteilten Kerndimensionen auf Stufe 2 oder 3"
    return own.label, (*agreed, good)


def _changed(lens: Lens, since: Stand | None) -> Card:
    if since is None:
        return Card("Geändert seit einem früheren Stand", lines=(NO_EARLIER,))
    found = differences(lens, since)
    other = [one for one in found if one.then != one.now]
    tiles = tuple(Tile(one.title, one.now, (f"damals {one.then}",), one.traces) for one in other)
    same = f"{len(found) - len(other)} von {len(found)} verglichenen Kennzahlen sind gleich."
    return Card(f"Geändert seit dem Stand vom {since.title}", tiles, (same if other else NOTHING_CHANGED,))


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
    tiles = [
        Tile(one.measure, one.value, tuple(filter(None, (_beside(one.group, one.n), one.judged))), one.traces)
        for one in compared(lens)
    ]
    return Card(f"Verglichen mit: {lens.choice.group.name}", tuple(tiles))


def _beside(group: str, n: str) -> str:
    return f"n = {n}; Gruppe {group}" if n else f"Gruppe {group}"
