"""Everything on one Kreis in the order that its Landrat asks: posts, cases, waits, and what is missing."""

from collections.abc import Callable, Iterator, Mapping

import pandas as pd

from kim import charts, formats, sentences
from kim.comparison import WORDS, Funnel, funnel
from kim.sentences import structure, topics, waits
from kim.sentences.places import place
from kim.stand import Result, Stand
from kim.topics.behoerden import Authorities
from kim.topics.behoerden.asking import PACE, by_authority, written
from kim.topics.changed import changed
from kim.topics.faelle import Cases
from kim.topics.lens import Lens
from kim.topics.parts import Beside, Figure, Folded, Heading, Part, Table, Tiles, Words
from kim.topics.published import published, published_here
from kim.topics.struktur import PROFILE, rule_parts
from kim.topics.texts import USUAL
from kim.topics.tiles import Tile, tile_of
from kim.typology import DECISIVE, classify, profiles

ARTS = {"EBH": "Einbürgerungsbehörden", "ABH": "Ausländerbehörden"}
STELLEN = ("KIM", "EBH", "ABH")  # what published figures are about


def content(lens: Lens, since: Stand | None = None) -> Iterator[Part]:
    """The profile of the selected Kreis; `since`: an earlier Stand that its numbers are compared with."""
    yield Tiles(tuple(key_figures(lens)))
    yield Beside((_posts(lens), *_cases(lens)), tuple(_waits(lens)))
    published = "Was über diesen Kreis veröffentlicht ist"
    quoted = Folded(published, "profil-veroeffentlicht", lambda: _published(lens))
    yield Beside(tuple(_structure(lens)), (*_changed(lens, since), *_missing(lens), quoted))
    yield from _compared(lens)


def key_figures(lens: Lens) -> Iterator[Tile]:
    """What is asked first: posts, cases, waits."""
    cases = Cases(lens)
    yield tile_of(lens.ask("besetzungsquote"))
    yield tile_of(lens.ask("abrufquote"))
    yield tile_of(cases.ask("laufende_faelle"), "Laufende Fälle im Case Management")
    yield tile_of(cases.ask_ripe("quote_planmaessig"))
    for art in ARTS:
        yield tile_of(Authorities(lens, art).at_pace(PACE[365]), f"Nach 12 Monaten noch offen, {art}")
        yield tile_of(Authorities(lens, art).ask("bestand"), f"Offene Anträge, {art}")


def _posts(lens: Lens) -> Figure:
    steps = lens.ask("stellentrichter", "baustein", "stufe")
    return Figure(charts.stacked_by(steps, "stufe", "baustein"), steps.indicator)


def _cases(lens: Lens) -> Iterator[Part]:
    cases = Cases(lens)
    year = lens.quarters()
    flows = [cases.ask(name, quartal=year) for name in ("faelle_zugaenge", "faelle_abschluesse")]
    yield Heading("Fälle", "profil-faelle", 3)
    yield Words(topics.cases(cases.ask("laufende_faelle"), *flows))


def _waits(lens: Lens) -> Iterator[Part]:
    """How long it takes at each kind of authority, with every authority of the Kreis listed."""
    for art, title in ARTS.items():
        some = Authorities(lens, art)
        yield Heading(title, f"profil-{art.lower()}", 3)
        if not some.ask("bestand").coverage[1]:
            yield Words(f"In der Liste der Behörden steht hier keine {art}.")
            continue
        yield Words(waits.headline(some.shares(), some.newest))
        yield Words(waits.ages(some.ask("median_alter_der_offenen"), some.ask("p90_alter_der_offenen")))
        yield some.table(_each, f"{art} im Gebiet {lens.choice.gebiet.name}", f"profil-{art}")


def _structure(lens: Lens) -> Iterator[Part]:
    """The group of the site by the rule, with its reasons; the rule itself is on the page Struktur."""
    own = profiles(lens.ask(PROFILE, bewertet_von=DECISIVE)).get(lens.choice.gebiet.kreis_id)
    typed = classify(own) if own else None
    yield Heading("Struktur", "profil-struktur", 3)
    yield Words(structure.of_site(lens.choice.gebiet.kreis_id, typed))
    if typed:
        yield Words(structure.reasons(typed))
        yield from rule_parts("profil-regel")


def _each(some: Authorities) -> pd.DataFrame:
    columns = {
        "Nach 12 Monaten noch offen": written(some.at_pace(PACE[365], "behoerde_id")),
        "Offen": written(some.ask("bestand", "behoerde_id")),
        "älter als 12 Monate": written(some.ask("anteil_aelter", "behoerde_id", schwelle=12)),
        "Reichweite (Modell)": written(some.ask("rechnerische_reichweite", "behoerde_id")),
    }
    return by_authority(columns)


