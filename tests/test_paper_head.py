"""The head of a paper is typed in, nothing of it is invented; what stops a paper is said with its place."""

from dataclasses import replace

import pytest

from kim.errors import KimError
from kim.exports.paper import Consultation, Head, consultations, paper, picture
from kim.exports.paper.checking import cleaned
from kim.topics.parts import Answer, Figure
from kim.topics.report import Chapter
from tests.made_papers import HEAD, made_charts, small, small_report
from tests.reading_paper import read, said, tagged, written

COLUMNS = ("Gremium", "Sitzungstermin", "Zuständigkeit")


# The head is typed in, and nothing in it is invented.


def test_the_head_of_a_kreis_stands_in_its_order() -> None:
    text = said(small())
    typed = (HEAD.art, HEAD.nummer, HEAD.status, HEAD.federfuehrung, HEAD.datum, HEAD.betreff)
    places = [text.index(word) for word in typed]
    assert places == sorted(places)
    assert tagged(small(), "/H1") == [
        "Beratungsfolge", "Beschlussvorschlag", "Finanzielle Auswirkungen", "Sachverhalt", "Anlagen",
    ]  # fmt: skip
    rows = next(found.rows for found in read(small()) if found.tag == "/Table")
    assert rows[:2] == (COLUMNS, ("Sozialausschuss", "16.04.2024", "Kenntnisnahme"))


def test_typed_text_never_becomes_markup() -> None:
    assert HEAD.betreff in said(small())


def test_an_empty_head_is_lines_to_fill_in_over_the_report_on_the_first_page() -> None:
    blob = paper(small_report())
    first = said(blob)[: said(blob).index("Sachverhalt")].split("\n")
    labels = {"Art der Vorlage", "Vorlage Nr.", "Status (öffentlich oder nicht öffentlich)", "Datum"}
    labels |= {"Federführung", "Betreff", "Beratungsfolge (Gremium, Sitzungstermin, Zuständigkeit)"}
    labels |= {"Beschlussvorschlag", "Finanzielle Auswirkungen (Haushalt und Stellenplan)", ""}
    assert set(first) == labels
    assert "Elf von 18 Stellen sind besetzt." in written(blob)[0]


def test_what_is_typed_has_its_heading_and_what_is_not_its_line() -> None:
    blob = paper(small_report(Answer("Nichts.")), Head(beschlussvorschlag="Kenntnisnahme."))
    assert tagged(blob, "/H1") == ["Beschlussvorschlag", "Sachverhalt", "Anlagen"]
    assert "Finanzielle Auswirkungen (Haushalt und Stellenplan)" in tagged(blob, "/P")


def test_a_report_to_the_landtag_is_addressed_to_its_committee() -> None:
    head = replace(HEAD, form="landtag", beschlussvorschlag="", finanzielle_auswirkungen="", art="")
    blob = paper(small_report(), head)
    assert "An die Präsidentin oder den Präsidenten des Landtags Nordrhein-Westfalen" in said(blob)
    assert "Schriftlicher Bericht" in said(blob)
    assert tagged(blob, "/H1") == ["Sachverhalt", "Anlagen"]


# What keeps a paper from being set is said with its place.


@pytest.mark.parametrize(
    "field, place", [("betreff", "Betreff"), ("beschlussvorschlag", "Beschlussvorschlag")]
)
def test_a_sign_no_font_has_stops_the_paper_and_is_named_with_its_place(field: str, place: str) -> None:
    with pytest.raises(KimError, match=rf"»😀« \(U\+1F600\)\. Stelle: {place}"):
        paper(small_report(), replace(HEAD, **{field: "Sehr gut 😀"}))


def test_a_sign_in_a_note_is_named_with_its_picture() -> None:
    chart = replace(made_charts()["field_bars"], notes=("Anmerkung der meldenden Stelle: 中",))
    with pytest.raises(KimError, match="Zielerreichungsquote – Rhein-Sieg-Kreis – Anmerkungen"):
        paper(small_report(Figure(chart)))
    with pytest.raises(KimError, match="U\\+4E2D"):
        picture(replace(chart, notes=("中",)), "png")


def test_a_picture_without_words_stops_the_paper() -> None:
    chart = replace(made_charts()["field_bars"], sentence=" ")
    with pytest.raises(KimError, match="keinen beschreibenden Satz"):
        paper(small_report(Figure(chart)))


def test_an_empty_report_makes_no_paper() -> None:
    empty = replace(small_report(), chapters=(Chapter("stellen", "Stellen", ()),))
    with pytest.raises(KimError, match="keinen Inhalt"):
        paper(empty)


@pytest.mark.parametrize(
    "typed, clean",
    [
        ("a\u0308", "ä"),
        ("Stadt\u00ad\u200bteil\ufe0f", "Stadtteil"),
        ("a\tb\r\nc", "a b\nc"),
        ("KIM\u2011Stelle\x07", "KIM-Stelle"),
    ],
)
def test_typed_text_is_cleaned_first(typed: str, clean: str) -> None:
    assert cleaned(typed) == clean


def test_the_beratungsfolge_is_typed_line_by_line() -> None:
    told = "Ausschuss; 10.02.2026; Kenntnisnahme\n\n Kreistag ;26.03.2026\nRat; ; Beschluss; nichtöffentlich"
    assert consultations(told) == (
        Consultation("Ausschuss", "10.02.2026", "Kenntnisnahme"),
        Consultation("Kreistag", "26.03.2026"),
        Consultation("Rat", "", "Beschluss; nichtöffentlich"),
    )
    assert consultations(" \n;;\n") == ()
