"""The receipt of an accepted file: one set of facts, as text, as a page to print and as JSON."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from kim import formats
from kim.datasets import Dataset, label_of, load_dataset
from kim.intake import senders
from kim.reading import NOT_THERE
from kim.stand.deliveries import EXAMPLE_NOTE
from kim.store import Receipt

BERLIN = ZoneInfo("Europe/Berlin")
BUILT_IN = {
    "weiteres_blatt": "Auch ein anderes Tabellenblatt enthält Daten",
    "aelter_als_vorhanden": "Der Auszug ist älter als ein vorhandener",
    "schon_eingereicht": "Genau diese Datei wurde schon einmal eingereicht",
}
VALUE = re.compile(r"»?\{\w+\}«?")  # what a sentence says of one file
LEADING = re.compile(r"^…: ")
CASES = re.compile(r": \{n\}.*")  # how many and which
SIGNS = {
    "decimal_mark": {",": "Dezimalkomma", ".": "Dezimalpunkt"},
    "date_order": {
        "TMJ": "Datum als Tag, Monat, Jahr",
        "MTJ": "Datum als Monat, Tag, Jahr",
        "JMT": "Datum als Jahr, Monat, Tag",
    },
    "dash": {"null": "ein Strich heißt genau null", "leer": "ein Strich heißt keine Angabe"},
}
STYLE = (
    "@page{size:A4;margin:20mm}body{font:11pt/1.45 sans-serif;color:#1b2126;max-width:170mm;margin:auto}"
    "h1{font-size:18pt;margin:0 0 4mm}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top;padding:2mm 3mm 2mm 0;border-bottom:1px solid #c9ced4}"
    "th{font-weight:600;width:48mm}td{overflow-wrap:anywhere}.example{font-weight:600}"
)


@dataclass(frozen=True)
class Quittung:
    """What a receipt says: label → text, in the order in which it is read; `record` is that for machines."""

    number: str
    facts: dict[str, str]
    reasons: dict[str, str]
    example: bool
    record: dict[str, object]

    @property
    def text(self) -> str:
        told = {"Quittung": self.number, **self.facts, "Begründungen": self._reasons}
        width = max(map(len, told)) + 1
        return "\n".join(f"{name:<{width}}{value}" for name, value in told.items())

    @property
    def html(self) -> str:
        """One page without scripts and without anything from elsewhere."""
        told = {"Quittung": self.number, **self.facts, "Begründungen": self._reasons}
        rows = "".join(
            f"<tr><th scope='row'>{_safe(n)}</th><td>{_safe(v)}</td></tr>" for n, v in told.items()
        )
        example = f"<p class='example'>{EXAMPLE_NOTE}</p>" if self.example else ""
        return (
            "<!doctype html><html lang='de'><head><meta charset='utf-8'>"
            f"<title>Quittung {_safe(self.number)}</title><style>{STYLE}</style></head><body>"
            f"<h1>Quittung über eine angenommene Datei</h1>{example}<table>{rows}</table>"
            "<p>KIM-Monitor. Die Prüfsumme (SHA-256) gehört zu genau dieser Datei.</p></body></html>"
        )

    @property
    def json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=2, default=str)

    @property
    def _reasons(self) -> str:
        return "\n".join(f"{what}: {reason}" for what, reason in self.reasons.items()) or "keine"


def quittung(receipt: Receipt, stand: str | None) -> Quittung:
    """The facts of a receipt; `stand` is the Stand in which the file counts, None before it is built."""
    dataset = load_dataset(receipt.dataset)
    facts = {
        "Datensatz": dataset.title,
        "Absender": f"{senders(dataset)[receipt.sender]} ({receipt.sender})",
        "Stichtag": formats.date(receipt.stichtag),
        "Datei": receipt.file_name,
        "Größe": f"{formats.number(receipt.size)} Bytes",
        "Prüfsumme (SHA-256)": receipt.sha256,
        "Zeilen": formats.number(receipt.rows),
        "Eingegangen": _when(receipt.received_at),
        "Zählt im Stand": stand or "noch in keinem",
        "Fassung der Regeln": receipt.rules,
        "Gelesen als": _lesart(receipt),
        "Bemerkung": receipt.note or "keine",
    }
    reasons: dict[str, str] = {}
    for code, reason in receipt.acknowledged.items():
        words = what_is_meant(dataset, code)
        reasons[f"{words} ({code})" if words in reasons else words] = reason
    record = asdict(receipt) | {"stand": stand}
    return Quittung(receipt.submission, facts, reasons, receipt.note == EXAMPLE_NOTE, record)


def what_is_meant(dataset: Dataset, code: str) -> str:
    """The kind of a finding in words: the sentence of its declaration with "…" for what differs by file."""
    declared = {check.code: check for check in (*dataset.checks, *dataset.comparisons, *dataset.outliers)}
    if code not in declared:
        return BUILT_IN.get(code, code)
    sentence = CASES.sub("", declared[code].message.partition(";")[0])
    words = LEADING.sub("", VALUE.sub("…", sentence)).strip(" .")
    return f"Nicht bestätigt: {declared[code].passed}" if words.startswith("…") else words


def _when(stamp: str) -> str:
    """ "12.02.2026, 09:14 Uhr (UTC 08:14)" """
    moment = datetime.fromisoformat(stamp)
    return f"{moment.astimezone(BERLIN):%d.%m.%Y, %H:%M} Uhr (UTC {moment:%H:%M})"


def _lesart(receipt: Receipt) -> str:
    """What the sender had said about reading the file, in words."""
    dataset, told = load_dataset(receipt.dataset), receipt.lesart
    columns = [
        _column(dataset.column(name).label, heading) for name, heading in told.get("columns", {}).items()
    ]
    codes = [
        f"»{spelling}« ist {_code(dataset, name, code)}"
        for name, spellings in told.get("codes", {}).items()
        for spelling, code in spellings.items()
    ]
    return "; ".join([*_lines(told), *columns, *codes, *_signs(told)]) or "wie die Datei es selbst sagt"


def _code(dataset: Dataset, name: str, code: str) -> str:
    lists = {column.name: column.codes for column in dataset.columns if column.codes}
    return label_of(lists[name], code) if name in lists else code


def _column(label: str, heading: str) -> str:
    return f"»{heading}« ist »{label}«" if heading != NOT_THERE else f"»{label}« steht nicht in der Datei"


def _lines(told: Mapping[str, object]) -> Iterator[str]:
    if "sheet" in told:
        yield f"Tabellenblatt »{told['sheet']}«"
    if "heading" in told:
        first, last = told["heading"]
        yield f"Überschrift in Zeile {first}" if first == last else f"Überschrift in Zeile {first} bis {last}"
    if "data_rows" in told:
        yield f"Daten sind auch Zeile {', '.join(map(str, told['data_rows']))}"


def _signs(told: Mapping[str, object]) -> Iterator[str]:
    for kind, words in SIGNS.items():
        if kind in told:
            yield words[told[kind]]


def _safe(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")
