"""The paper says what the report says, to eyes and to screen readers, and twice the same."""

import io
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import outloud
import pandas as pd
import pikepdf
import pymupdf
import pytest
from PIL import Image

from kim import formats
from kim.charts import Chart
from kim.datasets import ROOT
from kim.errors import KimError
from kim.exports.paper import Consultation, Head, paper, picture, profile
from kim.exports.paper.checking import cleaned
from kim.exports.screen.colours import LIGHT
from kim.stand import list_staende, open_stand
from kim.store import Store
from kim.topics import Choice, Lens
from kim.topics.choice import gebiete, termine
from kim.topics.parts import Answer, Figure, Heading, Table, Tiles, Words
from kim.topics.report import Chapter, Report, report
from kim.topics.tiles import Tile
from tests import made_charts as made
from tests.demo_store import demo_store
from tests.reading_paper import figures, numbers_in, read, table_of

STAND = SimpleNamespace(
    id="2024-03-31-m00000001-0a1b2c3d",
    day=date(2024, 3, 31),
    name="Sozialausschuss 16.04.2024",
    example=True,
    info={"submissions": 54},
)
TRACE = f"besetzungsquote?nach=kreis_id@{STAND.id}"
HEAD = Head(
    art="Mitteilungsvorlage",
    nummer="50/2024/017",
    status="öffentlich",
    federfuehrung="Amt für Soziales",
    datum="02.04.2024",
    betreff='Bericht #panic("x") $x$ *fett* \\ =HYPERLINK("x")',
    beratungsfolge=(Consultation("Sozialausschuss", "16.04.2024", "Kenntnisnahme"),),
    beschlussvorschlag="Der Ausschuss nimmt den Bericht zur Kenntnis.\n\nEr dankt allen.",
    finanzielle_auswirkungen="Keine.",
)
ROWS = ["site_bars", "field_bars", "post_stack", "site_tiles"]
COLUMNS = ("Gremium", "Sitzungstermin", "Zuständigkeit")


def small_report(*parts: object, kind: str = "land") -> Report:
    """A report of all made charts, or of the given parts."""
    given = parts or [Answer("Elf von 18 Stellen sind besetzt."), *map(Figure, made_charts().values())]
    lens = SimpleNamespace(stand=STAND, choice=SimpleNamespace(words="Rhein-Sieg-Kreis · Termin 31.03.2024"))
    return Report(kind, "Nordrhein-Westfalen", lens, (Chapter("stellen", "Stellen", tuple(given)),))


def made_charts() -> dict[str, Chart]:
    """The made charts with ids of their own and a trace that leads to a known indicator."""
    return {name: replace(make(), id=name, traces=(TRACE,)) for name, make in made.ALL.items()}


@pytest.fixture(scope="module")
def small() -> bytes:
    return paper(small_report(), HEAD)


@pytest.fixture(scope="module")
def kreis() -> Report:
    store = Store(demo_store())
    stand = open_stand(store, list_staende(store)[0].id)
    chosen = Choice(gebiet=gebiete()["land"], termin=next(iter(termine(stand))))
    return report("kreis:05382", Lens(stand, chosen))


def said(blob: bytes) -> str:
    """Everything that is read out, tag by tag."""
    parts = [(one.text, *one.texts, *(cell for row in one.rows for cell in row)) for one in read(blob)]
    return "\n".join(text for texts in parts for text in texts)


def errors(blob: bytes, folder: Path) -> list[str]:
    """What the checker of PDF/UA-1 finds."""
    file = folder / "papier.pdf"
    file.write_bytes(blob)
    return [found.message for found in outloud.check(str(file)).findings if found.severity == "error"]


def tagged(blob: bytes, tag: str) -> list[str]:
    return [found.text for found in read(blob) if found.tag == tag]


def written(blob: bytes) -> list[str]:
    """The text of each page, as another program finds it."""
    with pymupdf.open(stream=blob) as pdf:
        return [page.get_text().replace("\n", " ") for page in pdf]


# What the file says about itself.


