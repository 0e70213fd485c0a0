"""Lines of a file that are no data, each with its counter-example."""

import pytest

from tests.made_sheets import BESTAND, ROW, STELLEN, checked, codes, sheet_of

LEFT_OUT = {
    "Zeile mit Einheiten": [STELLEN, ";Datum;;VZÄ;VZÄ", ROW],
    "Zeile mit Spaltennummern": [STELLEN, "1;2;3;4;5", ROW],
    "Überschrift, die sich wiederholt": [STELLEN, ROW, STELLEN, "05382;30.09.2025;2;6;5"],
    "Summenzeile": [STELLEN, ROW, "Summe Kreis;;;4,5;3,5"],
    "Fußnote oder Vermerk unter der Tabelle": [STELLEN, ROW, "Quelle: eigene Erhebung;;;;"],
    "Zwischenüberschrift": [STELLEN, ROW, "Stellen beim freien Träger;;;;", "05382;30.09.2025;2;6;5"],
    "nichts in den Spalten, die übernommen werden": [
        f"{STELLEN};lfd.",
        f"{ROW};1",
        ";;;;;2",
        ";;;;;3",
        f"{ROW};4",
    ],
}


@pytest.mark.parametrize("why", LEFT_OUT)
def test_lines_that_are_no_data_are_left_out_and_told(why):
    sheet = sheet_of(*LEFT_OUT[why])
    assert {line.why for line in sheet.layout.left_out} == {why}
    assert set(sheet.cells["zeile"].to_pylist()).isdisjoint(line.row for line in sheet.layout.left_out)
    assert codes(sheet, "error") == []


@pytest.mark.parametrize("why", LEFT_OUT)
def test_the_sender_can_take_lines_back_in(why):
    rows = tuple(line.row for line in sheet_of(*LEFT_OUT[why]).layout.left_out)
    sheet = sheet_of(*LEFT_OUT[why], data_rows=rows)
    assert sheet.layout.left_out == ()
    assert why.startswith("nichts") or set(rows) <= set(sheet.cells["zeile"].to_pylist())


@pytest.mark.parametrize(
    "line",
    [
        ";30.09.2025;2;6;5",  # an incomplete record
        "05382;30.09.2025;;6;5",
        "1;30.09.2025;2;6;5",  # not all of it counts columns
        "3;2;1;6;5",
        "Köln;;;6;5",
        "05382;;;;",
    ],
)
def test_an_incomplete_or_wrong_record_stays_and_gives_its_finding(line, checker):
    sheet = sheet_of(STELLEN, line, ROW)
    assert sheet.layout.left_out == ()
    assert codes(checked(checker, sheet), "error")


def test_a_word_for_sums_that_is_a_code_is_no_sum(checker):
    lines = [
        BESTAND,
        "EBH-05382;01.07.2025;30.09.2025;gesamt;antrag;17",
        ";01.07.2025;30.09.2025;gesamt;antrag;3",
    ]
    sheet = sheet_of(*lines, dataset="bestand")
    assert sheet.layout.left_out == ()
    assert "pflichtfeld_leer" in codes(checked(checker, sheet, "bestand"))


def test_a_title_that_begins_like_a_sum_is_no_sum():
    heading = "Nr.;Gremium;gegeben am;Wortlaut;fällig am;Quelle"
    lines = [heading, ";Sozialausschuss;01.02.2024;Zusammen mit den Kreisen klären;;Protokoll"]
    assert sheet_of(*lines, dataset="zusagen").layout.left_out == ()


def test_a_sum_is_seen_wherever_its_word_stands():
    sheet = sheet_of(f"{STELLEN};Bemerkung", f"{ROW};gut", ";;;4,5;3,5;Summe:")
    assert [(line.row, line.why) for line in sheet.layout.left_out] == [(3, "Summenzeile")]


def test_empty_lines_are_no_news():
    sheet = sheet_of(STELLEN, ";;;;", ROW, "", ROW)
    assert (sheet.layout.left_out, sheet.cells["zeile"].to_pylist()) == ((), [3, 5])
