"""A sender's own workbook comes back part by part as it was, however rich it is and who saved it since."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from xml.etree import ElementTree

import pytest
import python_calamine
import xlsxwriter
from openpyxl import Workbook, load_workbook

from kim.exports.korrekturmappe import korrekturmappe
from kim.intake import Check, Submission, check_file
from tests.handed_in import HANDED_IN, LAST_DAY, SENDERS

# openpyxl says what it does not know: it is the reader here, nothing it drops was ours
pytestmark = pytest.mark.filterwarnings("ignore:.* extension is not supported:UserWarning")
HEADINGS = ("Fall", "Kreis", "Fallart", "Anfrage am", "Aufnahme am", "Personen")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = {
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
    MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
}  # fmt: skip
OURS = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
MARKED = {"xl/worksheets/sheet1.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}
SELECTED = {"xl/chartsheets/sheet1.xml"}


@pytest.fixture
def check(store, checker) -> Callable[[bytes], Check]:
    def checked(content: bytes) -> Check:
        file = Submission(content, "fälle.xlsx", "faelle", SENDERS["faelle"], LAST_DAY)
        return check_file(store, file, HANDED_IN, checker)

    return checked


def rich() -> bytes:
    """A workbook with what offices put into theirs, and five findings on its first sheet."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet, other, hidden = map(book.add_worksheet, ("Fälle", 'Übersicht & "Daten"', "versteckt"))
    drawn = book.add_chartsheet("Diagramm")
    hidden.hide()
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    green = book.add_format({"bg_color": "#00ff00", "border": 2})
    sheet.write_row(0, 0, HEADINGS)
    for row in range(1, 11):
        sheet.write_string(row, 0, f"00{row}")
        sheet.write_string(row, 1, "05774" if row == 6 else "05770", green)
        sheet.write_string(row, 2, "Quatsch" if row in (4, 5) else "CM")
        sheet.write_datetime(row, 3, datetime(2025, 1, row), day)
        if row != 7:
            sheet.write_datetime(row, 4, datetime(2025, 2, row), day)
        sheet.write_number(row, 5, 0 if row == 3 else row)
    sheet.write_string(11, 0, "Summe")
    sheet.write_formula(11, 5, "=SUM(F2:F11)", None, 52)
    sheet.write_comment("A2", "eigener Kommentar", {"author": "Frau X"})
    sheet.write_comment("C5", "auch ein eigener", {"author": "Frau X"})
    sheet.conditional_format("F2:F11", {"type": "data_bar", "data_bar_2010": True})
    sheet.data_validation("C2:C11", {"validate": "list", "source": ["CM", "KB"]})
    sheet.freeze_panes(1, 1)
    sheet.autofilter("A1:F11")
    sheet.repeat_rows(0)
    sheet.protect("geheim")
    sheet.set_header("&LKreis")
    other.write_string("A1", "=1+1")
    other.write_formula("A2", "='Fälle'!F12", None, 52)
    other.repeat_rows(2)
    for place in (other.insert_chart, lambda _, chart: drawn.set_chart(chart)):
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "='Fälle'!$F$2:$F$11"})
        place("C3", chart)
    book.define_name("Zahlen", "='Fälle'!$F$2:$F$11")
    book.define_name("versteckt!lokal", "=versteckt!$A$1")
    drawn.activate()
    book.close()
    return buffer.getvalue()


def prefixed(name: str, text: str) -> str:
    """Every element of the main vocabulary as x:element, as some libraries write it."""
    if not name.endswith(".xml") or f'xmlns="{MAIN}"' not in text:
        return text
    text = text.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
    return re.sub(r"<(/?)(?![?!])(?!\w+:)(\w+)", r"<\1x:\2", text)


def strict(name: str, text: str) -> str:
    for transitional, other in STRICT.items():
        text = text.replace(transitional, other)
    return text