def test_a_paper_is_tagged_german_titled_and_dated_by_its_stand(small: bytes) -> None:
    with pikepdf.open(io.BytesIO(small)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("de")
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as told:
            assert told["pdfuaid:part"] == "1"
            assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("2", "A")
            assert told["dc:title"].startswith("Kommunales Integrationsmanagement: Nordrhein-Westfalen")
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20240331000000")
        assert pdf.check_pdf_syntax() == []


def test_all_fonts_are_our_own_and_embedded(small: bytes) -> None:
    with pikepdf.open(io.BytesIO(small)) as pdf:
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


def test_the_checker_finds_no_error_in_all_kinds_of_charts(small: bytes, tmp_path: Path) -> None:
    assert errors(small, tmp_path) == []


def test_every_picture_has_its_alternative_text(small: bytes) -> None:
    assert list(figures(small)) == [chart.alt for chart in made_charts().values()]


def test_headings_leave_no_level_out() -> None:
    parts = (Heading("Tief", "a", 3), Answer("Eins."), Heading("Tiefer", "b", 3), Heading("Oben", "c", 2))
    tags = [found.tag for found in read(paper(small_report(*parts))) if re.fullmatch("/H[1-6]", found.tag)]
    levels = [int(tag[2:]) for tag in tags]
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    assert ("/H3", "Tief") in [(found.tag, found.text) for found in read(paper(small_report(*parts)))]


# The head is typed in, and nothing in it is invented.


def test_the_head_of_a_kreis_stands_in_its_order(small: bytes) -> None:
    text = said(small)
    typed = (HEAD.art, HEAD.nummer, HEAD.status, HEAD.federfuehrung, HEAD.datum, HEAD.betreff)
    places = [text.index(word) for word in typed]
    assert places == sorted(places)
    assert tagged(small, "/H1") == [
        "Beratungsfolge", "Beschlussvorschlag", "Finanzielle Auswirkungen", "Sachverhalt", "Anlagen",
    ]  # fmt: skip
    rows = next(found.rows for found in read(small) if found.tag == "/Table")
    assert rows[:2] == (COLUMNS, ("Sozialausschuss", "16.04.2024", "Kenntnisnahme"))


def test_typed_text_never_becomes_markup(small: bytes) -> None:
    assert HEAD.betreff in said(small)


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


def test_a_report_to_the_landtag_is_addressed_to_its_committee() -> None:
    head = replace(HEAD, form="landtag", beschlussvorschlag="", finanzielle_auswirkungen="", art="")
    blob = paper(small_report(), head)
    assert "An die Präsidentin oder den Präsidenten des Landtags Nordrhein-Westfalen" in said(blob)
    assert "Schriftlicher Bericht" in said(blob)
    assert tagged(blob, "/H1") == ["Sachverhalt", "Anlagen"]


# What it says is what the charts say.


@pytest.mark.parametrize("name", made.ALL)
def test_the_numbers_in_the_anlagen_are_those_of_the_chart(name: str, small: bytes) -> None:
    chart = made_charts()[name]
    found = numbers_in(small, chart)
    assert found
    for series in chart.series:
        for category, value, status in zip(chart.categories, series.values, series.status, strict=True):
            told = found.get((series.name, category))
            if isinstance(told, float):
                assert told == pytest.approx(value, abs=0.5 * 10**-chart.decimals + 1e-9)
            elif told is not None and chart.kind != "range":
                assert told == status


@pytest.mark.parametrize(
    "name", ["site_bars", "field_bars", "post_stack", "post_history", "site_tiles", "lines", "controlled"]
)
def test_the_anlagen_leave_no_number_out(name: str, small: bytes) -> None:
    chart = made_charts()[name]
    told = [s for s in chart.series if s.style not in ("forecast", "light") or chart.kind != "line"]
    assert set(numbers_in(small, chart)) == {(s.name, c) for s in told for c in chart.categories}


@pytest.mark.parametrize("name", ["site_bars", "field_bars", "post_stack", "ranges", "site_tiles"])
def test_the_drawing_says_every_end_in_the_order_of_the_chart(name: str, small: bytes) -> None:
    chart = made_charts()[name]
    texts = list(figures(small)[chart.alt].texts)
    for end in chart.ends:
        texts = texts[texts.index(end) + 1 :]


def test_the_drawing_names_sites_under_their_headings_in_the_order_of_the_chart(small: bytes) -> None:
    chart = made_charts()["site_bars"]
    texts = list(figures(small)[chart.alt].texts)
    before = ""
    for name, group in zip(chart.categories, chart.groups, strict=True):
        for text in [group, name] if group != before else [name]:
            texts = texts[texts.index(text) + 1 :]
        before = group


def test_what_is_not_shown_is_said_in_words_and_has_no_number(small: bytes) -> None:
    chart = made_charts()["site_bars"]
    texts = figures(small)[chart.alt].texts
    for word in ("nicht gemeldet", "zu wenige Fälle", "geheim gehalten", "nicht schätzbar", "entfällt"):
        assert word in texts
    row = next(row for row in table_of(small, chart).rows if row[0] == "Essen")
    assert row[2:] == ("g", "", "", "geheim gehalten")


def test_sentence_notes_and_source_stand_under_every_picture(small: bytes) -> None:
    paragraphs = tagged(small, "/P")
    for chart in made_charts().values():
        assert chart.sentence in paragraphs
        assert set(chart.notes) <= set(paragraphs)
        assert any(
            text.startswith(chart.source) and "Datentabelle: Anlage\u00a0A" in text for text in paragraphs
        )


def test_definitions_symbols_origin_and_ids_are_in_the_anlagen(small: bytes) -> None:
    text = said(small)
    for words_ in (
        "Anteil der vom Land zugewiesenen Stellen",
        "Lesebeispiel: ",
        STAND.id,
        TRACE,
        "Sozialausschuss 16.04.2024",
    ):
        assert words_ in text
    for sign, meaning in formats.symbol_legend():
        assert any((sign, meaning) in found.rows for found in read(small))
    assert "Beispieldaten (erfunden)" in text


def test_the_numbers_of_a_whole_report_are_those_of_its_charts(kreis: Report) -> None:
    blob = paper(kreis)
    for figure in kreis.figures:
        found = numbers_in(blob, figure.chart)
        assert found or figure.chart.silent
        assert figure.chart.silent or figure.chart.alt in figures(blob)
        for (name, category), told in found.items():
            series = next(s for s in figure.chart.series if s.name == name)
            at = figure.chart.categories.index(category)
            if isinstance(told, float):
                decimals = 2 if figure.chart.unit.startswith(formats.POSTS) else figure.chart.decimals
                assert told == pytest.approx(series.values[at], abs=0.5 * 10**-decimals + 1e-9)


def test_tables_tiles_and_words_are_set_where_they_are_spoken_of() -> None:
    frame = pd.DataFrame({"Baustein": ["1", "2"], "Wert": ["3,5", "11"]})
    long = pd.DataFrame({"Kreis": [f"Kreis {at}" for at in range(60)], "Wert": [str(at) for at in range(60)]})
    tiles = Tiles((Tile("Besetzungsquote", "61,1\u00a0%", ("11 von 18",)),))
    parts = (
        Words("- **Heute:** 16 Monate.\n- **Davor:** 12 Monate."),
        tiles,
        Table(frame, "Kurz", "k"),
        Table(long, "Lang", "l"),
    )
    blob = paper(small_report(*parts))
    tables = {found.text: found.rows for found in read(blob) if found.tag == "/Table"}
    assert tables["Kurz"] == (("Baustein", "Wert"), ("1", "3,5"), ("2", "11"))
    assert len(tables["Anlage A\u00a01: Lang"]) == 61
    assert "Lang: siehe Anlage\u00a0A\u00a01." in tagged(blob, "/P")
    assert {"Besetzungsquote", "61,1\u00a0%", "11 von 18"} <= set(tagged(blob, "/P"))
    assert "Heute: 16 Monate." in tagged(blob, "/LBody") + tagged(blob, "/P")


def test_a_chart_without_any_value_is_said_and_not_drawn() -> None:
    chart = replace(made_charts()["field_bars"], id="nichts")
    series = tuple(
        replace(s, values=(None,) * 5, lower=None, upper=None, status=("suppressed",) * 5)
        for s in chart.series
    )
    blob = paper(small_report(Figure(replace(chart, series=series))))
    assert figures(blob) == {}
    assert chart.title in tagged(blob, "/P")


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


# The profile.


def test_a_profile_has_exactly_two_pages_with_answers_and_key_figures(kreis: Report) -> None:
    blob = profile(kreis)
    with pikepdf.open(io.BytesIO(blob)) as pdf:
        assert len(pdf.pages) == 2
        assert [float(side) for side in pdf.pages[0].MediaBox[2:]] == pytest.approx(
            [595.28, 841.89], abs=0.01
        )
    for chapter in kreis.chapters:
        assert chapter.title in tagged(blob, "/H1")
        assert next(part.text for part in chapter.parts if isinstance(part, Answer)) in tagged(blob, "/P")
    shown = figures(blob)
    assert 4 <= len(shown) <= 2 * len(kreis.chapters)
    by_alt = {figure.chart.alt: figure.chart for figure in kreis.figures}
    for alt in shown:
        assert any(text.startswith(by_alt[alt].source) for text in tagged(blob, "/P"))
        assert by_alt[alt].traces[0] in said(blob)


def test_a_profile_passes_the_checker(kreis: Report, tmp_path: Path) -> None:
    assert errors(profile(kreis), tmp_path) == []


def test_a_profile_of_much_or_of_nothing_still_has_two_pages() -> None:
    much = [Answer("Sehr lange Antwort. " * 40), *small_report().chapters[0].parts]
    much.append(
        Tiles(tuple(Tile("Kennzahl mit langem Namen", "61,1\u00a0%", ("11 von 18",) * 6) for _ in range(12)))
    )
    for parts in (much, [Answer("Nichts gemeldet.")]):
        chapter = Chapter("stellen", "Stellen", tuple(parts))
        several = replace(small_report(), chapters=tuple(replace(chapter, title=str(at)) for at in range(4)))
        with pikepdf.open(io.BytesIO(profile(several))) as pdf:
            assert len(pdf.pages) == 2


def test_a_theme_has_no_profile() -> None:
    with pytest.raises(KimError, match="nicht für ein Thema"):
        profile(small_report(kind="thema:stellen"))


# Single pictures.


@pytest.mark.parametrize("name", made.ALL)
def test_an_svg_is_told_to_screen_readers(name: str) -> None:
    chart = made.ALL[name]()
    root = ElementTree.fromstring(picture(chart, "svg"))
    assert root.get("role") == "img"
    told = {child.tag.rpartition("}")[2]: child for child in list(root)[:2]}
    assert (told["title"].text, told["desc"].text) == (chart.title, chart.alt)
    assert root.get("aria-labelledby").split() == [told["title"].get("id"), told["desc"].get("id")]


def test_a_png_shows_a_bar_as_long_as_its_value() -> None:
    """Besetzt 11 of the widest, 18: counted in the focus colour and its outline."""
    rows = png(picture(made.post_stack(), "png"))
    focus = bytes.fromhex(LIGHT.focus[1:])
    longest = [max(run(row, focus)) for row in rows]
    filled = [length for length in longest if length > 200]
    both = sorted({length for length in filled if filled.count(length) > 8})
    whole, besetzt = max(both), 11 / 18
    assert whole > 300
    solid = [length for length in both if abs(length / widest_outline(rows, focus) - besetzt) < 0.03]
    assert solid


def widest_outline(rows: list[bytes], focus: bytes) -> int:
    """The distance from the first to the last pixel of a colour in any row."""
    found = []
    for row in rows:
        at = [x for x in range(0, len(row), 3) if row[x : x + 3] == focus]
        found.append((at[-1] - at[0]) // 3 + 1 if at else 0)
    return max(found)


def run(row: bytes, colour: bytes) -> list[int]:
    """The lengths of the runs of a colour in a row of pixels."""
    lengths = [0]
    for at in range(0, len(row), 3):
        if row[at : at + 3] == colour:
            lengths[-1] += 1
        elif lengths[-1]:
            lengths.append(0)
    return lengths


def png(blob: bytes) -> list[bytes]:
    """The rows of a PNG as RGB, read with another library."""
    image = Image.open(io.BytesIO(blob)).convert("RGB")
    data, wide = image.tobytes(), 3 * image.width
    return [data[at : at + wide] for at in range(0, len(data), wide)]


# Twice the same.

TWICE = """
import hashlib, sys
sys.path.insert(0, {root!r})
from tests import test_paper as t
blobs = [t.paper(t.small_report(), t.HEAD), t.profile(t.small_report()), *(
    t.picture(chart, kind) for kind in ("svg", "png") for chart in t.made_charts().values())]
print(hashlib.sha256(b"".join(blobs)).hexdigest())
"""


def test_the_same_bytes_in_two_processes() -> None:
    code = [sys.executable, "-c", TWICE.format(root=str(ROOT))]
    found = [
        subprocess.run(code, capture_output=True, text=True, cwd=ROOT, timeout=100).stdout for _ in range(2)
    ]
    assert re.fullmatch(r"[0-9a-f]{64}\n", found[0])
    assert found[0] == found[1]


GROWING = """
import sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, {root!r})
from tests import test_paper as t
for number in range(6):
    figures = [replace(chart, title=f"{{chart.title}} {{number}}") for chart in t.made_charts().values()]
    t.paper(t.small_report(*map(t.Figure, figures)))
    print(int(Path("/proc/self/statm").read_text().split()[1]) * 4096 // 2**20)
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is told by Linux only")
def test_memory_does_not_grow_with_every_paper() -> None:
    """Typst would keep some 30 MB of each of these."""
    code = [sys.executable, "-c", GROWING.format(root=str(ROOT))]
    told = subprocess.run(code, capture_output=True, text=True, cwd=ROOT, timeout=100).stdout
    sizes = [int(line) for line in told.split()]
    assert len(sizes) == 6
    assert sizes[-1] - sizes[1] < 60
