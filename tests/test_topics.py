"""The first sentences of a topic page: right in number and case, never a zero for what is not reported."""

from dataclasses import replace
from datetime import date

import pytest

from kim.formats import NBSP
from kim.sentences import topics
from kim.stand import Result
from tests.made import COUNT, QUOTE, entry, result

TERMIN = "2025-12-31"
RSK = "05382"
HERE = {"kreis_id": RSK, "berichtstermin": TERMIN}
CASES = entry(id="faelle", title="Laufende Fälle", theme="faelle", kind="count", unit="Fälle", decimals=0)
MISSING = {"status": "not_reported"}


def said(sentence: str) -> str:
    return sentence.replace(NBSP, " ")


def count(amount: int | None, indicator=COUNT, **rest: object) -> Result:
    """One number: None is not reported."""
    where = {name: value for name, value in rest.items() if name != "coverage"}
    row = (
        MISSING | {"anzahl": None}
        if amount is None
        else {"anzahl": amount, "status": "shown" if amount else "zero"}
    )
    found = result(indicator, [row], coverage=rest.get("coverage", (1, 1)), **(where or HERE))
    return replace(found, stichtage=(date.fromisoformat(TERMIN),) * 2)


def ages(**amounts: int) -> Result:
    rows = [{"altersband": band, "anzahl": amount} for band, amount in amounts.items()]
    return result(COUNT, rows, ("altersband",), **HERE)


# Fallausgänge


def cases(running: int | None, opened: int | None = 118, closed: int | None = 128, **rest: object) -> str:
    return said(topics.cases(*(count(number, CASES, **rest) for number in (running, opened, closed))))


def test_cases_of_a_kreis():
    assert cases(113) == (
        "Im Rhein-Sieg-Kreis laufen am 31.12.2025 113 Fälle im Case Management. "
        "In den vier Quartalen bis dahin wurden 118 Fälle aufgenommen, abgeschlossen wurden 128."
    )


def test_one_case_is_singular():
    assert cases(1, 1, 1) == (
        "Im Rhein-Sieg-Kreis läuft am 31.12.2025 1 Fall im Case Management. "
        "In den vier Quartalen bis dahin wurde 1 Fall aufgenommen, abgeschlossen wurde 1."
    )


def test_no_case_is_a_number():
    assert cases(0, 0, 0) == (
        "Im Rhein-Sieg-Kreis laufen am 31.12.2025 0 Fälle im Case Management. "
        "In den vier Quartalen bis dahin wurden 0 Fälle aufgenommen, abgeschlossen wurden 0."
    )


def test_cases_that_nobody_reported():
    assert cases(None) == (
        "Zu laufenden Fällen am 31.12.2025 im Rhein-Sieg-Kreis ist nichts gemeldet; das ist nicht null."
    )


@pytest.mark.parametrize(("opened", "closed"), [(None, 128), (118, None)])
def test_half_a_year_is_no_year(opened, closed):
    assert cases(113, opened, closed).endswith(
        "113 Fälle im Case Management. Für die vier Quartale bis dahin ist nichts Vollständiges gemeldet."
    )


def test_a_year_that_rests_on_fewer_sites_says_so():
    land = {"berichtstermin": TERMIN}
    running = count(5805, CASES, coverage=(52, 54), **land)
    flows = [count(number, CASES, coverage=(50, 54), **land) for number in (6252, 5990)]
    assert said(topics.cases(running, *flows)) == (
        "In Nordrhein-Westfalen laufen am 31.12.2025 5.805 Fälle im Case Management. "
        "In den vier Quartalen bis dahin wurden 6.252 Fälle aufgenommen, "
        "abgeschlossen wurden 5.990 (50 von 54 KI-Standorten)."
    )


# Wartezeiten


def waits(
    pending: Result, by_age: Result, filed: int | None = 1765, closed: int | None = 1268, **rest
) -> str:
    flows = [count(number, **rest) for number in (filed, closed)]
    return said(topics.waits("EBH", pending, by_age, *flows))


def test_applications_at_the_authorities_of_a_kreis():
    both = {"coverage": (2, 2), **HERE}
    assert waits(count(2835, **both), ages(bis_3m=507, **{"12_18m": 1072, "6_12m": 1256}), **both) == (
        "Im Rhein-Sieg-Kreis sind am 31.12.2025 bei den Einbürgerungsbehörden 2.835 Anträge offen, "
        "davon 1.072 länger als 12 Monate (37,8 %). "
        "In den vier Quartalen bis dahin sind 1.765 Anträge eingegangen, erledigt wurden 1.268."
    )


def test_days_that_are_not_the_termin_are_said():
    pending = replace(count(2835), stichtage=(date(2025, 11, 30), date(2025, 12, 31)))
    assert waits(pending, ages(bis_3m=2835)).startswith(
        "Im Rhein-Sieg-Kreis sind zum Termin 31.12.2025 (gezählt am 30.11.–31.12.2025) bei den"
    )


