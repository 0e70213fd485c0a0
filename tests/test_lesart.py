"""A Lesart outside the program: written, read again, and laid over a remembered one."""

import pytest

from kim.errors import KimError
from kim.reading import NOT_THERE, Lesart, lesart_of, load_lesart

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
