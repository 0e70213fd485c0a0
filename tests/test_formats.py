"""Numbers, dates, units and symbols are written as German readers expect them."""

import datetime
from decimal import Decimal

import pandas as pd
import pytest

from kim import formats
from kim.formats import MINUS, NBSP


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (0, 0, "0"),
        (1234.5, 1, "1.234,5"),
        (1234567, 0, "1.234.567"),
        (Decimal("153.94"), 2, "153,94"),
        (61.11111111, 1, "61,1"),
        (0.25, 1, "0,3"),
        (2.5, 0, "3"),
        (-6.25, 1, f"{MINUS}6,3"),
        (-0.04, 1, "0,0"),
        (999.95, 1, "1.000,0"),
    ],
)
def test_numbers(value, decimals, written):
    assert formats.number(value, decimals) == written


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT])
def test_a_missing_value_is_never_a_number(missing):
    with pytest.raises((ValueError, TypeError)):
        formats.number(missing)


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "written"),
    [
        (61.11, "%", 1, "61,1 %"),
        (Decimal("11.00"), "VZÄ", 2, "11 VZÄ"),
        (Decimal("3.50"), "VZÄ", 1, "3,5 VZÄ"),
        (100, "VZÄ", 0, "100 VZÄ"),
        (1, "Anträge", 0, "1 Antrag"),
        (2, "Anträge", 0, "2 Anträge"),
        (1, "Fälle je VZÄ", 0, "1 Fall je VZÄ"),
        (1.0, "Fälle je VZÄ", 1, "1,0 Fälle je VZÄ"),
        (456000, "Euro", 0, "456.000 Euro"),
        (7, "", 0, "7"),
    ],
)
def test_units(value, unit, decimals, written):
    assert formats.with_unit(value, unit, decimals) == written.replace(" ", NBSP, 1)


def test_differences_carry_their_sign():
    assert formats.signed(3.24, "Prozentpunkte", 1) == f"+3,2{NBSP}Prozentpunkte"
    assert formats.signed(-6.3, "Prozentpunkte", 1) == f"{MINUS}6,3{NBSP}Prozentpunkte"
    assert formats.signed(0.01, "", 1) == "0,0"


def test_shares_are_said_with_both_numbers():
    assert formats.share_of(Decimal("11.00"), 18) == "11 von 18"
    assert formats.share_of(Decimal("3.5"), Decimal("4.50")) == "3,5 von 4,5"
    assert formats.share_of(1180, 1700) == "1.180 von 1.700"


@pytest.mark.parametrize(
    ("low", "high", "written"),
    [
        (12, 24, "1 bis 2 Jahre"),
        (12, 12, "1 Jahr"),
        (24, None, "2 Jahre"),
        (18, None, "18 Monate"),
        (1, None, "1 Monat"),
        (0, 1, "0 bis 1 Monat"),
        (6, 12, "6 bis 12 Monate"),
        (6.5, 7, "6,5 bis 7 Monate"),
    ],
)
def test_months_are_said_in_years_where_both_ends_are_whole_years(low, high, written):
    assert formats.months(low, high).replace(NBSP, " ") == written


def test_other_units_keep_their_unit():
    assert formats.spoken_range(2, 3, "Wochen") == f"2 bis 3{NBSP}Wochen"
    assert formats.spoken_range(3400, None, "Anträge") == f"3.400{NBSP}Anträge"
    assert formats.spoken_range(12, 24, "Monate") == f"1 bis 2{NBSP}Jahre"


@pytest.mark.parametrize("day", [datetime.date(2024, 3, 31), pd.Timestamp("2024-03-31"), "2024-03-31"])
def test_days_come_as_dates_timestamps_or_iso_text(day):
    assert (formats.date(day), formats.month(day), formats.quarter(day)) == (
        "31.03.2024",
        "03/2024",
        "1/2024",
    )


def test_spans_of_days_say_the_year_once_where_it_is_the_same():
    assert formats.days_between("2024-01-31", "2024-01-31") == "31.01.2024"
    assert formats.days_between("2024-01-29", "2024-01-31") == "29.01.–31.01.2024"
    assert formats.days_between("2023-12-31", "2024-01-31") == "31.12.2023–31.01.2024"


def test_cells_and_labels_never_write_a_missing_value_as_zero():
    assert formats.cell(61.11, "shown", "%", 1) == "61,1"
    assert formats.label(61.11, "shown", "%", 1) == f"61,1{NBSP}%"
    assert [formats.cell(None, status) for status in formats.SYMBOLS] == ["0", ".", "…", "g", "/", "x", "–"]
    assert formats.label(None, "zero", "Anträge") == f"0{NBSP}Anträge"
    assert formats.label(None, "not_reported", "%", 1) == "nicht gemeldet"


def test_every_status_has_symbol_words_and_meaning():
    assert set(formats.STATUSES) - {"shown"} == set(formats.SYMBOLS)
    assert formats.SYMBOLS.keys() == formats.WORDS.keys() == formats.MEANINGS.keys()


def test_the_legend_keeps_its_order_and_lists_what_was_asked():
    assert [symbol for symbol, _ in formats.symbol_legend()] == ["0", ".", "…", "g", "/", "x", "–"]
    assert formats.symbol_legend(["too_few", "not_reported", "shown"]) == [
        (".", "nicht gemeldet; das ist nicht null"),
        ("/", "zu wenige Fälle für eine verlässliche Angabe"),
    ]


def test_lists_of_words():
    assert formats.listing(["a"]) == "a"
    assert formats.listing(["a", "b", "c"]) == "a, b und c"
