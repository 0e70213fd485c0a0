"""The sentences on how long it takes change with the data: told, too few, not reached, not reported."""

from collections.abc import Iterator
from math import nan

import pytest

from kim.catalogue import load_indicator
from kim.sentences import waits
from kim.stand import Result, Stand, open_stand
from kim.store import Store
from kim.topics import Choice, Lens
from kim.topics.behoerden import Authorities
from kim.topics.behoerden.pace import _filed_today, _trend
from kim.topics.choice import anliegen, gebiete, termine
from tests.bench_waiting import VIEWS, _selections
from tests.demo_store import demo_store
from tests.made import result
from tests.plain import plain

WINDOW = ("2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31")
HERE = {"kreis_id": ("05382",), "art": ("EBH",), "fenster_quartal": WINDOW}
DAYS = (91, 182, 365, 547, 730)
SHOWN = {"n": 1700, "ereignisse": 900, "beobachtet": 400}


def one(indicator: str, coverage: tuple[int, int] = (2, 2), **row: object) -> Result:
    return result(load_indicator(indicator), [SHOWN | row], coverage=coverage, **HERE)


def shares(year: dict, coverage: tuple[int, int] = (2, 2), **others: dict) -> dict[int, Result]:
    """The share still open by day; others, as `at182={…}`, are 81 (79 to 83) unless they are given."""
    rows = {day: others.get(f"at{day}", {"value": 81, "lower": 79, "upper": 83}) for day in DAYS} | {
        365: year
    }
    return {
        day: one("offen_nach_365_tagen_tempo", coverage, **({"status": "shown"} | row))
        for day, row in rows.items()
    }


def open_after_a_year(value: float = 68.2, lower: float = 65.1, upper: float = 71.4, **rest: object) -> dict:
    return {"value": value, "lower": lower, "upper": upper, **rest}


NOT = {"value": nan, "lower": nan, "upper": nan}


def test_of_a_hundred_so_many_are_open_after_a_year():
    assert plain(waits.headline(shares(open_after_a_year()))) == (
        "Von 100 Anträgen bei den Einbürgerungsbehörden im Rhein-Sieg-Kreis sind bei heutigem Tempo "
        "(letzte vier Quartale, 1/2025 bis 4/2025) nach 12 Monaten noch 68 offen "
        "(65 bis 71; bis zu 1.700 Verfahren gleichen Alters beobachtet)."
    )


def test_the_pace_of_an_earlier_termin_is_not_that_of_today():
    sentence = waits.headline(shares(open_after_a_year()), newest=False)
    assert "sind beim damaligen Tempo (vier Quartale, 1/2025 bis 4/2025) nach" in sentence
    assert "heutig" not in sentence


def test_authorities_that_are_missing_from_it_are_said():
    sentence = plain(waits.headline(shares(open_after_a_year(), (3, 4))))
    assert "1.700 Verfahren gleichen Alters beobachtet; 3 von 4 Behörden" in sentence


def test_of_few_the_interval_comes_first():
    sentence = plain(waits.headline(shares(open_after_a_year(52, 33.6, 70.2, n=42))))
    assert sentence.endswith(
        "noch 34 bis 70 offen (geschätzt 52; nur bis zu 42 Verfahren gleichen Alters beobachtet)."
    )


@pytest.mark.parametrize(("value", "words"), [(0.2, "weniger als 1 offen"), (0.0, "noch 0 offen")])
def test_few_are_not_none(value, words):
    assert words in plain(waits.headline(shares(open_after_a_year(value, nan, nan))))


def test_a_year_that_is_not_followed_gives_way_to_half_a_year():
    assert plain(waits.headline(shares(NOT | {"status": "not_estimable"}))) == (
        "Von 100 Anträgen bei den Einbürgerungsbehörden im Rhein-Sieg-Kreis sind bei heutigem Tempo "
        "(letzte vier Quartale, 1/2025 bis 4/2025) nach 6 Monaten noch 81 offen "
        "(79 bis 83; bis zu 1.700 Verfahren gleichen Alters beobachtet). "
        "Nach 12 Monaten: nicht schätzbar, so lange werden zu wenige beobachtet."
    )


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("too_few", "sind es zu wenige Verfahren für eine Angabe (n = 17)"),
        ("not_estimable", "ist nicht schätzbar, wie viele offen bleiben"),
        ("not_reported", "ist dazu nichts gemeldet; das ist nicht null"),
        ("partly", "ist dazu nichts für vier volle Quartale gemeldet; das ist nicht null"),
    ],
)
def test_without_any_value_it_says_why(status, words):
    gone = NOT | {"status": status, "n": 17}
    sentence = plain(waits.headline(shares(gone, at91=gone, at182=gone)))
    assert sentence.startswith("Bei den Einbürgerungsbehörden im Rhein-Sieg-Kreis")
    assert words in sentence
    assert "Von 100" not in sentence


