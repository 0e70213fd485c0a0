"""The head of a committee paper: what only people know, typed in by them and never invented."""

from dataclasses import asdict, dataclass
from typing import Literal

Form = Literal["kommune", "landtag"]


@dataclass(frozen=True)
class Consultation:
    """One row of the Beratungsfolge: who deals with it, when, and to what end."""

    gremium: str = ""
    termin: str = ""
    zustaendigkeit: str = ""


def consultations(text: str) -> tuple[Consultation, ...]:
    """The rows of a text, one on each line: Gremium; Sitzungstermin; Zuständigkeit."""
    rows = ([part.strip() for part in line.split(";", 2)] for line in text.splitlines())
    return tuple(Consultation(*row) for row in rows if any(row))


@dataclass(frozen=True)
class Head:
    """What stands above the report; what is empty stays a visible empty line.

    `form` is the kind of head: that of a Kreis or a city, or that of a report to the Landtag, which is
    addressed to a committee (the first Gremium) and asks for no decision unless one is typed in.
    """

    art: str = ""
    nummer: str = ""
    status: str = ""
    federfuehrung: str = ""
    datum: str = ""
    betreff: str = ""
    beratungsfolge: tuple[Consultation, ...] = ()
    beschlussvorschlag: str = ""
    finanzielle_auswirkungen: str = ""
    form: Form = "kommune"

    def as_dict(self) -> dict[str, object]:
        return {
            name: value.strip() if isinstance(value, str) else value for name, value in asdict(self).items()
        }
