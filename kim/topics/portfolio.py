"""The portfolio of a review: posts and waiting side by side, and who is outside what would be usual."""

from collections.abc import Iterator

from kim import charts
from kim.comparison import funnel
from kim.sentences import compared
from kim.topics.behoerden import Authorities
from kim.topics.behoerden.asking import PACE
from kim.topics.lens import Lens
from kim.topics.parts import Figure, Part, Words

TITLE = "Portfolio: Stellen und Wartezeiten"
HOW = (
    "Jeder Punkt ist ein KI-Standort: nach rechts der Anteil der besetzten Stellen, nach oben der Anteil der "
    "Anträge, die bei der Einbürgerungsbehörde nach 365 Tagen noch offen sind. Benannt ist, wer in seinem "
    "Trichter außerhalb der angepassten Grenzen liegt, nicht, wer am Rand des Bildes steht. Die Besetzung "
    "ist vollständig gezählt und hat keinen Trichter."
)


def portfolio(lens: Lens) -> Iterator[Part]:
    """Besetzungsquote and the share still open after 365 days at the EBH, by Kreis."""
    some = Authorities(lens, "EBH")
    filled = lens.ask("besetzungsquote", "kreis_id", land=True)
    still_open, whole = (some.at_pace(PACE[365], *by, land=True) for by in (("kreis_id",), ()))
    found = funnel(still_open, whole)
    striking = tuple(point.unit for point in found.striking)
    yield Words(HOW)
    chosen = lens.choice.gebiet.kreis_id
    yield Figure(charts.scatter(filled, still_open, chosen, striking), still_open.indicator)
    yield Words(compared.funnel(found))
