"""What is said of how a file was read: questions, lines left out, proposals, and the sender's corrections."""

import io
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter

from kim.checking import Checker, Context
from kim.checking.check import Checked
from kim.datasets import load_dataset
from kim.errors import KimError
from kim.reading import NOT_THERE, Lesart, Sheet, lesart_of, load_lesart, read

DAY = date(2025, 9, 30)
STELLEN = "Kreis;Stichtag;Baustein;Zugewiesen (VZÄ);Besetzt (VZÄ)"
ANTRAEGE = "Vorgang;Behörde;Anliegen;Eingang am;Entscheidung am;Entscheidung"
FAELLE = "Fall;Kreis;Fallart;Aufnahme am;Abschluss am"
BESTAND = "Behörde;Zeitraum von;Zeitraum bis;Anliegen;Zähleinheit;Bestand am Ende"
SENDERS = {"stellen": "05382", "antraege": "EBH-05382", "faelle": "05382", "bestand": "EBH-05382"}
ROW = "05382;30.09.2025;1;4,5;3,5"


@pytest.fixture(scope="module")
def checker():
    return Checker()


def sheet_of(*lines: str, dataset: str = "stellen", **told: object) -> Sheet:
    return read("\n".join(lines).encode(), "datei.csv", load_dataset(dataset), Lesart(**told))


def checked(checker: Checker, sheet: Sheet, dataset: str = "stellen") -> Checked:
    context = Context(SENDERS[dataset], DAY, DAY.replace(month=10))
    return checker.check(sheet, load_dataset(dataset), context)


def codes(found: Sheet | Checked, severity: str | None = None) -> list[str]:
    return [issue.code for issue in found.issues if severity in (None, issue.severity)]


