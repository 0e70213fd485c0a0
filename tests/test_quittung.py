"""A receipt says the same as text, as a page and as JSON, and nothing in it runs or comes from elsewhere."""

import json
import re
from html.parser import HTMLParser

import pytest

from kim.datasets import load_dataset, load_datasets
from kim.exports.quittung import quittung as receipt_of
from kim.exports.quittung import what_is_meant
from kim.intake import submit
from kim.reading import NOT_THERE, Lesart
from kim.reading.lesart import DASHES, DATE_ORDERS, DECIMAL_MARKS
from kim.stand.deliveries import EXAMPLE_NOTE
from kim.store import Receipt
from tests.handed_in import HANDED_IN, LAST_DAY, SENDERS, sample

HOSTILE = "<script>alert('x')</script> & \"Söhne\""
VOID = {"meta", "br"}


class Page(HTMLParser):
    """The page as a browser takes it: its tags, its attributes, the cells of its table, its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.cells: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag in ("th", "td"):
            self.cells.append("")
        if tag == "br":
            self.cells[-1] += "\n"
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data
        if self.open and self.open[-1] in ("th", "td"):
            self.cells[-1] += data

    @property
    def facts(self) -> dict[str, str]:
        return dict(zip(self.cells[::2], self.cells[1::2], strict=True))


def receipt(**changes: object) -> Receipt:
    told = {
        "submission": "faelle-05770-2025-12-31-0123456789ab",
        "dataset": "faelle",
        "sender": "05770",
        "stichtag": LAST_DAY,
        "file_name": "Fälle 2025.xlsx",
        "sha256": "ab" * 32,
        "size": 1234567,
        "rows": 4321,
        "received_at": "2026-02-12T08:14:00+00:00",
        "rules": "2",
    }
    return Receipt(**{**told, **changes})


@pytest.mark.parametrize("dataset_id", load_datasets())
def test_text_page_and_json_tell_the_same_facts(dataset_id):
    code = next(iter(load_dataset(dataset_id).checks)).code
    told = receipt_of(
        receipt(
            dataset=dataset_id, sender=SENDERS[dataset_id], acknowledged={code: "So ist es,\nauch morgen."}
        ),
        "2026-02-13",
    )
    read = json.loads(told.json)
    page = Page(told.html)
    reasons = "\n".join(f"{what}: {reason}" for what, reason in read["reasons"].items())
    assert page.facts == {"Quittung": read["number"], **read["facts"], "Begründungen": reasons}
    assert page.open == []
    for name, value in page.facts.items():
        assert re.search(rf"^{re.escape(name)} +{re.escape(value)}$", told.text, re.MULTILINE)


def test_what_a_receipt_says_is_said_as_people_write_it():
    facts = receipt_of(receipt(), None).facts
    assert facts["Absender"].endswith(" (05770)")
    assert (facts["Stichtag"], facts["Größe"], facts["Zeilen"]) == ("31.12.2025", "1.234.567 Bytes", "4.321")
    assert facts["Eingegangen"] == "12.02.2026, 09:14 Uhr (UTC 08:14)"
    assert (facts["Zählt im Stand"], facts["Bemerkung"]) == ("noch in keinem", "keine")
    assert (
        receipt_of(receipt(received_at="2026-07-12T08:14:00+00:00"), "2026-07-13")
        .facts["Eingegangen"]
        .startswith("12.07.2026, 10:14 Uhr")
    )


def test_nothing_from_a_sender_becomes_part_of_the_page():
    told = receipt_of(
        receipt(
            file_name=HOSTILE,
            note=HOSTILE,
            acknowledged={"schon_eingereicht": HOSTILE},
            lesart={"columns": {"fall_id": HOSTILE}, "codes": {"fallart": {HOSTILE: "case_management"}}},
        ),
        HOSTILE,
    )
    page = Page(told.html)
    assert set(page.tags) == {"html", "head", "meta", "title", "style", "body", "h1", "table", "tr", "th",
                              "td", "p"}  # fmt: skip
    assert [page.facts[name] for name in ("Datei", "Bemerkung", "Zählt im Stand")] == [HOSTILE] * 3
    assert page.facts["Gelesen als"].count(HOSTILE) == 2
    assert page.facts["Begründungen"].endswith(HOSTILE)


def test_the_page_is_german_and_needs_nothing_from_elsewhere():
    page = receipt_of(receipt(), None).html
    assert page.startswith("<!doctype html><html lang='de'>")
    assert "script" not in page.lower()
    assert not re.search(r"https?:|//|@import|url\(|\bsrc=|\bhref=|<link|\son\w+=", page)
    assert {name for name, _ in Page(page).attributes} <= {"lang", "charset", "scope", "class"}


def test_example_files_say_so_in_every_form_and_others_in_none(store):
    for note, example in ((EXAMPLE_NOTE, True), ("", False), ("Nachtrag", False)):
        told = receipt_of(receipt(note=note), None)
        assert EXAMPLE_NOTE == "Beispieldaten (erfunden)"
        assert [EXAMPLE_NOTE in form for form in (told.text, told.html, told.json)] == [example] * 3
        assert json.loads(told.json)["example"] is example
        assert ("class='example'" in told.html) is example


def test_a_real_receipt_of_the_store_is_told(store):
    stored = submit(store, sample("stellen", note=EXAMPLE_NOTE), HANDED_IN)
    told = receipt_of(stored, None)
    assert told.facts["Prüfsumme (SHA-256)"] == stored.sha256
    assert (told.number, told.facts["Datei"]) == (stored.submission, "stellen.csv")
    assert Page(told.html).facts["Gelesen als"] == "wie die Datei es selbst sagt"
    assert receipt_of(stored, None).html == told.html


def test_every_answer_about_reading_is_told():
    lesart = Lesart(
        sheet="Meldung", heading=(3, 4), columns={"fall_id": "Kürzel", "zugang": NOT_THERE},
        codes={"fallart": {"CM": "x"}}, decimal_mark=",", date_order="TMJ", dash="leer", data_rows=(17,),
    )  # fmt: skip
    told = receipt_of(receipt(lesart=lesart.as_dict()), None).facts["Gelesen als"]
    assert told == (
        "Tabellenblatt »Meldung«; Überschrift in Zeile 3 bis 4; Daten sind auch Zeile 17; »Kürzel« ist »Fall"
        " (Pseudonym)«; »Zugang über« steht nicht in der Datei; »CM« ist x; Dezimalkomma; Datum als Tag,"
        " Monat, Jahr; ein Strich heißt keine Angabe"
    )


@pytest.mark.parametrize(
    ("field", "values"), [("decimal_mark", DECIMAL_MARKS), ("date_order", DATE_ORDERS), ("dash", DASHES)]
)
def test_every_sign_has_words(field, values):
    told = {receipt_of(receipt(lesart={field: value}), None).facts["Gelesen als"] for value in values}
    assert len(told) == len(values)


@pytest.mark.parametrize("dataset_id", load_datasets())
def test_every_kind_of_warning_is_told_in_words(dataset_id):
    dataset = load_dataset(dataset_id)
    for declared in (*dataset.checks, *dataset.comparisons, *dataset.outliers):
        words = what_is_meant(dataset, declared.code)
        assert words
        assert not set(words) & set("{}")
        assert not words.endswith(".")


def test_a_kind_of_warning_is_a_whole_sentence_without_what_differs_by_file():
    faelle, bestand = load_dataset("faelle"), load_dataset("bestand")
    assert what_is_meant(faelle, "abschluss_weg") == (
        "In Ihrer letzten Datei war der Fall am … abgeschlossen, jetzt läuft er wieder"
    )
    assert what_is_meant(faelle, "faelle_verschwunden") == "Fälle Ihrer letzten Datei, die in dieser fehlen"
    assert what_is_meant(bestand, "bestand_sprunghaft").startswith("Nicht bestätigt: Bestand, Eingänge")
    assert what_is_meant(faelle, "schon_eingereicht") == ("Genau diese Datei wurde schon einmal eingereicht")


def test_the_json_has_the_facts_for_machines_too():
    stored = receipt(acknowledged={"faelle_verschwunden": "Gelöscht."}, lesart={"decimal_mark": ","})
    record = json.loads(receipt_of(stored, "2026-02-13").json)["record"]
    assert (record["size"], record["rows"], record["stichtag"]) == (1234567, 4321, "2025-12-31")
    assert (record["sha256"], record["received_at"]) == ("ab" * 32, "2026-02-12T08:14:00+00:00")
    assert (record["acknowledged"], record["stand"]) == ({"faelle_verschwunden": "Gelöscht."}, "2026-02-13")


def test_no_reason_is_lost_where_two_kinds_have_the_same_words():
    told = receipt_of(receipt(acknowledged={"neu": "a", "neu (x)": "b", "schon_eingereicht": "c"}), None)
    assert list(told.reasons.values()) == ["a", "b", "c"]


def test_codes_are_told_by_what_they_mean():
    lesart = {"codes": {"fallart": {"Begleitung": "case_management"}}}
    assert receipt_of(receipt(lesart=lesart), None).facts["Gelesen als"] == "»Begleitung« ist Case Management"