def test_a_year_that_one_of_two_authorities_delivered():
    pending = count(2835, coverage=(2, 2), **HERE)
    assert waits(pending, ages(bis_3m=2835), coverage=(1, 2), **HERE).endswith(
        "sind 1.765 Anträge eingegangen, erledigt wurden 1.268 (1 von 2 Behörden)."
    )


def test_applications_at_one_authority():
    here = {"behoerde_id": "EBH-05382", "berichtstermin": TERMIN}
    assert waits(count(2586, **here), ages(ueber_24m=1051, bis_3m=1535), **here).startswith(
        "Bei der EBH Rhein-Sieg-Kreis sind am 31.12.2025 2.586 Anträge offen, "
        "davon 1.051 länger als 12 Monate (40,6 %). "
    )


def test_an_authority_is_named_rather_than_its_kreis():
    here = {"kreis_id": RSK, "behoerde_id": "EBH-05382", "berichtstermin": TERMIN}
    assert waits(count(2586, **here), ages(bis_3m=2586), **here).startswith("Bei der EBH Rhein-Sieg-Kreis")


def test_one_application_is_singular():
    assert waits(count(1), ages(ueber_24m=1), 1, 1) == (
        "Im Rhein-Sieg-Kreis ist am 31.12.2025 bei den Einbürgerungsbehörden 1 Antrag offen, "
        "davon 1 länger als 12 Monate (100,0 %). "
        "In den vier Quartalen bis dahin ist 1 Antrag eingegangen, erledigt wurde 1."
    )


def test_nothing_pending_has_no_age():
    assert waits(count(0), ages(bis_3m=0), 3, 3).startswith(
        "Im Rhein-Sieg-Kreis sind am 31.12.2025 bei den Einbürgerungsbehörden 0 Anträge offen. In den"
    )


def test_an_age_that_is_not_known_is_not_said():
    assert "länger als" not in waits(count(100), ages(bis_3m=40, ohne_angabe=60))


def test_applications_that_nobody_reported():
    assert waits(count(None), ages(bis_3m=0)) == (
        "Zu offenen Anträgen bei den Einbürgerungsbehörden im Rhein-Sieg-Kreis am 31.12.2025 "
        "ist nichts gemeldet; das ist nicht null."
    )


def test_a_city_without_an_authority_of_its_own():
    pending = count(None, coverage=(0, 0), kreis_id="05334002", berichtstermin=TERMIN)
    assert waits(pending, ages(bis_3m=0)) == (
        "In der Liste der Behörden steht in der Stadt Aachen keine Einbürgerungsbehörde; "
        "für den ganzen Kreis steht dort: EBH Städteregion Aachen."
    )


# beside the quotas


def groups(**amounts: int) -> Result:
    rows = [{"gruppe": group, "anzahl": amount} for group, amount in amounts.items()]
    rows = [row | {"status": "shown" if row["anzahl"] else "zero"} for row in rows]
    return result(CASES, rows, ("gruppe",), **HERE)


def test_what_does_not_count_is_named():
    assert topics.left_out(groups(planmaessig=71, neutral=6, keine_indikation=13, unbekannt=2)) == (
        "Von der Quote planmäßiger Abschlüsse und der Abbruchquote ausgenommen: "
        "6 Wegzug, Tod oder Zuständigkeit, 13 kein Bedarf an Case Management und 2 Grund unbekannt."
    )


def test_nothing_left_out_is_said():
    assert topics.left_out(groups(planmaessig=71, neutral=0)) == (
        "Kein Abschluss dieser Aufnahmequartale ist von den Quoten ausgenommen."
    )


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"numerator": 1464, "denominator": 1513}, "Dokumentationsgrad 96,8 %"),
        ({"status": "not_reported"}, "Dokumentationsgrad nicht gemeldet"),
        ({"status": "not_applicable"}, "Dokumentationsgrad entfällt"),
    ],
)
def test_documentation_stands_beside(row, words):
    assert said(topics.documentation(result(QUOTE, [row], **HERE))) == words


UNKNOWN = "ohne Stellen, deren Satz nicht bekannt ist"
RATES = [
    ([57000.0], "gerechnet mit 57.000 Euro je VZÄ und Jahr; " + UNKNOWN),
    ([28500.0, 57000.0], "gerechnet mit 57.000 und 28.500 Euro je VZÄ und Jahr; " + UNKNOWN),
    ([], "kein Festbetrag bekannt"),
]


@pytest.mark.parametrize(("used", "words"), RATES)
def test_the_rates_of_unclaimed_money_are_said(used, words):
    rows = [{"festbetrag_eur": rate, "anzahl": 2} for rate in used]
    rows += [{"festbetrag_eur": None, "anzahl": None, **MISSING}]
    assert topics.rates(result(COUNT, rows, ("festbetrag_eur",), **HERE)) == words


def test_the_days_behind_a_result_are_said():
    told = replace(count(3), stichtage=(date(2025, 10, 25), date(2025, 10, 31)))
    assert topics.reported(told) == "Gemeldet zum 25.10.–31.10.2025."
    assert topics.reported(replace(told, stichtage=None)) == ""
