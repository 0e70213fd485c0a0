"""What is typed in is a file like any other; what is carried over from last time is what can still hold."""

from datetime import date

import pyarrow.parquet as pq
import pytest
from streamlit.testing.v1 import AppTest

from kim.datasets import load_dataset, load_datasets
from kim.intake import check_file, remembered_lesart, submit
from kim.intake.typed_in import (
    Before,
    as_submission,
    carried_over,
    given,
    is_blank,
    last_rows,
    prefilled,
    sum_told,
    typed_rows,
    was_typed_in,
)
from kim.reading import Lesart
from tests.handed_in import HANDED_IN, LAST_DAY, SENDERS, sample

NEXT = date(2026, 3, 31)


TYPED_IN = [name for name, dataset in load_datasets().items() if dataset.typed_in]


@pytest.mark.parametrize("dataset_id", TYPED_IN)
def test_the_last_rows_typed_in_again_are_accepted_with_the_same_figures(dataset_id, store):
    dataset, sender = load_dataset(dataset_id), SENDERS[dataset_id]
    submit(store, sample(dataset_id), HANDED_IN)
    before = last_rows(store, dataset, sender, LAST_DAY)
    submission = as_submission(dataset, sender, before.day, before.rows)
    check = check_file(store, submission, HANDED_IN)
    assert [issue for issue in check.issues if issue.severity == "error"] == []
    assert was_typed_in(submission)
    assert figures(check.rows.to_pylist()) == figures(stored(store, dataset, before.day)) != []
    told = given(dataset, sender, before.day)
    assert typed_rows(dataset, submission) == [{**row, **told} for row in before.rows]


def stored(store, dataset, day):
    """The rows of the store that speak for a day."""
    places = [unit.place for unit in store.manifest().units_of(dataset.id)]
    rows = [row for place in places for row in pq.read_table(store.file(place)).to_pylist()]
    return [row for row in rows if row[dataset.period_end] == day]


def figures(rows):
    return sorted(
        str([value for name, value in row.items() if name not in ("auszug_vom", "zeile")]) for row in rows
    )


def test_sums_are_declared_over_columns_of_the_dataset():
    for dataset in load_datasets().values():
        for declared in dataset.sums:
            assert {declared.total, *declared.plus, *declared.minus} <= set(dataset.names)


def test_nothing_is_prefilled_for_who_never_handed_in(store):
    assert last_rows(store, load_dataset("stellen"), "05382", NEXT) is None


def test_empty_fields_stay_empty_and_zero_stays_zero(store):
    dataset = load_dataset("stellen")
    row = {"baustein": "2", "zugewiesen_vzae": "", "abgerufen_vzae": "0", "besetzt_vzae": "0"}
    check = check_file(store, as_submission(dataset, "05382", LAST_DAY, [row]), HANDED_IN)
    [told] = check.rows.to_pylist()
    assert (told["zugewiesen_vzae"], told["abgerufen_vzae"], told["besetzt_vzae"]) == (None, 0, 0)


def test_what_is_no_number_is_told_with_its_label(store):
    dataset = load_dataset("stellen")
    row = {"baustein": "2", "besetzt_vzae": "fünf"}
    [issue] = check_file(store, as_submission(dataset, "05382", LAST_DAY, [row]), HANDED_IN).issues
    assert (issue.code, issue.column, issue.value) == ("zahl_unlesbar", "Besetzt (VZÄ)", "fünf")


def test_counts_and_days_of_last_time_are_not_carried_over():
    posts = {"baustein": "2", "besetzt_vzae": "11", "zugaenge": "3", "vakant_seit": "01.02.2025",
             "prognose_besetzt_vzae": "12", "prognose_fuer": "31.12.2025"}  # fmt: skip
    kept = {name: text for name, text in carried_over(load_dataset("stellen"), posts).items() if text}
    assert kept == {"baustein": "2", "besetzt_vzae": "11"}


def test_a_stock_begins_where_the_last_one_ended():
    last = {"anliegen": "alle", "bestand_anfang": "1700", "eingaenge": "400", "bestand_ende": "1800"}
    kept = carried_over(load_dataset("bestand"), last)
    assert (kept["bestand_anfang"], kept.get("eingaenge"), kept["anliegen"]) == ("1800", None, "alle")


def test_counts_speak_for_the_quarter_of_the_stichtag():
    assert given(load_dataset("bestand"), "EBH-05382", NEXT) == {
        "behoerde_id": "EBH-05382", "zeitraum_von": "01.01.2026", "zeitraum_bis": "31.03.2026",
    }  # fmt: skip


def test_the_rows_of_the_same_stichtag_are_there_to_be_corrected():
    dataset = load_dataset("bestand")
    row = {"anliegen": "alle", "bestand_anfang": "1700", "eingaenge": "400", "bestand_ende": "1800"}
    assert prefilled(dataset, Before(date(2026, 1, 1), NEXT, [row]), NEXT) == [row]


