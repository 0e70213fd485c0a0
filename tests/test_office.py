"""What the page says about a simulated authority lies where it must beside what really happened there."""

import numpy as np
import pytest

from kim.catalogue import load_catalogue, load_indicator
from kim.stand import Selection
from tests import office

SEED = 7
GROWING, STEADY = "EBH-05382", "EBH-05382068"
YEAR_2023 = ("2023-03-31", "2023-06-30", "2023-09-30", "2023-12-31")
LAST = YEAR_2023[-1]
ASKED = (
    "offen_nach_365_tagen_tempo",
    "offen_nach_365_tagen_kohorte",
    "median_bis_erledigung_tempo",
    "positiv_binnen_365_tagen_tempo",
    "rechnerische_reichweite",
    "reichweite_ohne_vorgezogene",
    "vorausschau",
    "mittel_der_erledigten",
    "bestand",
    "eingaenge",
    "erledigungen",
)
CLOCKS = [
    entry
    for entry in load_catalogue().values()
    if entry.kind == "duration" and entry.datasets == ("antraege",) and "positiv" in entry.ways
]
OF_CLOSED = [entry for entry in load_catalogue().values() if "erledigten verfahren" in entry.title.lower()]


@pytest.fixture(scope="module")
def growing():
    return office.simulate(office.growing(), SEED)


@pytest.fixture(scope="module")
def steady():
    return office.simulate(office.steady(), SEED)


@pytest.fixture(scope="module")
def stand(growing, steady, tmp_path_factory):
    cubes = {entry.query for entry in [*map(load_indicator, ASKED), *CLOCKS]}
    offices = {GROWING: growing, STEADY: steady}
    opened = office.stand_of(offices, tmp_path_factory.mktemp("office"), cubes)
    yield opened
    opened.close()


# what the page says


def value(stand, indicator: str, authority: str, **where: object) -> float:
    row = stand.result(indicator, Selection((), {"art": "EBH", "behoerde_id": authority} | where)).row
    assert row["status"] == "shown"
    return row["value"]


def pace(stand, indicator: str, authority: str, quarters=YEAR_2023) -> float:
    return value(stand, indicator, authority, fenster_quartal=quarters)


def reach(stand, authority: str) -> float:
    chosen = {"grundlage": "einzelvorgang", "zaehleinheit": "antrag", "berichtstermin": LAST}
    return value(stand, "rechnerische_reichweite", authority, **chosen)


def in_order(stand, authority: str) -> float:
    """Days the stock without the fast lane would last."""
    return value(stand, "reichweite_ohne_vorgezogene", authority, vorgezogen="nein", berichtstermin=LAST)


def test_the_office_arrives_whole(stand, growing):
    chosen = {"grundlage": "einzelvorgang", "zaehleinheit": "antrag"}
    months = growing.months()
    year = months[months["monat"] < 12]
    came = value(stand, "eingaenge", GROWING, **chosen, quartal=YEAR_2023)
    ended = value(stand, "erledigungen", GROWING, **chosen, quartal=YEAR_2023)
    pending = value(stand, "bestand", GROWING, **chosen, berichtstermin=LAST)
    assert came == year["eingaenge"].sum()
    assert ended == year["entschieden"].sum() + year["zurueckgezogen"].sum()
    assert pending == months["bestand"].iloc[-1]


@pytest.mark.parametrize("lanes", [("ja", "nein"), ("nein",)])
def test_the_months_arrive_as_they_were(stand, growing, lanes):
    chosen = {"art": "EBH", "behoerde_id": GROWING, "vorgezogen": lanes, "berichtstermin": LAST}
    seen = stand.roll_up(load_indicator("vorausschau"), Selection((), chosen)).set_index("monat")
    happened = growing.months(in_order=lanes == ("nein",)).set_index("monat")
    flows = ["eingaenge", "entschieden", "zurueckgezogen", "bestand"]
    assert len(seen) == 36
    assert (seen[flows] == happened.loc[seen.index, flows]).all(axis=None)


# a growing queue


def test_closed_procedures_alone_would_tell_an_absurdly_short_wait(growing):
    closed_now, closed_ever, last_year = of_closed(growing)
    assert closed_now < 0.1 * growing.truth.filed_soon
    assert closed_ever < 0.35 * growing.truth.filed_soon
    assert last_year < 0.65 * growing.truth.filed_soon


def test_the_length_of_closed_procedures_is_told_as_what_it_is(stand, growing):
    year = {"quartal": YEAR_2023}
    *_, median = of_closed(growing)
    assert value(stand, "median_dauer_der_erledigten", GROWING, **year) == pytest.approx(median, abs=1)
    mean = value(stand, "mittel_der_erledigten", GROWING, **year)
    assert mean == pytest.approx(299, rel=0.1)
    assert mean < 0.5 * growing.truth.filed_soon


def test_the_pace_of_the_last_year_lies_between_closed_procedures_and_the_truth(stand, growing):
    *_, last_year = of_closed(growing)
    year = pace(stand, "median_bis_erledigung_tempo", GROWING)
    half = pace(stand, "median_bis_erledigung_tempo", GROWING, YEAR_2023[2:])
    assert last_year < year < half < growing.truth.filed_a_year_earlier
    assert year == pytest.approx(452, rel=0.1)  # statistics.md 2.6, over 20 offices
    assert half == pytest.approx(488, rel=0.1)


