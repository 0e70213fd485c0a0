"""How a file is to be read where it does not say so itself: what its sender has told or confirmed."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace

from kim.errors import KimError

NOT_THERE = ""  # as the heading of a column: the file does not have it, whatever it may look like
DECIMAL_MARKS = (",", ".")
DATE_ORDERS = ("TMJ", "MTJ", "JMT")
DASHES = ("null", "leer")


@dataclass(frozen=True)
class Lesart:
    """What is said about one file; None or empty where the file shall speak for itself.

    `sheet`         worksheet to read.
    `heading`       first and last line of the heading, counted as a spreadsheet does.
    `columns`       our column → the file's heading (`FileColumn.heading`), NOT_THERE where there is none.
    `codes`         our column → {spelling in the file → our code}.
    `decimal_mark`  "," or ".".
    `date_order`    one of DATE_ORDERS, for dates such as 01.02.03 or 01/02/2024.
    `dash`          what "-" means where a number is expected: "null" (exactly zero) or "leer" (not told).
    `data_rows`     lines that hold data although they look like sums, footnotes or headings.
    """

    sheet: str | None = None
    heading: tuple[int, int] | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    decimal_mark: str | None = None
    date_order: str | None = None
    dash: str | None = None
    data_rows: tuple[int, ...] = ()

    @property
    def lasting(self) -> "Lesart":
        """The part that holds for the next file of the same sender too: columns and codes."""
        return Lesart(columns=self.columns, codes=self.codes)

    def over(self, remembered: "Lesart") -> "Lesart":
        """This one, with the columns and codes of an earlier file where this one says nothing of them."""
        codes = {
            name: {**remembered.codes.get(name, {}), **self.codes.get(name, {})}
            for name in {**remembered.codes, **self.codes}
        }
        return replace(self, columns={**remembered.columns, **self.columns}, codes=codes)

    def as_dict(self) -> dict[str, object]:
        """What is said, without what is not: small in receipts and stable in the id of a submission."""
        return {name: value for name, value in asdict(self).items() if value not in (None, {}, ())}

    def as_json(self) -> str:
        return json.dumps(self.as_dict(), ensure_ascii=False, sort_keys=True, indent=2)


def load_lesart(text: str) -> Lesart:
    """A Lesart as `as_json` writes it; KimError that names every mistake of a file made by hand."""
    try:
        told = json.loads(text)
    except json.JSONDecodeError as error:
        raise KimError(f"Die Lesart ist kein JSON: Zeile {error.lineno}, Spalte {error.colno}.") from None
    return lesart_of(told)


def lesart_of(told: object) -> Lesart:
    """A Lesart of plain values; KimError where one of them is not what the field may hold."""
    known = {item.name for item in fields(Lesart)}
    if not isinstance(told, dict) or set(told) - known:
        raise KimError(f"Eine Lesart kennt nur die Angaben {', '.join(sorted(known))}.")
    given = {name: value for name, value in told.items() if value not in (None, [], {}, ())}
    wrong = [f"»{name}« muss {FORMS[name]} sein" for name, value in given.items() if not _FITS[name](value)]
    if wrong:
        raise KimError(f"Die Lesart ist nicht lesbar: {'; '.join(wrong)}.")
    return Lesart(
        **{name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    )


def _is_texts(value: object) -> bool:
    pairs = value.items() if isinstance(value, Mapping) else [(None, None)]
    return all(isinstance(text, str) for pair in pairs for text in pair)


def _is_codes(value: object) -> bool:
    return isinstance(value, Mapping) and all(map(_is_texts, value.values()))


def _is_lines(value: object) -> bool:
    whole = isinstance(value, list | tuple) and all(type(line) is int for line in value)
    return whole and all(line > 0 for line in value)


def _is_heading(value: object) -> bool:
    return _is_lines(value) and len(value) in (0, 2) and list(value) == sorted(value)


FORMS = {
    "sheet": "der Name eines Tabellenblatts",
    "heading": "eine Liste aus erster und letzter Zeile der Überschrift",
    "columns": "eine Zuordnung von Spalten zu Überschriften der Datei",
    "codes": "je Spalte eine Zuordnung von Schreibweisen zu Codes",
    "decimal_mark": "»,« oder ».«",
    "date_order": f"eins von {', '.join(DATE_ORDERS)}",
    "dash": f"eins von {', '.join(DASHES)}",
    "data_rows": "eine Liste von Zeilennummern",
}
_FITS: Mapping[str, Callable[[object], bool]] = {
    "sheet": lambda value: isinstance(value, str),
    "heading": _is_heading,
    "columns": _is_texts,
    "codes": _is_codes,
    "decimal_mark": lambda value: value in DECIMAL_MARKS,
    "date_order": lambda value: value in DATE_ORDERS,
    "dash": lambda value: value in DASHES,
    "data_rows": _is_lines,
}