def book(rows: list[list[object]], merged: list[tuple] = (), sheets: dict[str, list] | None = None) -> bytes:
    """A workbook with one worksheet, merged ranges as (first row, first column, last row, last column)."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "dd.mm.yyyy"})
    for name, cells in (sheets or {"Meldung": rows}).items():
        sheet = workbook.add_worksheet(name)
        for line, row in enumerate(cells):
            sheet.write_row(line, 0, row)
        for top, left, bottom, right in merged:
            sheet.merge_range(top, left, bottom, right, rows[top][left])
    workbook.close()
    return buffer.getvalue()


def sheet_of_book(content: bytes, dataset: str = "stellen", **told: object) -> Sheet:
    return read(content, "datei.xlsx", load_dataset(dataset), Lesart(**told))


# --- questions: open ones are asked and refused, answered ones are read


def test_a_number_that_may_be_a_thousand_is_asked_once_and_read_when_answered(checker):
    lines = [STELLEN, "05382;30.09.2025;1;1.234;", "05382;30.09.2025;2;2.500;"]
    sheet = sheet_of(*lines)
    assert codes(sheet) == ["zahlformat_unklar"]
    [question] = sheet.layout.questions
    assert (question.field, question.flag) == ("decimal_mark", "--decimal")
    assert question.choices[","] == "Dezimalkomma: »1.234« ist 1234"
    assert question.choices["."] == "Dezimalpunkt: »1.234« ist 1,234"
    for mark, number in ((",", Decimal("1234")), (".", Decimal("1.23"))):
        answered = sheet_of(*lines, decimal_mark=mark)
        assert answered.layout.questions == ()
        assert "von Ihnen angegeben" in answered.layout.numbers
        assert checked(checker, answered).rows["zugewiesen_vzae"][0].as_py() == number


def test_a_unit_behind_a_number_does_not_hide_the_question():
    assert codes(sheet_of(STELLEN, "05382;30.09.2025;1;1.234 VZÄ;")) == ["zahlformat_unklar"]
    assert sheet_of(STELLEN, "05382;30.09.2025;1;3.5 VZÄ;").decimal_mark == "."


def test_another_number_of_the_file_answers_the_question(checker):
    sheet = sheet_of(STELLEN, "05382;30.09.2025;1;1.234;3,5")
    assert sheet.layout.numbers == "Dezimalkomma (aus der Datei erkannt, zum Beispiel 3,5)"
    assert checked(checker, sheet).rows["zugewiesen_vzae"].to_pylist() == [1234]


def test_numbers_of_lines_that_are_no_data_answer_nothing():
    lines = [STELLEN, "05382;30.09.2025;1;1.234;", ";;Summe;1.234,0;"]
    assert codes(sheet_of(*lines)) == ["zahlformat_unklar"]


def test_contradicting_numbers_are_refused():
    sheet = sheet_of(STELLEN, "05382;30.09.2025;1;4,5;3.5")
    assert codes(sheet) == ["zahlformat_widerspruechlich"]


def test_a_workbook_has_numbers_of_its_own_beside_decimal_points(checker):
    rows = [STELLEN.split(";"), ["05382", "30.09.2025", "1", 4.5, "3.5"]]
    [row] = checked(checker, sheet_of_book(book(rows))).rows.to_pylist()
    assert (row["zugewiesen_vzae"], row["besetzt_vzae"]) == (Decimal("4.5"), Decimal("3.5"))


def test_days_in_an_open_order_are_asked_and_read_when_answered(checker):
    lines = [ANTRAEGE, "E-1;EBH-05382;stag_10;03/04/2024;;"]
    sheet = sheet_of(*lines, dataset="antraege")
    assert codes(sheet) == ["datum_unklar"]
    [question] = sheet.layout.questions
    assert (question.field, question.flag) == ("date_order", "--dates")
    assert question.choices == {
        "TMJ": "Tag, Monat, Jahr: »03/04/2024« ist der 03.04.2024",
        "MTJ": "Monat, Tag, Jahr: »03/04/2024« ist der 04.03.2024",
    }
    for order, day in (("TMJ", date(2024, 4, 3)), ("MTJ", date(2024, 3, 4))):
        answered = sheet_of(*lines, dataset="antraege", date_order=order)
        assert (codes(answered), answered.layout.questions) == ([], ())
        assert f"{day:%d.%m.%Y}" in answered.layout.dates
        assert checked(checker, answered, "antraege").rows["eingang_am"].to_pylist() == [day]


def test_one_day_of_the_file_settles_the_order_of_all(checker):
    lines = [ANTRAEGE, "E-1;EBH-05382;stag_10;03/04/2024;;", "E-2;EBH-05382;stag_10;04/25/2024;;"]
    sheet = sheet_of(*lines, dataset="antraege")
    assert sheet.layout.dates.startswith("Monat, Tag, Jahr (aus der Datei erkannt")
    assert checked(checker, sheet, "antraege").rows["eingang_am"].to_pylist() == [
        date(2024, 3, 4), date(2024, 4, 25),
    ]  # fmt: skip


def test_what_is_before_the_minimum_of_a_column_settles_the_order_too(checker):
    sheet = sheet_of(STELLEN, "05382;31.12.23;1;4,5;3,5")
    assert codes(sheet) == []
    assert checked(checker, sheet).rows["stichtag"].to_pylist() == [date(2023, 12, 31)]


def test_the_most_ambiguous_day_is_asked():
    sheet = sheet_of(ANTRAEGE, "E-1;EBH-05382;stag_10;01.02.03;;", dataset="antraege")
    assert codes(sheet) == ["datum_unklar"]
    assert set(sheet.layout.questions[0].choices) == {"TMJ", "MTJ", "JMT"}


def test_days_that_no_order_makes_real_are_unreadable(checker):
    lines = [ANTRAEGE, "E-1;EBH-05382;stag_10;13/13/2024;;"]
    sheet = sheet_of(*lines, dataset="antraege")
    assert (codes(sheet), sheet.layout.questions) == ([], ())
    assert codes(checked(checker, sheet, "antraege")) == ["datum_unlesbar"]


@pytest.mark.parametrize("dash", ["-", "–", "—"])
def test_a_dash_among_numbers_is_asked_and_read_when_answered(dash, checker):
    lines = [STELLEN, ROW, f"05382;30.09.2025;2;{dash};1"]
    sheet = sheet_of(*lines)
    assert codes(sheet) == ["strich_unklar"]
    assert [(q.field, q.flag) for q in sheet.layout.questions] == [("dash", "--dash")]
    for told, number in (("null", Decimal(0)), ("leer", None)):
        answered = sheet_of(*lines, dash=told)
        assert (codes(answered), answered.layout.questions) == ([], ())
        assert checked(checker, answered).rows["zugewiesen_vzae"].to_pylist() == [Decimal("4.5"), number]


# --- signs for what is not told


@pytest.mark.parametrize("sign", [".", "x", "...", "…", "k. A.", "n. b.", "unbekannt"])
def test_signs_among_numbers_mean_unknown(sign, checker):
    found = checked(checker, sheet_of(STELLEN, f"05382;30.09.2025;1;{sign};3,5"))
    assert codes(found) == ["als_unbekannt_gelesen"]
    assert found.rows["zugewiesen_vzae"].to_pylist() == [None]


@pytest.mark.parametrize("sign", ["-", "–", "/", "k. A.", "unbekannt"])
def test_signs_among_days_and_codes_mean_nothing(sign, checker):
    lines = [ANTRAEGE, f"E-1;EBH-05382;stag_10;01.02.2024;{sign};{sign}"]
    found = checked(checker, sheet_of(*lines, dataset="antraege"), "antraege")
    assert codes(found) == ["als_unbekannt_gelesen"] * 2
    assert [found.rows[name].to_pylist() for name in ("entscheidung_am", "entscheidung")] == [[None], [None]]


def test_a_sign_that_is_a_code_stays_a_code(checker):
    lines = [f"{FAELLE};Geschlecht", "F-1;05382;CM;01.02.2024;;unbekannt"]
    found = checked(checker, sheet_of(*lines, dataset="faelle"), "faelle")
    assert (codes(found), found.rows["geschlecht"].to_pylist()) == ([], ["x"])


def test_a_cross_is_yes_where_yes_or_no_is_asked(checker):
    lines = [f"{ANTRAEGE};Vorgezogen", "E-1;EBH-05382;stag_10;01.02.2024;;;x"]
    found = checked(checker, sheet_of(*lines, dataset="antraege"), "antraege")
    assert (codes(found), found.rows["vorgezogen"].to_pylist()) == ([], [True])


# --- days as numbers and in words


def test_serial_days_are_read_and_said():
    sheet = sheet_of(ANTRAEGE, "E-1;EBH-05382;stag_10;45323;;", dataset="antraege")
    [hint] = sheet.issues
    assert (hint.code, hint.severity, hint.cell) == ("excel_tageszahl", "hint", "D2")
    assert "01.02.2024" in hint.message


@pytest.mark.parametrize(
    "text", ["Jan 24", "Januar 2024", "31. Foo 2024", "30. Februar 2024", "4532", "noch offen"]
)
def test_half_a_day_is_unreadable(text, checker):
    sheet = sheet_of(ANTRAEGE, f"E-1;EBH-05382;stag_10;{text};;", dataset="antraege")
    assert codes(checked(checker, sheet, "antraege")) == ["datum_unlesbar"]


def test_a_workbook_of_the_old_macintosh_counts_from_1904(checker):
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "date_1904": True})
    sheet = workbook.add_worksheet()
    sheet.write_row(0, 0, STELLEN.split(";"))
    sheet.write_row(1, 0, ["05382", (DAY - date(1904, 1, 1)).days, "1", 4.5, 3.5])
    workbook.close()
    found = checked(checker, sheet_of_book(buffer.getvalue()))
    assert (codes(found), found.rows["stichtag"].to_pylist()) == (["excel_tageszahl"], [DAY])


# --- lines that are left out, each with its counter-example

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


# --- headings


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


# --- formulas


def test_formulas_of_rows_are_one_finding_per_column_and_those_of_sums_none():
    workbook = openpyxl.Workbook()
    formulas = (("1", "=4+1"), ("2", "=4+2"))
    data = [["05382", datetime(2025, 9, 30), part, formula, 3.5] for part, formula in formulas]
    for row in (STELLEN.split(";"), *data, ["Summe", None, None, "=D2+D3", None]):
        workbook.active.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    found = [issue for issue in sheet_of_book(buffer.getvalue()).issues if issue.code == "formel"]
    assert [(issue.cell, issue.count, issue.severity) for issue in found] == [("D2", 2, "error")]


@pytest.mark.parametrize("text", ["=1+1", "@SUMME(A1)"])
def test_text_that_a_spreadsheet_would_run_is_refused(text):
    [issue] = sheet_of(ANTRAEGE, f"{text};EBH-05382;stag_10;01.02.2024;;", dataset="antraege").issues
    assert (issue.code, issue.cell) == ("formel", "A2")


# --- proposals


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


# --- a Lesart outside the program

FULL = Lesart(
    sheet="Q3", heading=(2, 3), columns={"kreis_id": "Gebiet", "zugaenge": NOT_THERE},
    codes={"baustein": {"eins": "1"}}, decimal_mark=".", date_order="MTJ", dash="leer", data_rows=(7, 9),
)  # fmt: skip


def test_a_lesart_survives_being_written():
    assert load_lesart(FULL.as_json()) == FULL
    assert lesart_of(FULL.as_dict()) == FULL
    assert load_lesart("{}") == Lesart()


def test_a_lesart_over_a_remembered_one_keeps_what_it_does_not_say():
    now = Lesart(columns={"kreis_id": "Kreis-Nr."}, codes={"baustein": {"zwei": "2"}}, dash="null")
    both = now.over(FULL.lasting)
    assert both.columns == {"kreis_id": "Kreis-Nr.", "zugaenge": NOT_THERE}
    assert both.codes == {"baustein": {"eins": "1", "zwei": "2"}}
    assert (both.dash, both.sheet, both.heading, both.data_rows) == ("null", None, None, ())


@pytest.mark.parametrize(
    "told",
    [
        "[]", "3", "nein", '{"spalten": {}}', '{"heading": [3, 2]}', '{"heading": [1]}',
        '{"heading": ["a", "b"]}',         '{"columns": ["a"]}', '{"columns": {"a": 1}}',
        '{"codes": {"a": "b"}}', '{"decimal_mark": ";"}',
        '{"date_order": "JTM"}', '{"dash": "0"}', '{"data_rows": [0]}',
        '{"data_rows": [true]}', '{"sheet": 1}',
    ],
)  # fmt: skip
def test_a_lesart_that_makes_no_sense_is_refused_in_german(told):
    with pytest.raises(KimError, match="Lesart"):
        load_lesart(told)