def test_the_share_still_open_after_a_year_is_right_under_growth(stand, growing):
    truth = growing.truth.open_after_a_year
    half = pace(stand, "offen_nach_365_tagen_tempo", GROWING, YEAR_2023[2:])
    assert half == pytest.approx(truth, abs=3)
    assert pace(stand, "offen_nach_365_tagen_tempo", GROWING) == pytest.approx(truth, abs=6)
    assert truth == pytest.approx(68, abs=3)


def test_the_reach_says_more_than_the_pace_and_still_too_little(stand, growing):
    said = reach(stand, GROWING)
    assert pace(stand, "median_bis_erledigung_tempo", GROWING) < said < growing.truth.filed_in_the_last_year
    assert said == pytest.approx(519, rel=0.1)


def test_only_the_reach_of_those_in_order_comes_near_to_what_a_new_applicant_meets(stand, growing):
    """Still short by about a tenth: the backlog grows on (statistics.md 2.6)."""
    truth = growing.truth.filed_soon
    said = in_order(stand, GROWING)
    assert 0.8 * truth < said < truth
    assert said == pytest.approx(707, rel=0.1)
    others = [pace(stand, "median_bis_erledigung_tempo", GROWING, quarters) for quarters in HALVES]
    assert max(*others, reach(stand, GROWING), *of_closed(growing)) < 0.85 * said


def test_the_outlook_of_half_a_year_says_the_same_in_months(stand, growing):
    chosen = {"vorgezogen": "nein", "berichtstermin": LAST}
    months = value(stand, "vorausschau", GROWING, **chosen)
    assert months * office.YEAR / 12 == pytest.approx(in_order(stand, GROWING), rel=0.1)


def test_what_was_taken_back_is_no_early_success(stand, growing):
    """Who leaves by another way is not positive later: the share by the first year stays low."""
    positive = pace(stand, "positiv_binnen_365_tagen_tempo", GROWING)
    open_still = pace(stand, "offen_nach_365_tagen_tempo", GROWING)
    assert positive < 100 - open_still - 5


# a steady office


def test_in_a_steady_office_all_honest_figures_agree(stand, steady):
    truth = steady.truth.filed_soon
    medians = [pace(stand, "median_bis_erledigung_tempo", STEADY, quarters) for quarters in HALVES]
    assert [*medians, *of_closed(steady)] == [pytest.approx(truth, rel=0.1)] * 5
    assert steady.truth.filed_a_year_earlier == pytest.approx(truth, rel=0.1)


def test_in_a_steady_office_the_reach_of_those_in_order_agrees_too(stand, steady):
    assert in_order(stand, STEADY) == pytest.approx(steady.truth.filed_soon, rel=0.1)


def test_in_a_steady_office_the_reach_is_the_mean_wait(stand, steady):
    """Little's law: stock over throughput is the mean, with the fast lane and those who leave in it."""
    assert reach(stand, STEADY) == pytest.approx(mean_wait(steady), rel=0.05)


def test_in_a_steady_office_nobody_waits_longer_than_a_year(stand, steady):
    assert steady.truth.open_after_a_year == 0
    assert pace(stand, "median_bis_erledigung_tempo", STEADY) < 365
    chosen = {"art": "EBH", "behoerde_id": STEADY, "fenster_quartal": YEAR_2023}
    row = stand.result("offen_nach_365_tagen_tempo", Selection((), chosen)).row
    assert (row["status"], row["beobachtet"]) == ("not_estimable", 0)


HALVES = (YEAR_2023, YEAR_2023[2:])


def of_closed(procedures: office.Procedures) -> tuple[float, float, float]:
    """Medians nobody should print: closed and filed in the last year, all closed, closed in the last year."""
    report = office.day_number(office.REPORT)
    closed, took = procedures.ended <= report, procedures.ended - procedures.filed
    filed, ended = procedures.filed > report - 365, procedures.ended > report - 365
    return tuple(float(np.median(took[chosen])) for chosen in (closed & filed, closed, closed & ended))


def mean_wait(procedures: office.Procedures) -> float:
    report = office.day_number(office.REPORT)
    there = (procedures.filed > report - 365) & (procedures.filed <= report)
    return float(np.mean((procedures.ended - procedures.filed)[there]))


# what no figure may be


@pytest.mark.parametrize("entry", CLOCKS, ids=lambda entry: entry.id)
def test_every_clock_counts_those_who_still_wait(stand, entry):
    """A cube of closed procedures has as many ends as it follows; its figures have to say whose they are."""
    counts = stand.query(f"select * from {entry.query}")
    followed, ended = counts["abgang"].sum(), counts[list(entry.ways)].to_numpy().sum()
    assert ended > 0
    assert followed > 1.05 * ended or "erledigte" in entry.title.lower()


@pytest.mark.parametrize("entry", OF_CLOSED, ids=lambda entry: entry.id)
def test_what_is_said_of_closed_procedures_says_who_is_missing(entry):
    assert entry.limits.startswith("Keine Wartezeit: ")
    assert "wartezeit" not in entry.title.lower()


def test_days_are_no_average_of_closed_procedures():
    """Only clocks and quotients of a stock may be told in days; an average has to say whose it is."""
    for entry in load_catalogue().values():
        if entry.theme == "behoerden" and entry.unit in ("Tage", "Monate") and entry.kind == "mean":
            assert "erledigte" in entry.title.lower(), entry.id


def test_nothing_called_waiting_time_is_anything_but_a_clock():
    named = [entry for entry in load_catalogue().values() if "wartezeit" in entry.title.lower()]
    assert [entry.id for entry in named if entry.kind != "duration"] == []
