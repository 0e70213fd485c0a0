"""What unknown headings and spellings probably mean, and what is shown of a column: never a person."""

from decimal import Decimal

import pytest

from kim.reading import NOT_THERE
from tests.made_sheets import ANTRAEGE, FAELLE, ROW, STELLEN, checked, codes, sheet_of

# --- columns


def test_an_unknown_heading_is_proposed_and_read_once_it_is_confirmed(checker):
    lines = ["Vorgang;Behörde;Anliegen des Antrags;Antrag eingegangen am", "E-1;EBH-05382;stag_10;01.02.2024"]
    sheet = sheet_of(*lines, dataset="antraege")
    proposed = {p.name: p.heading for p in sheet.layout.column_proposals}
    assert proposed == {"anliegen": "Anliegen des Antrags", "eingang_am": "Antrag eingegangen am"}
    assert "anliegen" not in sheet.headings
    remedies = [issue.remedy for issue in sheet.issues if issue.code == "spalte_fehlt"]
    assert any("»Anliegen des Antrags«" in remedy for remedy in remedies)
    confirmed = sheet_of(*lines, dataset="antraege", columns=proposed)
    assert codes(checked(checker, confirmed, "antraege")) == []
    assert {c.how for c in confirmed.layout.columns if c.name in proposed} == {"bestätigt"}
    assert confirmed.layout.column_proposals == ()


def test_content_speaks_against_a_heading():
    lines = ["Vorgang;Behörde;Anliegen;Antrag eingegangen am", "E-1;EBH-05382;stag_10;Zimmer 17"]
    assert sheet_of(*lines, dataset="antraege").layout.column_proposals == ()


@pytest.mark.parametrize("heading", ["Bemerkung", "Zimmer", "Haushaltsstelle", "Sachgebiet"])
def test_nothing_is_proposed_for_what_is_like_nothing(heading):
    assert sheet_of(f"{STELLEN};{heading}", f"{ROW};4711").layout.column_proposals == ()


def test_each_column_is_proposed_once():
    heading = "Kreis;Stichtag;Förderbaustein Nr 1;Förderbaustein Nr 2;Besetzt"
    proposals = sheet_of(heading, "05382;30.09.2025;1;2;3,5").layout.column_proposals
    assert [p.name for p in proposals].count("baustein") == 1


def test_a_file_without_any_known_heading_can_be_mapped(checker):
    lines = ["Gebiet;zum;Teil;Plan;Haben", ROW]
    sheet = sheet_of(*lines)
    assert [c.samples for c in sheet.layout.columns] == [
        ("05382",),
        ("30.09.2025",),
        ("1",),
        ("4,5",),
        ("3,5",),
    ]
    assert "leere_datei" not in codes(sheet)
    told = {"kreis_id": "Gebiet", "stichtag": "zum", "baustein": "Teil", "besetzt_vzae": "Haben"}
    assert codes(checked(checker, sheet_of(*lines, columns=told)), "error") == []


def test_what_is_confirmed_goes_before_what_is_known(checker):
    told = {"besetzt_vzae": "Haben"}
    sheet = sheet_of(f"{STELLEN};Haben", f"{ROW};2,5", columns=told)
    assert sheet.headings["besetzt_vzae"] == "Haben"
    assert checked(checker, sheet).rows["besetzt_vzae"].to_pylist() == [Decimal("2.5")]


def test_a_column_can_be_said_not_to_be_there():
    sheet = sheet_of(STELLEN, ROW, columns={"besetzt_vzae": NOT_THERE})
    assert "besetzt_vzae" not in sheet.headings
    assert "besetzt_vzae" not in {p.name for p in sheet.layout.column_proposals}


def test_remembered_headings_that_the_file_does_not_have_are_not_used():
    assert (
        sheet_of(STELLEN, ROW, columns={"besetzt_vzae": "Haben"}).headings["besetzt_vzae"] == "Besetzt (VZÄ)"
    )


# --- spellings of codes


def test_an_unknown_spelling_is_proposed_and_read_once_it_is_confirmed(checker):
    lines = [ANTRAEGE, *[f"E-{i};EBH-05382;stag_10;01.02.2024;01.06.2024;erledigt – positiv" for i in (1, 2)]]
    sheet = sheet_of(*lines, dataset="antraege")
    [proposal] = sheet.layout.code_proposals
    assert (proposal.name, proposal.count, proposal.code) == ("entscheidung", 2, "positiv")
    assert codes(checked(checker, sheet, "antraege"), "error") == ["code_unbekannt"]
    confirmed = sheet_of(*lines, dataset="antraege", codes={"entscheidung": {proposal.spelling: "positiv"}})
    found = checked(checker, confirmed, "antraege")
    assert (codes(found), found.rows["entscheidung"].to_pylist()) == ([], ["positiv"] * 2)
    assert confirmed.layout.code_proposals == ()