def pace(value: float, lower: float, upper: float, status: str = "shown") -> Result:
    return one("offen_nach_365_tagen_tempo", value=value, lower=lower, upper=upper, status=status)


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ((61, 58, 64), "61 gewesen (58 bis 64): Heute bleiben mehr offen."),
        ((75, 72, 78), "75 gewesen (72 bis 78): Heute bleiben weniger offen."),
        ((66, 63, 69), "66 gewesen (63 bis 69); der Unterschied liegt im Rahmen der Unsicherheit."),
    ],
)
def test_a_change_is_named_only_where_the_intervals_lie_apart(before, words):
    assert plain(waits.change(pace(68, 65, 71), pace(*before))).endswith(words)


def test_without_both_paces_nothing_is_compared():
    assert waits.change(pace(68, 65, 71), pace(nan, nan, nan, "not_estimable")) == ""
    assert waits.change(pace(68, nan, nan), pace(61, 58, 64)) == ""


def reach(**row: object) -> Result:
    return one("rechnerische_reichweite", numerator=1, denominator=1, **row)


def test_a_new_application_has_a_model_and_says_so():
    assert plain(waits.filed_today(reach(value=707.0), regular=True)) == (
        "Rechnerisch etwa 23 Monate Wartezeit "
        "(Modell: Bestand geteilt durch die Erledigungen von zwölf Monaten, ohne vorgezogene Verfahren)."
    )
    assert "vorgezogene Verfahren eingeschlossen" in waits.filed_today(reach(value=519.0), regular=False)
    assert "etwa 1 Monat " in plain(waits.filed_today(reach(value=3.0), regular=False))


def test_without_output_there_is_no_model():
    assert "lässt sich hier nicht berechnen" in waits.filed_today(
        reach(value=nan, status="not_estimable"), True
    )


def age(value: float, status: str = "shown", n: float = 2834) -> Result:
    return one("median_bis_erledigung_tempo", value=value, status=status, n=n)


def test_those_who_wait_have_waited_so_long():
    assert plain(waits.ages(age(287), age(702))) == (
        "Von den 2.834 offenen Verfahren wartet die Hälfte bisher länger als 287 Tage, "
        "jedes zehnte länger als 702."
    )
    assert plain(waits.ages(age(287), age(nan, "too_few"))).endswith("länger als 287 Tage.")
    assert "lässt sich hier nicht sagen" in waits.ages(age(nan, "too_few"), age(nan, "too_few"))


def quantile(value: float, lower: float, upper: float, status: str = "shown") -> Result:
    return one("median_bis_erledigung_tempo", value=value, lower=lower, upper=upper, status=status)


def test_half_and_eight_of_ten_or_not_yet_reached():
    assert plain(waits.by_when(quantile(455, 440, 470), quantile(nan, nan, nan, "not_estimable"))) == (
        "Die Hälfte wäre bei gleichbleibendem Tempo nach 455 Tagen (440 bis 470) beendet. "
        "Acht von zehn: noch nicht erreicht."
    )
    assert "(ab 600, Obergrenze noch nicht erreicht)" in plain(
        waits.by_when(quantile(1, 1, 1), quantile(640, 600, nan))
    )
    too_few = quantile(nan, nan, nan, "too_few")
    assert plain(waits.by_when(too_few, too_few)).startswith("Die Hälfte: keine Angabe (")


def curve(*points: tuple[float, float]) -> Result:
    rows = [{"tag": day, "value": value, "n": 1700.0} for day, value in points]
    return result(load_indicator("noch_offen_tempo"), rows, ("tag",), **HERE)


def mean(days: float, status: str = "shown") -> Result:
    return one("rechnerische_reichweite", value=days, status=status, numerator=days * 1122, denominator=1122)


def test_the_mean_of_the_closed_is_contradicted_by_those_still_open():
    assert plain(waits.closed_only(mean(426), curve((420, 56.1), (427, 55.0)))) == (
        "Die 1.122 in den letzten vier Quartalen erledigten Verfahren dauerten im Mittel 426 Tage. "
        "Als Wartezeit führt das in die Irre: An diesem Tag sind bei gleichbleibendem Tempo von 100 "
        "Anträgen noch 56 offen. In diesem Mittel fehlen alle, die noch warten."
    )


def test_beyond_the_curve_nothing_is_said_about_those_still_open():
    assert plain(waits.closed_only(mean(426), curve((0, 100), (91, 80)))).endswith(
        "lässt sich nicht schätzen."
    )
    assert "nichts bekannt" in waits.closed_only(mean(nan, "not_applicable"), curve((0, 100)))


def stock(amount: int, status: str = "shown", missing: tuple[str, ...] = ()) -> Result:
    entry = load_indicator("bestand")
    return result(entry, [{"anzahl": amount, "status": status}], missing=missing, **HERE)


MORE, FEWER = (stock(2305), stock(2834)), (stock(2834), stock(2305))  # a year before, now
HALF = quantile(610, 607, 614)


