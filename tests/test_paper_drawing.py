"""Drawings on paper show the numbers of their charts at their places, and the fonts are read as they are."""

import pandas as pd
import pytest
from fontTools.ttLib import TTFont

from kim import formats
from kim.charts import Chart
from kim.exports.paper import fonts
from kim.exports.paper.body import words
from kim.exports.paper.drawing import draw
from kim.exports.paper.drawing.line_ends import apart
from kim.exports.paper.figures import broken_id
from kim.exports.paper.tables import LYING, UPRIGHT, table
from kim.exports.screen.colours import LIGHT
from tests import made_charts as made

TRACE = "besetzungsquote?berichtstermin=2024-03-31&nach=kreis_id@2024-03-31-m00000001-0a1b2c3d"


def drawn(chart: Chart, kind: str) -> list[dict]:
    return [item for item in draw(chart, 453, 150).items if item["t"] == kind]


def test_bars_are_as_long_as_their_values() -> None:
    chart = made.site_bars()
    bars = [item for item in drawn(chart, "rect") if item.get("fill") in (LIGHT.grey, LIGHT.focus)]
    pairs = zip(chart.series[0].values, chart.categories, strict=True)
    values = [value for value, name in pairs if value and name != chart.comparator]
    shares = [value / values[0] for value in values]
    assert [bar["w"] / bars[0]["w"] for bar in bars] == pytest.approx(shares, abs=0.001)


def test_54_sites_fit_a_page() -> None:
    assert draw(made.site_bars(), 453, 150).height < 640


@pytest.mark.parametrize("name", ["curves", "lines", "controlled"])
def test_lines_run_through_their_values(name: str) -> None:
    """Heights over the line of zero are to each other as the values are."""
    chart = made.ALL[name]()
    zero = next(item["points"][0][1] for item in drawn(chart, "path") if item["stroke"] == LIGHT.muted)
    focus = [item["points"] for item in drawn(chart, "path") if item["stroke"] == LIGHT.focus]
    heights = [zero - y for points in focus for _, y in points]
    values = [value for value in chart.series[0].values if value is not None]
    per = max(heights) / max(values)
    assert all(min(abs(per * value - height) for height in heights) < 0.05 for value in values)


def test_a_gap_is_a_gap() -> None:
    chart = made.lines()
    colour = LIGHT.focus
    runs = [item["points"] for item in drawn(chart, "path") if item["stroke"] == colour]
    assert [len(points) for points in runs if len(points) > 2] == [3, 5]


def test_nothing_is_drawn_outside() -> None:
    for name, make in made.ALL.items():
        scene = draw(make(), 453, 150)
        for item in scene.items:
            if item["t"] == "rect":
                assert item["x"] >= -1, name
                assert item["x"] + item["w"] <= scene.width + 1, name
            if item["t"] == "text":
                long = fonts.width(item["text"], item["size"], item["bold"])
                left = item["x"] - {"left": 0, "right": long, "centre": long / 2}[item["side"]]
                assert left >= -2, (name, item["text"])
                assert left + long <= scene.width + 2, (name, item["text"])


def test_names_at_lines_never_meet() -> None:
    placed = apart([50, 52, 51, 10], [10, 10, 10, 10], 0, 100)
    ordered = sorted(placed)
    assert all(b - a >= 10 - 1e-9 for a, b in zip(ordered, ordered[1:], strict=False))
    assert apart([99.0, 98.0], [20, 20], 0, 100) == pytest.approx([90.0, 70.0])


# The parts it is made of.


@pytest.mark.parametrize("name", [fonts.REGULAR, fonts.BOLD])
def test_the_tables_of_our_fonts_are_read_as_others_read_them(name: str) -> None:
    known, ours = TTFont(fonts.FOLDER / name), fonts.font_of(name)
    names = known.getBestCmap()
    assert ours.glyphs == {sign: known.getGlyphID(glyph) for sign, glyph in names.items()}
    units = known["head"].unitsPerEm
    assert ours.width("W") == pytest.approx(known["hmtx"][names[ord("W")]][0] / units)
    assert (fonts.FOLDER / "OFL.txt").read_text(encoding="utf-8").startswith("Copyright")


def test_every_sign_of_the_legend_can_be_set() -> None:
    assert fonts.missing("".join(formats.SYMBOLS.values()) + "äöüÄÖÜßẞ≥→−•€§»«„“–…·" + formats.NBSP) == ""


def test_wide_tables_lie_and_no_table_is_wider_than_its_page() -> None:
    wordy = pd.DataFrame(dict.fromkeys("abcdefg", ["Ein langer Satz über die Quelle einer Angabe, mit Tag."]))
    narrow = pd.DataFrame({"Kreis": ["Rhein-Sieg-Kreis"], "Wert (%)": ["61,1"]})
    many = pd.DataFrame({f"Wegzug oder Zuständigkeit {at} (Fälle)": ["1.455"] for at in range(8)})
    for frame, lies in ((wordy, True), (narrow, False), (many, False)):
        made_table = table(frame, "Titel")
        assert made_table["lying"] is lies
        assert sum(made_table["widths"]) <= (LYING if lies else UPRIGHT) + 0.5
    assert table(narrow, "Titel")["numeric"] == [False, True]


def test_ids_and_addresses_are_broken_without_a_sign_more() -> None:
    assert "".join(broken_id(TRACE)) == TRACE
    assert max(map(len, broken_id(TRACE))) < 24


def test_points_with_leads_are_read_from_words() -> None:
    assert words("- **Heute:** 16 * 2.\n- ohne")["points"] == [
        {"lead": "Heute:", "text": "16 * 2."},
        {"lead": "", "text": "ohne"},
    ]
    assert words("2 * 3 ** 4 - 5") == {"text": "2 * 3 ** 4 - 5", "points": []}


def test_no_name_hides_a_point() -> None:
    """What has ground behind it is drawn before the points."""
    kinds = [item["t"] for item in draw(made.funnels(), 453, 150).items]
    points = [at for at, kind in enumerate(kinds) if kind in ("circle", "area")]
    assert (
        max(at for at, kind in enumerate(kinds) if kind == "rect") < points[-len(made.funnels().categories)]
    )
