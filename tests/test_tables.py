"""Tables as they are read on the page and as they leave it in a file."""

import pandas as pd
import pytest

from kim.ui import as_csv, as_html

FRAME = pd.DataFrame(
    {
        "Kreis": ["Rhein-Sieg-Kreis", "Höxter"],
        "Quote (%)": ["61,1", "nicht gemeldet"],
        "Angabe": ["", "nicht gemeldet"],
    }
)
GLOSSARY = pd.DataFrame(
    {"Wort": ["Antrag"], "Bedeutung": ["ein Verfahren bei einer Behörde für viele Personen"]}
)


def test_a_table_has_a_caption_scopes_and_marks_its_gaps():
    html = as_html(FRAME, "Quote <je Kreis>")
    assert "<caption>Quote &lt;je Kreis&gt;</caption>" in html
    assert '<th scope="col" class="zahl">Quote (%)</th>' in html
    assert '<th scope="row">Rhein-Sieg-Kreis</th>' in html
    assert '<td class="zahl luecke" data-spalte="Quote (%)">nicht gemeldet</td>' in html


def test_a_column_of_gaps_stands_where_its_numbers_would():
    assert '<th scope="col" class="zahl">Offen</th>' in as_html(
        pd.DataFrame({"Behörde": ["EBH"], "Offen": ["nicht gemeldet"]}), "Bestand"
    )


@pytest.mark.parametrize(
    ("frame", "is_list"),
    [
        (FRAME, False),
        (GLOSSARY, True),
        (pd.DataFrame([["EBH", "1", "2", "3", "4"]], columns=list("ABCDE")), True),
        (pd.DataFrame([["EBH", "1", "2", "3", "4"]] * 54, columns=list("ABCDE")), False),
        (pd.DataFrame(columns=list("ABCDE")), False),
    ],
)
def test_texts_and_small_wide_tables_are_lists_on_a_phone(frame, is_list):
    assert ('class="kim-tabelle liste"' in as_html(frame, "Tabelle")) == is_list


def test_a_file_opens_in_german_offices():
    frame = pd.DataFrame({"kreis_id": ["05382"], "wert": [61.111], "status": ["shown"], "tag": [None]})
    assert as_csv(frame).startswith(b"\xef\xbb\xbf")
    assert as_csv(frame).decode("utf-8-sig") == "kreis_id;wert;status;tag\r\n05382;61,111;shown;\r\n"


def test_texts_that_a_spreadsheet_would_run_are_defused_and_numbers_are_not():
    frame = pd.DataFrame({"a": ['=HYPERLINK("x")', "-3,5", "@cmd"]})
    assert as_csv(frame).decode("utf-8-sig").split("\r\n")[1:4] == [
        '"\'=HYPERLINK(""x"")"',
        "-3,5",
        "'@cmd",
    ]
