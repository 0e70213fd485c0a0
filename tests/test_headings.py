"""Which lines and which worksheet of a file are read, and what its headings mean."""

from decimal import Decimal

import pytest

from tests.made_sheets import ROW, STELLEN, book, checked, codes, sheet_of, sheet_of_book


def test_merged_group_headings_are_read_with_what_they_group(checker):
    rows = [
        ["Meldung", "", "", "", "", "", "", ""],
        ["Behörde", "Zeitraum", "", "Anliegen", "Zähleinheit", "Erledigt", "", "Bemerkung"],
        ["", "von", "bis", "", "", "positiv", "abgelehnt", ""],
        ["EBH-05382", "01.07.2025", "30.09.2025", "gesamt", "antrag", 6, 2, "gut"],
    ]
    merged = [
        (0, 0, 0, 7),
        (1, 0, 2, 0),
        (1, 1, 1, 2),
        (1, 3, 2, 3),
        (1, 4, 2, 4),
        (1, 5, 1, 6),
        (1, 7, 2, 7),
    ]
    sheet = sheet_of_book(book(rows, merged), "bestand")
    assert sheet.layout.heading == (2, 3)
    assert [(c.letter, c.heading, c.name) for c in sheet.layout.columns] == [
        ("A", "Behörde", "behoerde_id"),
        ("B", "Zeitraum von", "zeitraum_von"),
        ("C", "Zeitraum bis", "zeitraum_bis"),
        ("D", "Anliegen", "anliegen"),
        ("E", "Zähleinheit", "zaehleinheit"),
        ("F", "Erledigt positiv", "erledigt_positiv"),
        ("G", "Erledigt abgelehnt", "erledigt_abgelehnt"),
        ("H", "Bemerkung", None),
    ]
    [row] = checked(checker, sheet, "bestand").rows.to_pylist()
    assert (row["erledigt_positiv"], row["erledigt_abgelehnt"]) == (6, 2)


def test_units_below_a_heading_belong_to_it():
    sheet = sheet_of("Kreis;Stichtag;Baustein;Zugewiesen;Besetzt", ";;;(VZÄ);(VZÄ)", ROW)
    assert set(sheet.headings) == {"kreis_id", "stichtag", "baustein", "zugewiesen_vzae", "besetzt_vzae"}
    assert sheet.cells["zeile"].to_pylist() == [3]


def test_headings_over_two_lines_may_come_again():
    lines = ["Kreis;Stichtag;Baustein;Stellen;", ";;;zugewiesen;besetzt"]
    sheet = sheet_of(*lines, ROW, *lines, "05382;30.09.2025;2;4;3")
    assert sheet.layout.heading == (1, 2)
    assert sheet.cells["zeile"].to_pylist() == [3, 6]
    assert {line.why for line in sheet.layout.left_out} == {"Überschrift, die sich wiederholt"}


def test_parts_that_could_mean_a_column_twice_mean_none():
    sheet = sheet_of(
        "Kreis;Stichtag;Baustein;Plan;;Haushalt;", ";;;Besetzt;Notiz;Besetzt;Notiz", f"{ROW};1;2"
    )
    assert set(sheet.headings) == {"kreis_id", "stichtag", "baustein"}
    assert "spalte_doppelt" not in codes(sheet)


@pytest.mark.parametrize(
    "heading",
    [
        "Zuge-\nwiesen",
        "ZUGEWIESEN [VZÄ]",
        "Zugewiesen, VZÄ",
        "Zugewiesen 1)",
        "Zugewiesen²",
        "zugewiesen in VZAE",
    ],
)
def test_headings_are_known_however_they_are_set(heading):
    sheet = sheet_of(f'Kreis;Stichtag;Baustein;"{heading}";Besetzt', ROW)
    assert "zugewiesen_vzae" in sheet.headings


def test_umlauts_may_be_two_letters():
    sheet = sheet_of("Kreis;Stichtag;Baustein;Anstellungstraeger;Besetzt", "05382;30.09.2025;1;Kreis;3")
    assert "anstellungstraeger" in sheet.headings


def test_doubled_and_missing_headings_get_names_of_their_own():
    sheet = sheet_of(f"{STELLEN};Notiz;;Notiz", f"{ROW};a;b;c")
    assert [c.heading for c in sheet.layout.columns[5:]] == [
        "Notiz (Spalte F)", "G (ohne Überschrift)", "Notiz (Spalte H)",
    ]  # fmt: skip


def test_a_note_above_the_table_is_no_heading():
    sheet = sheet_of("Kreis;Euskirchen;;;", ";;;;", "Gebiet;zum;Teil;Plan;Haben", ROW)
    assert sheet.layout.heading == (3, 3)


def test_a_row_with_a_word_that_is_also_a_heading_is_no_heading():
    lines = ["Gebiet;zum;Teil;Anstellung", "05382;30.09.2025;1;Kreis", "05382;30.09.2025;2;Kreis"]
    assert sheet_of(*lines).layout.heading == (1, 1)


def test_the_sender_can_tell_the_heading_lines():
    lines = [STELLEN, STELLEN.replace("Besetzt", "Bemerkung"), ROW]
    assert sheet_of(*lines, heading=(2, 2)).layout.heading == (2, 2)
    assert "besetzt_vzae" not in sheet_of(*lines, heading=(2, 2)).headings


def test_a_heading_beyond_the_file_does_not_crash():
    assert sheet_of(STELLEN, ROW, heading=(50, 60)).issues


def test_cells_merged_over_rows_hold_for_each_of_them_but_numbers_do_not(checker):
    rows = [
        STELLEN.split(";"),
        ["05382", "30.09.2025", "1", 4.5, 3.5],
        ["", "", "2", "", 1],
    ]
    sheet = sheet_of_book(book(rows, [(1, 0, 2, 0), (1, 1, 2, 1), (1, 3, 2, 3)]))
    found = checked(checker, sheet)
    assert codes(found) == ["verbundene_zellen"] * 2
    assert [(row["kreis_id"], row["zugewiesen_vzae"]) for row in found.rows.to_pylist()] == [
        ("05382", Decimal("4.5")), ("05382", None),
    ]  # fmt: skip


# --- worksheets


def test_of_several_worksheets_the_fitting_one_is_read_and_the_others_are_named():
    content = book([], sheets={"Info": [["Bitte ausfüllen"]], "Q3": [STELLEN.split(";"), ROW.split(";")]})
    sheet = sheet_of_book(content)
    assert (sheet.layout.sheet, sheet.layout.sheets) == ("Q3", ("Info", "Q3"))
    assert codes(sheet) == []


def test_the_sender_chooses_among_worksheets_with_data():
    content = book([], sheets={name: [STELLEN.split(";"), ROW.split(";")] for name in ("Q2", "Q3")})
    assert codes(sheet_of_book(content)) == ["weiteres_blatt"]
    chosen = sheet_of_book(content, sheet="Q3")
    assert (chosen.layout.sheet, codes(chosen)) == ("Q3", [])
    assert codes(sheet_of_book(content, sheet="Q9"))[0] == "blatt_fehlt"


def test_the_list_of_a_korrekturmappe_is_no_worksheet():
    data = [STELLEN.split(";"), ROW.split(";")]
    content = book([], sheets={"Korrekturen": [["Korrekturliste zu datei.xlsx"], *data], "Meldung": data})
    sheet = sheet_of_book(content)
    assert (sheet.layout.sheets, codes(sheet)) == (("Meldung",), [])
