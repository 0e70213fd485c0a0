"""What is said about posts: assigned, called off, occupied, and why the others are not."""

from collections.abc import Iterator

from kim import charts, sentences
from kim.sentences import naming, topics
from kim.sentences.published import forecast
from kim.stand import Result, traces
from kim.topics.lens import Lens
from kim.topics.parts import Answer, Beside, Figure, Folded, Heading, Part, Table, Tiles, Words
from kim.topics.published import published, published_for_land, published_here, readings
from kim.topics.texts import SAME_AS_PUBLISHED, TWO_READINGS
from kim.topics.tiles import Tile, tile_of


def content(lens: Lens, by_value: bool = False) -> Iterator[Part]:
    """Everything on posts, in the order it is read; `by_value` orders the Kreise by their value."""
    steps = lens.ask("stellentrichter", "stufe")
    yield Answer(f"{sentences.posts(steps)} {topics.reported(steps)}")
    yield Beside((Figure(charts.waterfall(steps), steps.indicator),), (_steps_by_baustein(lens),))
    yield _course(lens)
    yield from _indicators(lens)
    yield from everyone(lens, by_value)
    yield from _published(lens)


def _steps_by_baustein(lens: Lens) -> Figure:
    steps = lens.ask("stellentrichter", "baustein", "stufe")
    return Figure(charts.stacked_by(steps, "stufe", "baustein"), steps.indicator)


def _course(lens: Lens) -> Figure:
    lines = {lens.choice.gebiet.name: lens.ask("besetzungsquote", "berichtstermin")}
    if lens.choice.gebiet.dimension:
        lines[naming.LAND] = lens.ask("besetzungsquote", "berichtstermin", land=True)
    return Figure(charts.line_over_time(lines, events=("stellen",)), lines[lens.choice.gebiet.name].indicator)


def _indicators(lens: Lens) -> Iterator[Part]:
    yield Heading("Kennzahlen zum Termin", "kennzahlen")
    yield Tiles((*_how_many(lens), *_who(lens)))
    employers = lens.ask("besetzte_vzae", "baustein", "anstellungstraeger")
    yield Figure(charts.stacked_by(employers, "anstellungstraeger", "baustein"), employers.indicator)


def _how_many(lens: Lens) -> Iterator[Tile]:
    for name in ("besetzungsquote", "abrufquote", "besetzungsquote_abgerufen"):
        yield tile_of(lens.ask(name))
    yield tile_of(lens.ask("vakante_vzae"), "Vakante Stellen")
    yield tile_of(lens.ask("vakanzdauer"), "Vakanzdauer: die Hälfte wieder besetzt")
    rates = topics.rates(lens.ask("nicht_abgerufene_mittel", "festbetrag_eur"))
    yield tile_of(lens.ask("nicht_abgerufene_mittel"), None, rates)


def _who(lens: Lens) -> Iterator[Tile]:
    yield tile_of(lens.ask("befristungsquote"))
    yield tile_of(lens.ask("fluktuationsrate", quartal=lens.quarters()))
    yield tile_of(lens.ask("qualifizierungsquote", baustein="2"))
    yield from map(
        tile_of, map(lens.ask, ("prognoseabweichung", "anteil_freie_wohlfahrt", "anteil_kommunen"))
    )


def everyone(lens: Lens, by_value: bool) -> Iterator[Part]:
    """All KI sites beside each other; posts are a full count, so an order by value is no league table."""
    kreis, land = lens.choice.gebiet.kreis_id, lens.ask("besetzungsquote", land=True)
    by_kreis = lens.ask("besetzungsquote", "kreis_id", land=True)
    yield Heading("Alle KI-Standorte", "alle-standorte")
    yield Figure(charts.bars_by_unit(by_kreis, kreis, land, by_value=by_value), land.indicator)
    yield Folded("Karte und Stufen je Kreis", "karte", lambda: _more(lens, by_kreis, land))


def _more(lens: Lens, by_kreis: Result, land: Result) -> Iterator[Part]:
    kreis = lens.choice.gebiet.kreis_id
    if lens.anonymity:  # a place on a map is a name, and so is a number of posts that was published
        return
    yield Figure(charts.tiles(by_kreis, kreis, land), land.indicator)
    every = lens.ask("stellentrichter", "kreis_id", "stufe", land=True)
    whole = lens.ask("stellentrichter", "stufe", land=True)
    yield Figure(charts.stacked_by(every, "stufe", "kreis_id", kreis, whole), every.indicator)


def _published(lens: Lens) -> Iterator[Part]:
    for_land, gebiet = published_for_land(lens, "KIM"), lens.choice.gebiet
    yield Heading("Was veröffentlicht ist", "veroeffentlicht")
    if lens.ask("besetzungsquote").example:
        yield Words(SAME_AS_PUBLISHED)
    yield Words(f"{TWO_READINGS} {forecast(for_land.rows)}")
    title = "Stellen in Nordrhein-Westfalen, Januar 2024, in beiden Lesarten"
    yield Table(readings(for_land.frame), title, "lesarten", traces(for_land))
    if gebiet.kreis_id:
        yield published(published_here(lens, "KIM"), f"Veröffentlicht für {gebiet.name}", "hier")
    yield published(for_land, f"Veröffentlicht für {naming.LAND}", "land", folded=True)