def _compared(lens: Lens) -> Iterator[Part]:
    """The Kreis in its comparison group, one line for each measure; no order, no ranks."""
    noting = lens.noting
    title = f"Verglichen mit: {lens.choice.group.name}"
    yield Heading("Im Vergleich", "profil-vergleich", 3)
    yield Words(USUAL, small=True)
    yield Table(pd.DataFrame(_lines(noting)), title, "profil-vergleich", noting.traces)


def _lines(lens: Lens) -> list[Mapping[str, str]]:
    cases, still_open = Cases(lens), "Nach 12 Monaten noch offen, {}"
    rows = [
        *(_line(title, "kreis_id", lens, _ripe(cases, name)) for name, title in QUOTES.items()),
        *(_line(still_open.format(art), "behoerde_id", lens, _pace(lens, art)) for art in ARTS),
    ]
    return [row for row in rows if row]


QUOTES = {
    "quote_planmaessig": "Quote planmäßiger Abschlüsse",
    "zielerreichungsquote": "Zielerreichungsquote",
    "hilfeplanquote": "Hilfeplanquote",
}
Ask = Callable[..., Result]


def _ripe(cases: Cases, name: str) -> Ask:
    return lambda *by, **where: cases.ask_ripe(name, *by, land=True, **where)


def _pace(lens: Lens, art: str) -> Ask:
    return lambda *by, **where: Authorities(lens, art).at_pace(PACE[365], *by, land=True, **where)


def _line(title: str, unit: str, lens: Lens, ask: Ask) -> Mapping[str, str] | None:
    """One measure: the own value, the group's, and what that means; None where the Kreis has no such unit."""
    where = lens.choice.group.where
    whole = ask(**where)
    own = lens.choice.gebiet.kreis_id
    if unit == "behoerde_id":
        [art] = whole.selection.where["art"]
        own = Authorities(lens, art).own
    if own is None:
        return None
    return {"Kennzahl": title, "Wer": place(own)} | _judged(funnel(ask(unit, **where), whole), own, whole)


def _judged(found: Funnel, own: str, whole: Result) -> dict[str, str]:
    entry = whole.indicator
    mine = next((point for point in found.points if point.unit == own), None)
    why = next((status for status, units in found.without.items() if own in units), "not_reported")
    value = formats.with_unit(mine.value, "%", entry.decimals) if mine else formats.WORDS[why]
    group = formats.label(whole.row["value"], whole.row["status"], "%", entry.decimals)
    said = (NOT_COMPARABLE.get(found.status) or WORDS[mine.judgement]) if mine else ""
    size = formats.number(mine.n) if mine else ""
    return {"Wert": value, "n": size, "Gruppe": group, "Einordnung": said}


NOT_COMPARABLE = {
    "too_different": "zu verschieden für einen Vergleich",
    "too_few_units": "zu wenige in der Gruppe",
    "nothing_known": "nichts bekannt",
}


def _missing(lens: Lens) -> Iterator[Part]:
    """What this Kreis and its authorities have not delivered for the Termin and the year before it."""
    yield Heading("Was fehlt", "profil-fehlt", 3)
    gaps = {title: units for title, units in _gaps(lens) if units}
    lines = [f"- **{title}:** {formats.listing(map(place, units))}" for title, units in gaps.items()]
    yield Words("\n".join(lines) if lines else "Zu diesem Termin ist alles gemeldet.")


def _gaps(lens: Lens) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "Stellen", lens.ask("besetzungsquote").missing
    yield "Fälle", Cases(lens).ask("laufende_faelle").missing
    for art in ARTS:
        some = Authorities(lens, art)
        today, year = some.ask("bestand").missing, some.at_pace(PACE[365]).missing
        partly = tuple(unit for unit in year if unit not in today)
        yield f"Anträge der {art}", today
        yield f"Anträge der {art} aus allen vier Quartalen bis dahin", partly


def _changed(lens: Lens, since: Stand | None) -> Iterator[Part]:
    if since is None:
        return
    yield Heading(f"Geändert seit dem Stand vom {formats.date(since.day)}", "profil-geaendert", 3)
    yield from changed(lens, since)


def _published(lens: Lens) -> Iterator[Part]:
    for stelle in STELLEN:
        rows = published_here(lens, stelle)
        yield published(rows, f"Veröffentlicht zu {stelle}", f"profil-angaben-{stelle}")


def headline(lens: Lens) -> str:
    """How many posts are filled: what a Kreis is asked first."""
    steps = lens.ask("stellentrichter", "stufe")
    return f"{sentences.posts(steps)} {topics.reported(steps)}"