@pytest.mark.parametrize(
    ("days", "then", "words"),
    [
        (905, MORE, "die schon warten, und deren Zahl ist binnen eines Jahres gestiegen."),
        (905, FEWER, "steht hinter allen, die schon warten."),
        (610, MORE, "passt zur Kurve"),
        (300, FEWER, "reicht; die Zahl der Wartenden ist binnen eines Jahres gesunken."),
        (300, MORE, "wie lange der Bestand reicht."),
        (300, (stock(12), stock(0, "zero")), "binnen eines Jahres gesunken."),
    ],
)
def test_two_answers_are_reconciled(days, then, words):
    before, now = then
    said = waits.two_answers(reach(value=days), HALF, now, before)
    assert words in said
    assert ("eines Jahres" in said) == ("eines Jahres" in words)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (stock(2834), stock(2840)),  # as good as the same
        (stock(2305, missing=("EBH-05382012",)), stock(2834)),  # others were counted
        (stock(0, "not_reported"), stock(2834)),
    ],
)
def test_nobody_says_that_more_or_fewer_wait_without_the_stock(before, now):
    for days in (905, 300):
        for pair in ((now, before), (before, now)):
            assert "eines Jahres" not in waits.two_answers(reach(value=days), HALF, *pair)


def test_without_both_answers_there_is_nothing_to_reconcile():
    assert waits.two_answers(reach(value=nan, status="too_few"), HALF, *MORE) == ""
    never = quantile(nan, nan, nan, "not_estimable")
    assert waits.two_answers(reach(value=905), never, *MORE) == ""


@pytest.fixture(scope="module")
def stand() -> Iterator[Stand]:
    found = open_stand(Store(demo_store()))
    yield found
    found.close()


def test_intake_quarters_younger_than_a_year_are_drawn_as_not_yet_reached(stand):
    """The chart leaves none of them out, and says what the table below it says."""
    newest, *_, earlier = list(termine(stand))[:5]
    chart = _trend(Authorities(Lens(stand, Choice(gebiete()["05382"], newest)), "EBH")).chart
    assert chart.categories[-5:] == ("4/2024", "1/2025", "2/2025", "3/2025", "4/2025")
    assert chart.labels(chart.series[0])[-4:] == ("noch nicht erreicht",) * 4
    assert chart.sentence.endswith(" Eingangsquartale 1/2025 bis 4/2025: noch nicht erreicht.")
    ripe = _trend(Authorities(Lens(stand, Choice(gebiete()["05382"], earlier)), "EBH")).chart
    assert (ripe.categories[-1], ripe.not_yet) == ("4/2024", ())  # what is known by now is drawn
    assert "noch nicht erreicht" not in ripe.sentence


def test_only_the_newest_termin_has_the_pace_of_today(stand):
    newest, before = list(termine(stand))[:2]
    some = {day: Authorities(Lens(stand, Choice(gebiete()["land"], day)), "EBH") for day in (newest, before)}
    assert (some[newest].newest, some[before].newest) == (True, False)


def large_areas(stand: Stand) -> Iterator[Authorities]:
    """Both kinds of authority of the Land and the Regierungsbezirke, by Anliegen."""
    newest = next(iter(termine(stand)))
    for gebiet in gebiete().values():
        for code in (None, *anliegen()) if gebiet.dimension in (None, "regierungsbezirk") else ():
            both = [
                Authorities(Lens(stand, Choice(gebiet, newest, anliegen=code)), a) for a in ("EBH", "ABH")
            ]
            yield from [some for some in both if not some.other_art]


def test_no_answer_of_the_demo_contradicts_its_stock(stand):
    told = {"gestiegen": [], "gesunken": []}
    for some in large_areas(stand):
        sentence = _filed_today(some)
        for word in told:
            told[word] += [change_of_stock(some)] * (f"binnen eines Jahres {word}" in sentence)
    assert min(map(len, told.values())) > 2
    assert min(map(min, told["gestiegen"])) > 0 > max(map(max, told["gesunken"]))


def change_of_stock(some: Authorities) -> tuple[float, float]:
    """By how much the stock of a year before differs from today's, and what came from what went."""
    days = ("2024-12-31", "2025-12-31")
    before, now = (some.ask("bestand", berichtstermin=day).row["value"] for day in days)
    came, went = (some.ask(name, quartal=some.year).row["value"] for name in ("eingaenge", "erledigungen"))
    return now - before, came - went


def test_the_bench_asks_what_pages_ask_and_never_mixes_both_kinds_of_authority():
    asked = [one for quarter, days in VIEWS.values() for one in _selections(quarter, days)]
    assert all(len(where["art"]) == 1 and "art" not in by for _, by, where in asked)
    assert [label for label, by, _ in asked if by == ("behoerde_id",)] == ["alle EBH", "alle ABH"] * 2
