"""In the data package texts stay texts, and where there is no number none is anywhere."""

import dataclasses
import re

import pytest

from kim.exports.datapackage import datapackage
from tests import made_charts
from tests.made import QUOTE, result
from tests.made_reports import of_charts
from tests.reading_datapackage import excel_rows_in, files_in, parquet_rows_in, rows_in

HOSTILE = (
    "=1+1",
    "+49",
    "-cmd|' /C calc'!A0",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://x";"y")',
    "＝1",
)


def test_no_number_of_a_status_without_one_is_anywhere():
    hidden = {
        f"k0511{n}": {"status": status, "numerator": 7771.0, "denominator": 7772.0, "n": 7773.0,
                      "lower": 7774.0, "upper": 7775.0}
        for n, status in enumerate(("too_few", "suppressed", "not_estimable", "not_applicable"), 1)
    }  # fmt: skip
    chart = made_charts.site_bars(**hidden)
    assert 7771.0 in list(chart.data["numerator"])
    files = files_in(datapackage(of_charts(chart)))
    for name, content in files.items():
        if name.startswith("daten/") and name.endswith(".csv"):
            assert b"777" not in content, name
    for table in ("werte", "gezeichnet"):
        typed = parquet_rows_in(datapackage(of_charts(chart)), table)
        numbers = {v for row in typed for v in row.values() if isinstance(v, float)}
        assert numbers.isdisjoint({7771.0, 7772.0, 7773.0, 7774.0, 7775.0})


def test_a_counted_zero_is_a_number():
    blob = datapackage(of_charts(made_charts.post_stack()))
    zeros = [row for row in rows_in(blob, "werte") if row["status"] == "zero"]
    assert zeros
    assert {row["wert"] for row in zeros} == {"0"}


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_stay_texts(text):
    chart = dataclasses.replace(
        made_charts.site_bars(), notes=(text,), sentence=text, source=text, title=text, groups=(text,) * 55
    )
    published = made_charts.published({"quelle": text, "wortlaut": text, "anmerkung": text})
    spans = made_charts.charts.range_bars(published, stelle="EBH")
    blob = datapackage(of_charts(chart, spans))
    [figure, _] = rows_in(blob, "bilder")
    assert (figure["titel"], figure["aussage"], figure["anmerkungen"]) == (text, text, text)
    assert [row["quelle"] for row in rows_in(blob, "werte") if row["quelle"]] == [text]
    for table in ("bilder", "werte", "gezeichnet"):
        for row in excel_rows_in(blob, table):
            for cell in row.values():
                assert not cell.startswith(("=", "+", "@", "\t", "\r", "\n", "＝")), cell
                assert not cell.startswith("-") or re.fullmatch(r"-[\d,]+", cell)
    assert excel_rows_in(blob, "bilder")[0]["Titel"] == f"'{text}"


def test_a_negative_number_is_no_text():
    chart = made_charts.charts.bars_by_unit(
        result(QUOTE, [{"kreis_id": "05382", "numerator": -3.0, "denominator": 6.0}], ("kreis_id",),
               berichtstermin="2024-03-31")
    )  # fmt: skip
    blob = datapackage(of_charts(chart))
    assert [row["Wert"] for row in excel_rows_in(blob, "werte")] == ["-50"]
    assert [row["wert"] for row in rows_in(blob, "werte")] == ["-50"]


def test_a_column_nobody_knows_is_not_left_out_silently():
    chart = made_charts.site_bars()
    other = dataclasses.replace(chart.twins, data=lambda: chart.data.assign(neu=1))
    with pytest.raises(ValueError, match="neu"):
        datapackage(of_charts(dataclasses.replace(chart, twins=other)))