@pytest.mark.parametrize(
    ("begin", "day", "stock"),
    [
        (date(2025, 10, 1), date(2025, 12, 31), "1800"),  # the quarter before
        (date(2025, 7, 1), date(2025, 9, 30), ""),  # one is missing between
        (date(2025, 4, 1), NEXT, ""),  # a year that ends on the same day
    ],
)
def test_a_stock_is_carried_over_only_into_the_period_that_follows(begin, day, stock):
    row = {"anliegen": "alle", "bestand_anfang": "1700", "eingaenge": "400", "bestand_ende": "1800"}
    [kept] = prefilled(load_dataset("bestand"), Before(begin, day, [row]), NEXT)
    assert (kept.get("bestand_anfang", ""), kept.get("eingaenge")) == (stock, None)


def test_typing_in_does_not_forget_how_the_files_of_the_sender_are_read(store):
    dataset, sender, lesart = (
        load_dataset("stellen"),
        SENDERS["stellen"],
        Lesart(columns={"baustein": "Baustein"}),
    )
    submit(store, sample("stellen", lesart=lesart), HANDED_IN)
    before = last_rows(store, dataset, sender, LAST_DAY)
    submit(store, as_submission(dataset, sender, before.day, before.rows), HANDED_IN)
    assert store.receipts()[0].file_name.startswith("eingabe_stellen_")
    assert remembered_lesart(store, "stellen", sender) == lesart


def test_a_short_day_is_read_as_germans_write_it(store):
    row = {"baustein": "2", "zugewiesen_vzae": "1.234", "besetzt_vzae": "0", "vakant_seit": "01.02.25"}
    check = check_file(store, as_submission(load_dataset("stellen"), "05382", LAST_DAY, [row]), HANDED_IN)
    [told] = check.rows.to_pylist()
    assert (told["vakant_seit"], told["zugewiesen_vzae"]) == (date(2025, 2, 1), 1234)


FLOW = {"bestand_anfang": "1.700", "eingaenge": "400", "erledigt_positiv": "300", "bestand_ende": "1800"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "geht auf."),
        ({"bestand_ende": "1790"}, "ergibt 1.800, »Bestand am Ende« ist 1.790; Unterschied −10."),
        ({"bestand_ende": ""}, "ergibt 1.800, »Bestand am Ende« fehlt."),
        ({"erledigt_positiv": ""}, "noch nicht alle Zahlen da."),
        ({"bestand_anfang": "1,7.0"}, "noch nicht alle Zahlen da."),
    ],
)
def test_the_form_says_what_the_flow_comes_to(changed, said):
    dataset = load_dataset("bestand")
    assert sum_told(dataset, dataset.sums[0], FLOW | changed).endswith(said)


def test_what_is_preset_alone_is_no_row():
    dataset = load_dataset("bestand")
    assert is_blank(dataset, {"anliegen": "alle", "eingaenge": " "})
    assert not is_blank(dataset, {"anliegen": "alle", "eingaenge": "0"})


FORM = """
from datetime import date
import streamlit as st
from kim.datasets import load_dataset
from kim.ui.einreichung.typing_in import choose_rows
told = choose_rows(load_dataset("{dataset}"), "{sender}", date.fromisoformat("{day}"))
if told:
    st.code(told.content.decode())
"""


def form(store, monkeypatch, dataset, sender, day):
    monkeypatch.setenv("KIM_STORE", str(store.path))
    app = AppTest.from_string(FORM.format(dataset=dataset, sender=sender, day=day), default_timeout=60).run()
    assert not app.exception
    return app


def field(app, label):
    return next(found for found in app.text_input if found.label.startswith(label))


def press(app, label):
    next(found for found in app.button if found.label == label).click().run()
    assert not app.exception


def said(app):
    return "\n".join(element.value for element in [*app.markdown, *app.error])


def test_the_form_takes_up_last_time_adds_rows_and_leaves_rows_out(store, monkeypatch):
    submit(store, sample("bestand"), HANDED_IN)
    app = form(store, monkeypatch, "bestand", SENDERS["bestand"], NEXT)
    begun, rows = field(app, "Eingänge, Zeile 2"), len(app.subheader)
    assert (begun.value, "(zuletzt " in begun.label) == ("", True)
    begun.set_value("777").run()
    press(app, "Weitere Zeile")
    assert (len(app.subheader), field(app, "Eingänge, Zeile 2").value) == (rows + 1, "777")
    for box in app.checkbox[1:rows]:
        box.check()
    press(app, "Prüfen")
    assert "Bestätigen Sie noch" in said(app)
    app.checkbox[-1].check()
    press(app, "Prüfen")
    heading, *lines = app.code[0].value.splitlines()
    assert len(lines) == 1
    assert dict(zip(heading.split(";"), lines[0].split(";"), strict=True))['"Eingänge"'] == '"777"'


def test_an_empty_form_is_not_sent(store, monkeypatch):
    app = form(store, monkeypatch, "stellen", "05382", NEXT)
    app.checkbox[-1].check()
    press(app, "Prüfen")
    assert "Es ist noch nichts eingetragen." in said(app)
    assert len(app.code) == 0


def test_every_field_has_a_name_of_its_own(store, monkeypatch):
    submit(store, sample("stellen"), HANDED_IN)
    app = form(store, monkeypatch, "stellen", SENDERS["stellen"], NEXT)
    names = [found.label for found in [*app.text_input, *app.selectbox, *app.checkbox]]
    assert len(names) == len(set(names)) > len(load_dataset("stellen").columns)
