"""The id of a number: indicator, selection and Stand in one line that leads back to all of them."""

from urllib.parse import parse_qsl, urlencode

from kim.errors import KimError
from kim.stand.selection import Selection

BY, SAME = "nach", "gleiche_einheiten"
SPAN = ".."
ENDS = tuple(f"{year}-{end}" for year in range(2000, 2100) for end in ("03-31", "06-30", "09-30", "12-31"))
PLACES = {day: place for place, day in enumerate(ENDS)}


def trace_id(indicator_id: str, selection: Selection, stand_id: str) -> str:
    """ "bestand?art=EBH&berichtstermin=2025-12-31&nach=altersband@2025-12-31-m00000054-ab12cd34".

    Three and more quarters in a row are told by the first and the last: "quartal=2025-03-31..2025-12-31".
    """
    told = [(name, value) for name in sorted(selection.where) for value in _spanned(selection.where[name])]
    told += [(BY, name) for name in selection.by] + [(SAME, "ja")] * selection.same_units
    query = f"?{urlencode(told)}" if told else ""
    return f"{indicator_id}{query}@{stand_id}"


def parse_trace(text: str) -> tuple[str, Selection, str]:
    """Indicator, selection and Stand of an id; KimError for what is none.

    Blanks and line ends that came in where the id was copied from are no part of it.
    """
    asked, at, stand_id = "".join(text.split()).rpartition("@")
    indicator_id, _, query = asked.partition("?")
    if not at or not indicator_id or not stand_id:
        raise _no_trace(text)
    where: dict[str, tuple[str, ...]] = {}
    for name, value in _pairs(query, text):
        where[name] = (*where.get(name, ()), *_quarters(value))
    by, same = where.pop(BY, ()), where.pop(SAME, ())
    return indicator_id, Selection(by, where, bool(same)), stand_id


def _spanned(values: tuple[str, ...]) -> tuple[str, ...]:
    first = PLACES.get(values[0]) if len(values) > 2 else None
    in_a_row = first is not None and values == ENDS[first : first + len(values)]
    return (f"{values[0]}{SPAN}{values[-1]}",) if in_a_row else values


def _quarters(value: str) -> tuple[str, ...]:
    first, _, last = value.partition(SPAN)
    known = {first, last} <= PLACES.keys()
    return (ENDS[PLACES[first] : PLACES[last] + 1] if known else ()) or (value,)


def _pairs(query: str, text: str) -> list[tuple[str, str]]:
    """Names and values; a part that is damaged would silently widen the selection."""
    try:
        return parse_qsl(query, keep_blank_values=True, strict_parsing=True, errors="strict") if query else []
    except ValueError:
        raise _no_trace(text) from None


def _no_trace(text: str) -> KimError:
    return KimError(
        f"»{text[:80]}« ist keine Kennung. Erwartet wird Kennzahl?Auswahl@Stand, wie sie am Bild steht;"
        " auf der Kommandozeile in Anführungszeichen."
    )
