"""Texts before they are set: unseen signs go, signs that no font has are named with their place."""

import re
import unicodedata
from collections.abc import Iterator

from kim.errors import KimError
from kim.exports.paper import fonts

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\uffff]"
)
EVEN = {"\t": " ", "\r\n": "\n", "\r": "\n", "\u2010": "-", "\u2011": "-", "\u2003": " ", "\u2002": " "}
SHOWN = 40  # characters of a text that is quoted


def cleaned(text: str) -> str:
    """A text as it can be set: composed letters, no control signs, plain line ends and hyphens."""
    for odd, even in EVEN.items():
        text = text.replace(odd, even)
    return UNSEEN.sub("", unicodedata.normalize("NFC", text))


def checked(data: dict[str, object]) -> dict[str, object]:
    """The data with clean texts; KimError for the first sign that cannot be set, with its place."""
    clean = _cleaned(data)
    for place, text in _texts(clean, ()):
        lacking = fonts.missing(text)
        if lacking:
            raise KimError(_said(place, text, lacking))
    return clean


def _cleaned(data: object) -> object:
    if isinstance(data, str):
        return cleaned(data)
    if isinstance(data, dict):
        return {name: _cleaned(part) for name, part in data.items()}
    return [_cleaned(part) for part in data] if isinstance(data, list | tuple) else data


def _texts(data: object, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text with the names of the places it lies in, as `named` gives them."""
    if isinstance(data, str):
        yield place, data
    elif isinstance(data, dict):
        here = (*place, str(data["named"])) if "named" in data else place
        for name, part in data.items():
            yield from _texts(part, (*here, *FIELDS.get(name, ())))
    elif isinstance(data, list):
        for part in data:
            yield from _texts(part, place)


FIELDS = {
    "nummer": ("Vorlage Nr.",),
    "art": ("Art der Vorlage",),
    "status": ("Status",),
    "federfuehrung": ("Federführung",),
    "datum": ("Datum",),
    "betreff": ("Betreff",),
    "beratungsfolge": ("Beratungsfolge",),
    "beschlussvorschlag": ("Beschlussvorschlag",),
    "finanzielle_auswirkungen": ("Finanzielle Auswirkungen",),
    "sentence": ("Satz",),
    "notes": ("Anmerkungen",),
    "rows": ("Tabelle",),
    "scene": ("Zeichnung",),
}


def _said(place: tuple[str, ...], text: str, lacking: str) -> str:
    signs = ", ".join(f"»{sign}« (U+{ord(sign):04X})" for sign in lacking)
    where = " – ".join(dict.fromkeys(place)) or "Text"
    at = max(text.find(lacking[0]) - SHOWN // 2, 0)
    return (
        f"Im Papier kann ein Zeichen nicht gesetzt werden, das die Schrift nicht hat: {signs}. "
        f"Stelle: {where}, »{text[at : at + SHOWN]}«. Bitte dort durch Buchstaben ersetzen."
    )