def without_authors(name: str, text: str) -> str:
    """As LibreOffice may save comments: nobody has written them, and runs have formats."""
    if not re.search(r"comments\d*\.xml$", name):
        return text
    text = re.sub(r"<author>[^<]*</author>", "<author> </author>", text)
    return text.replace("<r><t", '<r><rPr><sz val="10"/></rPr><t')


def rewritten(content: bytes, change: Callable[[str, str], str]) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            is_text = name.endswith((".xml", ".rels", ".vml"))
            new.writestr(name, change(name, part.decode()) if is_text else part)
    return buffer.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def values(content: bytes) -> dict[str, list]:
    """What another reader finds on the sender's own worksheets."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    own = [name for name in book.sheet_names if name not in ("Korrekturen", "Diagramm")]
    return {name: book.get_sheet_by_name(name).to_python() for name in own}


def comments(content: bytes, sheet: str = "Fälle") -> dict[str, str]:
    cells = (cell for row in load_workbook(io.BytesIO(content))[sheet].iter_rows() for cell in row)
    return {cell.coordinate: cell.comment.text for cell in cells if cell.comment}


def test_every_part_that_needs_no_mark_is_byte_for_byte_what_it_was(check):
    before, after = parts(rich()), parts(korrekturmappe(check(rich())))
    changed = {name for name in before if before[name] != after[name]}
    assert changed == OURS | MARKED | SELECTED
    assert set(after) - set(before) == {"xl/worksheets/sheet4.xml"}
    for name, part in after.items():
        if name.endswith((".xml", ".rels", ".vml")):
            ElementTree.fromstring(part)


@pytest.mark.parametrize("change", [lambda name, text: text, prefixed, strict])
def test_a_workbook_keeps_its_values_and_sums_however_it_is_written(check, change):
    content = rewritten(rich(), change)
    first = check(content)
    mappe = korrekturmappe(first)
    assert [issue.code for issue in first.issues] == [
        "code_unbekannt", "pflichtfeld_leer", "zu_klein", "fremder_kreis",
    ]  # fmt: skip
    assert values(mappe) == values(content)
    assert values(mappe)["Fälle"][11][5] == values(mappe)['Übersicht & "Daten"'][1][0] == 52
    again = check(mappe)
    assert [(i.code, i.cell) for i in again.issues] == [(i.code, i.cell) for i in first.issues]
    assert korrekturmappe(again) == mappe


def test_the_format_of_every_cell_stays(check):
    def formats(content: bytes) -> dict:
        book = load_workbook(io.BytesIO(content))
        return {
            (name, cell.coordinate): (
                cell.value,
                cell.data_type,
                cell.number_format,
                repr(cell.fill),
                repr(cell.border),
            )
            for name in ("Fälle", 'Übersicht & "Daten"', "versteckt")
            for row in book[name].iter_rows()
            for cell in row
        }

    assert formats(korrekturmappe(check(rich()))) == formats(rich())


def test_names_titles_and_the_way_it_opens_follow_the_new_first_sheet(check):
    book = load_workbook(io.BytesIO(korrekturmappe(check(rich()))))
    assert book.sheetnames == ["Korrekturen", "Fälle", 'Übersicht & "Daten"', "versteckt", "Diagramm"]
    assert book.active.title == "Korrekturen"
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected] == ["Korrekturen"]
    assert b"tabSelected" not in parts(korrekturmappe(check(rich())))["xl/chartsheets/sheet1.xml"]
    titles = [sheet.print_title_rows for sheet in book.worksheets]
    assert titles == ["$6:$6", "$1:$1", "$3:$3", None]
    assert book["versteckt"].sheet_state == "hidden"
    assert book["versteckt"].defined_names["lokal"].attr_text == "versteckt!$A$1"
    assert book.defined_names["Zahlen"].attr_text == "'Fälle'!$F$2:$F$11"


def test_every_row_of_a_finding_is_marked_and_the_first_has_the_comment(check):
    sheet = load_workbook(io.BytesIO(korrekturmappe(check(rich()))))["Fälle"]
    rules = {rule.priority: area.sqref for area in sheet.conditional_formatting for rule in area.rules}
    assert {str(area) for area in rules[1].ranges} == {"B7", "C5:C6", "E8", "F4"}
    assert str(rules[2]) == "F2:F11"
    told = comments(korrekturmappe(check(rich())))
    assert set(told) == {"A2", "B7", "C5", "E8", "F4"}
    assert "»Quatsch« ist kein bekannter Code. (und 1 weitere)" in told["C5"]


@pytest.mark.parametrize("between", [lambda name, text: text, without_authors])
def test_comments_of_the_sender_stay_and_ours_do_not_pile_up(check, between):
    content = rich()
    for _ in range(3):
        content = rewritten(korrekturmappe(check(content)), between)
    told = comments(content)
    assert told["A2"] == "eigener Kommentar"
    assert told["C5"].startswith("auch ein eigener\n—— KIM-Monitor ——\nNr. ")
    assert {text.count("Nr. ") for cell, text in told.items() if cell != "A2"} == {1}


def test_what_a_person_mended_has_no_mark_any_more(check):
    book = load_workbook(io.BytesIO(korrekturmappe(check(rich()))))
    for cell, value in {"B7": "05770", "C5": "CM", "C6": "CM", "E8": datetime(2025, 2, 7), "F4": 1}.items():
        book["Fälle"][cell] = value
    buffer = io.BytesIO()
    book.save(buffer)
    again = check(buffer.getvalue())
    assert again.accepted, again.issues
    mappe = korrekturmappe(again)
    assert comments(mappe) == {"A2": "eigener Kommentar", "C5": "auch ein eigener"}
    formulas = [
        rule.formula
        for area in load_workbook(io.BytesIO(mappe))["Fälle"].conditional_formatting
        for rule in area.rules
    ]
    assert formulas == [[]]


@pytest.mark.parametrize("own", ["Korrekturen", "KORREKTUREN", "O'Neill & Söhne <b>, 31 Zeich."])
def test_a_sheet_of_the_sender_is_never_taken_for_the_list(check, own):
    book = Workbook()
    book.active.title = own
    book.active.append(HEADINGS)
    book.active.append(("F-1", "05770", "CM", "01.01.2025", "32.01.2025", None))
    buffer = io.BytesIO()
    book.save(buffer)
    content = buffer.getvalue()
    for _ in range(2):
        content = korrekturmappe(check(content))
    mappe = load_workbook(io.BytesIO(content))
    assert len(mappe.sheetnames) == 2
    assert mappe.sheetnames[1] == own
    assert mappe.worksheets[0]["A1"].value == "Korrekturliste zu fälle.xlsx"
    assert mappe.worksheets[0]["G7"].hyperlink.location == f"'{own.replace(chr(39), chr(39) * 2)}'!E2"
    assert "E2" in comments(content, own)


def test_what_is_written_in_no_known_way_comes_back_as_its_cells(check):
    def without_styles(name: str, text: str) -> str:
        return (
            re.sub(r"<Relationship [^<>]*/styles\"[^<>]*/>", "", text)
            if "workbook.xml.rels" in name
            else text
        )

    content = rewritten(rich(), without_styles)
    mappe = korrekturmappe(check(content))
    assert values(mappe).keys() == values(content).keys()
    assert [row[:3] for row in values(mappe)["Fälle"]] == [row[:3] for row in values(content)["Fälle"]]


def test_signs_that_no_workbook_holds_are_left_out(check):
    first = check(rich())
    hostile = replace(first.issues[0], message="a\x00b\x1f_x000D_ <&>\ud800", value="=1+1")
    mappe = korrekturmappe(replace(first, issues=(hostile,)))
    line = [cell.value for cell in load_workbook(io.BytesIO(mappe)).worksheets[0][7]]
    assert line[4].startswith("ab")
    assert line[4].endswith(" <&>")
    read = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(mappe)).get_sheet_by_index(0).to_python()
    assert read[6][4] == "ab_x000D_ <&>"
    assert read[6][7] == "=1+1"
