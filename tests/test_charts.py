"""Charts are checked before a renderer sees them; bars stand in order, with table, words and source."""

import dataclasses

import pandas as pd
import pytest

from kim import charts
from kim.charts import Bounds, Series
from kim.formats import NBSP
from tests import made_charts as made
from tests.made import COUNT, QUOTE, entry, result
from tests.made_descriptions import ONE, TWO, chart
from tests.plain import plain

FINE = Bounds("b", (0, 1), (1, 1), (2, 2))


def test_a_missing_value_without_status_is_not_reported_and_zero_is_a_number():
    assert chart().series[0].status == ("shown", "not_reported")
    assert Series("Reihe", (None, 2), status=("zero", "shown")).values == (0.0, 2.0)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"categories": ("a", "a")}, "twice: a"),
        ({"categories": ("a", "b", "c")}, "values: 2 of 3"),
        ({"kind": "pie"}, "unknown kind pie"),
        ({"series": (Series("s", (1, 2), style="bunt"),)}, "unknown style bunt"),
        ({"series": (Series("s", (1, None), status=("shown", "shown")),)}, "shown with None"),
        ({"series": (Series("s", (1, 2), status=("shown", "too_few")),)}, "too_few with 2.0"),
        ({"series": (Series("s", (1, 2), status=("shown", "gut")),)}, "unknown status gut"),
        ({"series": (Series("s", (1, 2)), Series("s", (1, 2)))}, "twice: s"),
        ({"series": (Series("s", (1, 2), lower=(1,), upper=(1, 2)),)}, "lower: 1 of 2"),
        ({"groups": ("x",)}, "groups: 1 of 2"),
        ({"ends": ("x",)}, "ends: 1 of 2"),
        ({"highlight": "c"}, "no such category: c"),
        ({"kind": "range"}, "range without upper ends"),
        ({"kind": "tiles"}, "places belong to tiles"),
        ({"kind": "curve"}, "positions belong to curve, funnel, scatter"),
        ({"kind": "funnel"}, "positions belong to curve, funnel, scatter"),
        ({"positions": (0, 7)}, "positions belong to curve, funnel, scatter"),
        ({"kind": "curve", "positions": (0,)}, "positions: 1 of 2"),
        ({"kind": "curve", "positions": (7, 0)}, "positions do not ascend"),
        ({"kind": "stacked", "positions": (7, 7)}, "positions do not ascend"),
        ({"kind": "funnel", "positions": (1, 2), "series": (ONE, TWO)}, "funnel takes one series, not 2"),
        ({"kind": "funnel", "positions": (1, 2), "marks": ("usual",)}, "marks: 1 of 2"),
        ({"kind": "line", "marks": ("usual", "gut")}, "unknown mark gut"),
        ({"marks": ("usual", "few")}, "bar has no marks and no bounds"),
        ({"kind": "curve", "positions": (0, 7), "bounds": (FINE,)}, "curve has no marks and no bounds"),
        ({"kind": "line", "bounds": (Bounds("b", (0, 1), (1,), (2, 2)),)}, "bounds b: columns of different"),
        ({"kind": "line", "bounds": (Bounds("b", (0, 1), (3, 3), (2, 2)),)}, "bounds b: lower above upper"),
    ],
)
def test_a_chart_that_does_not_add_up_is_refused(changes, fault):
    with pytest.raises(ValueError, match=fault):
        chart(**changes)


@pytest.mark.parametrize("name", made.ALL)
def test_every_chart_says_what_it_shows(name):
    made_chart = made.ALL[name]()
    assert made_chart.title
    assert made_chart.sentence.endswith(".")
    assert made_chart.source.startswith("Quelle: ")
    assert made_chart.sentence in made_chart.alt
    assert len(made_chart.table)
    assert "status" in made_chart.data.columns


# bars by unit


def test_units_stand_by_name_within_their_regierungsbezirk():
    bars = made.site_bars()
    assert bars.categories[:4] == ("Nordrhein-Westfalen", "Bochum", "Dortmund", "Ennepe-Ruhr-Kreis")
    assert len(bars.categories) == 55
    inside = [
        name
        for name, group in zip(bars.categories, bars.groups, strict=True)
        if group == "Regierungsbezirk Köln"
    ]
    assert inside[0] == "Stadt Aachen"
    assert inside.index("Düren") < inside.index("Euskirchen")
    assert bars.highlight == "Rhein-Sieg-Kreis"


def test_every_status_keeps_its_place_and_its_symbol():
    bars = made.site_bars()
    ends = dict(zip(bars.categories, map(plain, bars.ends), strict=True))
    assert ends["Düsseldorf"] == "."
    assert ends["Duisburg"] == "/"
    assert ends["Essen"] == "g"
    assert ends["Krefeld"] == "x"
    assert ends["Mönchengladbach"] == "–"
    assert ends["Mülheim an der Ruhr"] == "0,0 %"
    assert ends["Rhein-Sieg-Kreis"] == "61,1 %"
    assert ends["Nordrhein-Westfalen"] == "77,3 %"


