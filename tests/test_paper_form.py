"""A paper is a file that screen readers take, set page by page, and twice the same."""

import io
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pikepdf
import pytest

from kim.datasets import ROOT
from kim.exports.paper import Head, paper
from kim.topics.parts import Answer, Figure, Heading, Table
from tests.made_papers import HEAD, made_charts, small, small_report
from tests.reading_paper import errors, figures, read, tagged, written

TWICE = """
import hashlib, sys
sys.path.insert(0, {root!r})
from kim.exports.paper import paper, picture, profile
from tests import made_papers as t
blobs = [paper(t.small_report(), t.HEAD), profile(t.small_report()), *(
    picture(chart, kind) for kind in ("svg", "png") for chart in t.made_charts().values())]
print(hashlib.sha256(b"".join(blobs)).hexdigest())
"""
GROWING = """
import sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, {root!r})
from kim.exports.paper import paper, picture, profile
from kim.topics.parts import Figure
from tests import made_papers as t
for number in range(6):
    figures = [replace(chart, title=f"{{chart.title}} {{number}}") for chart in t.made_charts().values()]
    paper(t.small_report(*map(Figure, figures)))
    print(int(Path("/proc/self/statm").read_text().split()[1]) * 4096 // 2**20)
"""


# What the file says about itself.


def test_a_paper_is_tagged_german_titled_and_dated_by_its_stand() -> None:
    with pikepdf.open(io.BytesIO(small())) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("de")
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as told:
            assert told["pdfuaid:part"] == "1"
            assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("2", "A")
            assert told["dc:title"].startswith("Kommunales Integrationsmanagement: Nordrhein-Westfalen")
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20240331000000")
        assert pdf.check_pdf_syntax() == []


def test_all_fonts_are_our_own_and_embedded() -> None:
    with pikepdf.open(io.BytesIO(small())) as pdf:
        used = {font.objgen: font for page in pdf.pages for font in page.Resources.Font.values()}
        names = [str(font.BaseFont) for font in used.values()]
        kept = [set(font.DescendantFonts[0].FontDescriptor.keys()) for font in used.values()]
    assert names
    assert all("SourceSansPro" in name for name in names)
    assert all(found & {"/FontFile2", "/FontFile3"} for found in kept)


@pytest.mark.parametrize("head", [HEAD, Head(), replace(HEAD, form="landtag"), Head(form="landtag")])
def test_the_checker_finds_no_error(head: Head, tmp_path: Path) -> None:
    parts = (Answer("Nichts."), Figure(made_charts()["field_bars"]))
    assert errors(paper(small_report(*parts), head), tmp_path) == []


def test_the_checker_finds_no_error_in_all_kinds_of_charts(tmp_path: Path) -> None:
    assert errors(small(), tmp_path) == []


def test_every_picture_has_its_alternative_text() -> None:
    assert list(figures(small())) == [chart.alt for chart in made_charts().values()]


def test_headings_leave_no_level_out() -> None:
    parts = (Heading("Tief", "a", 3), Answer("Eins."), Heading("Tiefer", "b", 3), Heading("Oben", "c", 2))
    tags = [found.tag for found in read(paper(small_report(*parts))) if re.fullmatch("/H[1-6]", found.tag)]
    levels = [int(tag[2:]) for tag in tags]
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    assert ("/H3", "Tief") in [(found.tag, found.text) for found in read(paper(small_report(*parts)))]


def test_a_figure_stays_with_its_lines_on_one_page() -> None:
    between = tuple(f"Nichts gemeldet: Kreis {at}." for at in range(20))
    charts = [
        replace(chart, notes=(f"Anfang {at}.", *between, f"Ende {at}."))
        for at, chart in enumerate(made_charts().values(), 1)
    ]
    pages = written(paper(small_report(*map(Figure, charts))))
    for at in range(1, len(charts) + 1):
        page = next(page for page in pages if f"Abbildung {at}: " in page)
        assert f"Anfang {at}." in page
        assert f"Ende {at}." in page


def test_a_figure_taller_than_a_page_is_made_smaller_with_its_lines_below() -> None:
    chart = made_charts()["site_bars"]
    three = [f"{name}{more}" for more in ("", " (zwei)", " (drei)") for name in chart.categories]
    values = {name: getattr(chart.series[0], name) * 3 for name in ("values", "status")}
    series = replace(chart.series[0], **values, lower=None, upper=None)
    groups, ends = chart.groups * 3, chart.ends * 3
    tall = replace(chart, categories=tuple(three), series=(series,), groups=groups, ends=ends)
    page = next(p for p in written(paper(small_report(Figure(tall)))) if "Abbildung 1: " in p)
    assert three[-1] in page
    assert "Datentabelle: Anlage" in page


def test_tables_on_pages_that_lie_are_the_last_and_have_the_last_numbers() -> None:
    wide = pd.DataFrame(
        {f"Spalte {at}": ["Ein Text von einiger Länge, der Platz braucht"] * 9 for at in "abcdef"}
    )
    long = pd.DataFrame({"Kreis": [f"Kreis {at}" for at in range(60)]})
    blob = paper(small_report(Table(wide, "Breit", "b"), Table(long, "Lang", "l")))
    titles = [found.text for found in read(blob) if found.tag == "/Table" and "Anlage" in found.text]
    assert titles == ["Anlage A\u00a01: Lang", "Anlage A\u00a02: Breit"]
    assert "Breit: siehe Anlage\u00a0A\u00a02." in tagged(blob, "/P")


def test_the_same_bytes_in_two_processes() -> None:
    code = [sys.executable, "-c", TWICE.format(root=str(ROOT))]
    found = [
        subprocess.run(code, capture_output=True, text=True, cwd=ROOT, timeout=100).stdout for _ in range(2)
    ]
    assert re.fullmatch(r"[0-9a-f]{64}\n", found[0])
    assert found[0] == found[1]


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is told by Linux only")
def test_memory_does_not_grow_with_every_paper() -> None:
    """Typst would keep some 30 MB of each of these."""
    code = [sys.executable, "-c", GROWING.format(root=str(ROOT))]
    told = subprocess.run(code, capture_output=True, text=True, cwd=ROOT, timeout=100).stdout
    sizes = [int(line) for line in told.split()]
    assert len(sizes) == 6
    assert sizes[-1] - sizes[1] < 60
