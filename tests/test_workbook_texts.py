"""In the Arbeitsmappe texts stay texts, links lead nowhere else, and nothing or too much is said."""

import hashlib
import io
import re
from dataclasses import replace

import numpy as np
import openpyxl
import pandas as pd
import pytest

from kim.charts import Chart
from kim.charts.twins import Twins
from kim.errors import KimError
from kim.exports.workbook import workbook
from kim.stand import list_staende, open_stand
from kim.store import Store
from kim.topics.parts import Answer, Figure, Heading, Table, Tiles, Words
from kim.topics.report import report
from kim.topics.tiles import Tile
from tests import made_charts as made
from tests.demo_store import demo_store
from tests.made_reports import digest_elsewhere, exported, lens, of_parts, untraced
from tests.reading_workbook import cells, drawings_in, expected, numbers_in, opened, parts

HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    '=HYPERLINK("http://x")',
    "a!A1",
    "=Blatt!A1",
    "'x",
    "<b>&amp;",
)
LAND, KREIS = "land", "kreis:05382"


def one_of(*told: object, title: str = "Probe") -> bytes:
    """A workbook of parts made by hand, whose indicators are in no catalogue."""
    return workbook(of_parts(*untraced(*told), title=title, kind="probe"))


def hostile_chart(text: str) -> Chart:
    """A chart with a text wherever a chart has one."""
    chart = made.field_bars()
    names = (text, *(f"{text} {n}" for n in range(1, len(chart.categories))))
    frame = pd.DataFrame({text: names, "status": ["shown"] * len(names), "value": range(len(names))})
    series = replace(chart.series[0], name=text)
    return replace(
        chart, title=text, sentence=text, source=text, notes=(text,), categories=names, series=(series,),
        groups=names, axis_title=text, unit=text, ends=names, highlight=text, traces=(),
        twins=Twins(lambda: frame, lambda: frame),
    )  # fmt: skip


# nothing runs


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula(text):
    frame = pd.DataFrame({text: [text, "b"], "b": [text, text]})
    tile = Tile(text, text, (text,))
    blob = one_of(
        Answer(text), Heading(text, "a"), Words(text), Tiles((tile,)), Table(frame, text, text),
        Figure(hostile_chart(text)), title=text,
    )  # fmt: skip
    assert {kind for kind, _ in cells(blob)} <= {"s", "n", "d"}
    for name, xml in parts(blob).items():
        assert "<f>" not in xml, name
        for formula in re.findall(r"<c:f>([^<]*)</c:f>", xml):
            assert re.fullmatch(r"'[^'!]+'!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?", formula), formula
    assert text.strip() in {str(value).strip() for kind, value in cells(blob) if kind == "s"}


def test_links_lead_nowhere_else():
    _, blob = exported(workbook, LAND)
    assert all('TargetMode="External"' not in text for text in parts(blob).values())
    names = set(opened(blob).sheetnames)
    cover = opened(blob).worksheets[0]
    links = {
        cell.hyperlink.location.split("!")[0].strip("'") for row in cover for cell in row if cell.hyperlink
    }
    assert links == names - {cover.title}


# the same bytes


def test_the_same_report_gives_the_same_bytes():
    told, blob = exported(workbook, KREIS)
    assert workbook(told) == blob


def test_another_process_gives_the_same_bytes():
    _, blob = exported(workbook, "thema:stellen")
    assert digest_elsewhere(workbook, "thema:stellen") == hashlib.sha256(blob).hexdigest()


# where there is nothing, or too much


def test_a_chart_without_any_value_says_so_and_draws_nothing():
    chart = made.field_bars()
    series = replace(chart.series[0], values=(None,) * 5, status=("not_reported",) * 5)
    chart = replace(chart, series=(series,))
    blob = one_of(Figure(chart))
    assert set(numbers_in(blob, chart).values()) == {"not_reported"}
    assert drawings_in(blob, chart) == []
    assert any("Ohne Bild" in str(value) for _, value in cells(blob))


def test_an_empty_chart_and_an_empty_table_are_sheets_too():
    none = pd.DataFrame({"a": []})
    chart = replace(
        made.age_stack(), categories=(), series=(), ends=(), twins=Twins(lambda: none, lambda: none)
    )
    blob = one_of(Figure(chart), Table(none, "Leer", "leer"))
    assert len(opened(blob).sheetnames) == 3 + 1 + 2
    assert ("s", "Keine Einträge.") in cells(blob)


def test_more_rows_than_a_sheet_holds_are_refused():
    frame = pd.DataFrame({"a": np.zeros(1_048_576)})
    with pytest.raises(KimError, match=r"»Zu viel« hat 1\.048\.5\d\d Zeilen"):
        one_of(Table(frame, "Zu viel", "viel"))


def test_a_text_longer_than_a_cell_says_that_it_was_cut():
    blob = one_of(Answer("a" * 40_000))
    longest = max((str(value) for _, value in cells(blob)), key=len)
    assert len(longest) == 32_767
    assert longest.endswith("(gekürzt)")


def test_what_changed_since_an_earlier_stand_is_in_it_too():
    store = Store(demo_store())
    earlier = open_stand(store, list_staende(store)[1].id)
    told = report("thema:stellen", lens(), since=earlier)
    blob = workbook(told)
    earlier.close()
    assert any(name.startswith("2 Geändert") for name in opened(blob).sheetnames)
    for figure in told.figures:
        assert numbers_in(blob, figure.chart) == expected(figure.chart)


def test_a_review_is_a_workbook():
    told, blob = exported(workbook, "review")
    assert openpyxl.load_workbook(io.BytesIO(blob)).sheetnames == opened(blob).sheetnames
    chapters = [name for name in opened(blob).sheetnames if name.split(" ")[0].isdigit()]
    assert len(chapters) == len({name.partition(" ")[2] for name in chapters}) == len(told.chapters)