def test_the_land_is_a_bar_of_its_own_and_a_line():
    bars = made.site_bars()
    assert bars.comparator == "Nordrhein-Westfalen"
    assert [plain(line.label) for line in bars.lines] == ["Land 77,3 %"]
    assert bars.title == (
        "Besetzungsquote, Baustein 2 (Case Management) – alle KI-Standorte, 31.03.2024; "
        "verglichen mit dem Land"
    )


def test_order_by_value_is_for_posts_only():
    ordered = charts.bars_by_unit(made.all_sites(k05315=made.quote(19, 20)), land=made.land(), by_value=True)
    assert ordered.categories[:3] == ("Köln", "Nordrhein-Westfalen", "Stadt Aachen")
    outcomes = dataclasses.replace(made.all_sites(), indicator=entry(theme="faelle"))
    with pytest.raises(ValueError, match="not a full count"):
        charts.bars_by_unit(outcomes, by_value=True)


def test_missing_units_come_last_in_the_order_of_values():
    ordered = charts.bars_by_unit(made.all_sites(k05315=made.missing()), by_value=True)
    assert ordered.categories[-1] == "Köln"


def test_the_sum_of_counts_is_no_bar_beside_its_parts():
    rows = [{"behoerde_id": unit, "anzahl": 5} for unit in ("EBH-05382", "EBH-05315")]
    offices = result(COUNT, rows, ("behoerde_id",), art="EBH", berichtstermin=made.TERMIN)
    bars = charts.bars_by_unit(
        offices, land=result(COUNT, [{"anzahl": 10}], art="EBH", berichtstermin=made.TERMIN)
    )
    assert bars.categories == ("Stadt Köln", "Rhein-Sieg-Kreis")
    assert "im Land sind es 10 Anträge" in plain(bars.sentence)
    assert bars.id == "offene_antraege_behoerde_id_EBH"


def test_table_and_data_say_why_a_number_is_missing():
    bars = made.site_bars()
    table, data = bars.table.set_index("Kreis"), bars.data.set_index("kreis_id")
    assert table.loc["Düsseldorf", "Besetzungsquote (%)"] == "."
    assert table.loc["Düsseldorf", "Angabe"] == "nicht gemeldet"
    assert (table.loc["Rhein-Sieg-Kreis", "Zähler"], table.loc["Rhein-Sieg-Kreis", "Nenner"]) == ("11", "18")
    assert table.index[0] == "Nordrhein-Westfalen"
    assert data.loc["05382", "value"] == pytest.approx(61.111111)
    assert tuple(data.loc["05111", ["status", "kreis_name"]]) == ("not_reported", "Düsseldorf")
    assert pd.isna(data.loc["05111", "value"])
    assert set(data["berichtstermin"]) == {"2024-03-31"}


def test_the_source_line_names_stand_stichtage_coverage_and_invention():
    assert made.site_bars().source == (
        "Quelle: Meldungen der Kreise; Stand 31.03.2024 (Sozialausschuss 16.04.2024); "
        f"Stichtage 29.01.–31.01.2024; 52 von 54{NBSP}KI-Standorten haben gemeldet. Beispieldaten (erfunden)."
    )


def test_notes_name_who_is_missing_and_count_many():
    few = result(QUOTE, [made.quote(1, 2)], missing=("05111", "05154"))
    assert charts.around.notes(few) == ("Nicht gemeldet: Düsseldorf und Kreis Kleve.",)
    reasons = dataclasses.replace(few, missing=(), notes=("05382: Nachmeldung folgt.",))
    assert charts.around.notes(reasons) == (
        "Anmerkung der meldenden Stelle, Rhein-Sieg-Kreis: Nachmeldung folgt.",
    )
    many = dataclasses.replace(few, missing=tuple(made.all_sites().frame["kreis_id"][:9]))
    assert charts.around.notes(many)[0].endswith("und 3 weitere (siehe die Seite Datenstand).")


# bars by a dimension


def test_dimensions_keep_the_order_of_their_list_and_their_intervals():
    bars = made.field_bars()
    assert bars.categories[0] == "Sprache"
    assert bars.series[0].lower[0] == 46.2
    assert bars.table.loc[0, "95-%-Intervall von"] == "46,2"
    assert plain(bars.sentence) == (
        "Zielerreichungsquote: am niedrigsten »Wohnen« 20,0 %, am höchsten »Sprache« 60,0 %. "
        "1 hat zu wenige Fälle."
    )
