"""What a Kreis and its authorities have not delivered for the Termin and the year before it."""

from collections.abc import Iterator

from kim import formats
from kim.sentences.places import place
from kim.sentences.topics import ARTS
from kim.topics.behoerden import Authorities
from kim.topics.behoerden.asking import PACE
from kim.topics.faelle import Cases
from kim.topics.lens import Lens
from kim.topics.struktur import reviewed
from kim.typology import Typed

FEW = 6  # units that are named


def missing(lens: Lens, typed: Typed | None) -> dict[str, str]:
    """What is missing → of whom, or how many that are; with what the review of a Kreis leaves open."""
    told = {title: _who(units) for title, units in _units(lens) if units}
    return told | (_evidence(typed) if typed else {})


def _who(units: tuple[str, ...]) -> str:
    return formats.listing(map(place, units)) if len(units) <= FEW else f"{len(units)} haben nicht gemeldet"


def _units(lens: Lens) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "Stellen", lens.ask("besetzungsquote").missing
    cases = Cases(lens)
    today = cases.ask("laufende_faelle").missing
    year = cases.ask("faelle_zugaenge", quartal=lens.quarters()).missing
    yield "Fälle", today
    yield "Fälle aus allen vier Quartalen bis dahin", _partly(year, today)
    for art in ARTS:
        some = Authorities(lens, art)
        today, year = some.ask("bestand").missing, some.at_pace(PACE[365]).missing
        yield f"Anträge der {art}", today
        yield f"Anträge der {art} aus allen vier Quartalen bis dahin", _partly(year, today)
    yield "Bewertung der Strukturen", reviewed(lens).missing


def _partly(year: tuple[str, ...], today: tuple[str, ...]) -> tuple[str, ...]:
    """Who delivered for the Termin, not for all quarters before it."""
    return tuple(unit for unit in year if unit not in today)


def _evidence(typed: Typed) -> dict[str, str]:
    """What the review of the site itself leaves open."""
    open_ones = {
        "Nachweise der Strukturen": typed.missing_evidence,
        "Nicht beurteilte Kriterien": typed.not_judged,
    }
    told = {title: formats.listing(criteria) for title, criteria in open_ones.items() if criteria}
    return told | ({} if typed.agreed else {"Abgestimmte Bewertung der Strukturen": "steht aus"})