@pytest.mark.parametrize("spelling", ["nicht positiv", "qwertz"])
def test_a_spelling_like_nothing_is_listed_without_a_code(spelling):
    line = f"E-1;EBH-05382;stag_10;01.02.2024;01.06.2024;{spelling}"
    [proposal] = sheet_of(ANTRAEGE, line, dataset="antraege").layout.code_proposals
    assert (proposal.spelling, proposal.code) == (spelling, None)


ALIKE = {  # spelling → code and whether it is chosen beforehand
    "Kurzberatg.": ("kurzberatung", True),
    "case managment": ("case_management", True),
    "Beratung kurz": ("kurzberatung", True),
    "Begleitung": ("kurzberatung", False),
    "Case-Mgmt": ("case_management", False),
    "Ziele vollständig erreicht": ("Z1", True),
    "Ziele teilw. erreicht": ("Z1", False),  # "teilweise" is another code
    "verzogen": ("T1", False),
}


@pytest.mark.parametrize("spelling", ALIKE)
def test_only_what_is_very_like_one_code_alone_is_sure(spelling):
    closed = spelling in ("Ziele vollständig erreicht", "Ziele teilw. erreicht", "verzogen")
    kind, end = ("CM", spelling) if closed else (spelling, "")
    lines = [f"{FAELLE};Abschlussart", f"F-1;05382;{kind};01.02.2024;01.03.2024;{end}"]
    [proposal] = sheet_of(*lines, dataset="faelle").layout.code_proposals
    assert (proposal.code, proposal.sure) == ALIKE[spelling]


def test_what_is_denied_is_like_nothing_that_is_not_and_the_other_way_round():
    """ "und" denies nothing, although it begins like what does."""
    lines = ["Fall;Kreis;Ziel-Nr.;Handlungsfeld;Vereinbart am;Status"]
    lines += [
        "F-1;05382;1;Arbeit und Ausbildung;01.02.2024;offen",
        "F-1;05382;2;unklare Arbeit;01.02.2024;offen",
    ]
    proposals = sheet_of(*lines, dataset="ziele").layout.code_proposals
    assert [(p.spelling, p.code is not None, p.sure) for p in proposals] == [
        ("Arbeit und Ausbildung", True, False), ("unklare Arbeit", False, False),
    ]  # fmt: skip


def test_a_spelling_said_to_be_what_is_no_code_stays_unknown(checker):
    line = "E-1;EBH-05382;stag_10;01.02.2024;01.06.2024;fertig"
    sheet = sheet_of(ANTRAEGE, line, dataset="antraege", codes={"entscheidung": {"fertig": "erfunden"}})
    assert codes(checked(checker, sheet, "antraege"), "error") == ["code_unbekannt"]
    assert [p.spelling for p in sheet.layout.code_proposals] == ["fertig"]


# --- samples never name a person


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Nachname", "Yılmaz"),
        ("Bearbeitung durch", "Anna Müller"),
        ("Kontakt", "a.mueller@example.org"),
        ("Rückruf", "0228 123456"),
        ("Nummer", "1203 4567 8901"),
        ("wohnt", "Hauptstraße 5"),
    ],
)
def test_columns_that_may_name_a_person_have_no_samples(heading, value):
    sheet = sheet_of(f"{FAELLE};{heading}", f"F-1;05382;CM;01.02.2024;;{value}", dataset="faelle")
    assert sheet.layout.columns[-1].samples == ()


def test_a_name_below_a_group_heading_is_personal_too():
    lines = ["Fall;Kreis;Fallart;Verlauf;;Klient;", ";;;Aufnahme am;Abschluss am;Nachname;Vorname"]
    sheet = sheet_of(*lines, "F-1;05382;CM;01.02.2024;;Müller;Anna", dataset="faelle")
    assert codes(sheet).count("personenbezug") == 2


def test_other_columns_show_their_first_three_values():
    rows = [f"05382;30.09.2025;1;{number};" for number in (1, 1, 2, 3, 4)]
    assert sheet_of(STELLEN, *rows).layout.columns[3].samples == ("1", "2", "3")
    assert sheet_of(f"{STELLEN};Ort", f"{ROW};Rhein-Sieg-Kreis").layout.columns[5].samples
