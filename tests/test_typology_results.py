"""Profiles as a Stand answers for them: whose scores count, two raters, one Termin."""

from datetime import date

import pytest

from kim.typology import (
    NOT_JUDGED,
    Score,
    compare,
    profiles,
    profiles_of,
)

STRUKTUR = """
    | kreis_id | stichtag   | bewertet_von | kriterium | stufe | nachweis | nachweis_vom | bemerkung |
    |----------|------------|--------------|-----------|-------|----------|--------------|-----------|
    | 05382    | 2024-10-31 | konsens      | D1.1      | 3     | Liste    | 2024-10-01   |           |
    | 05382    | 2024-10-31 | extern_1     | D1.1      | 2     | Liste    |              |           |
    | 05382    | 2024-10-31 | extern_2     | D1.1      | 0     |          |              |           |
    | 05382    | 2024-10-31 | selbst       | D1.1      | 3     | Liste    |              |           |
    | 05154    | 2024-10-31 | extern_1     | D1.1      | nb    |          |              | fehlt     |
    | 05158    | 2024-10-31 | selbst       | D1.1      | 3     | Liste    |              |           |
"""


@pytest.fixture
def result(answer):
    where = {"berichtstermin": "2024-12-31"}
    return answer(
        "struktur_profil", ["bewertet_von"], "2024-12-31", "2024-12-31", {"struktur": STRUKTUR}, where
    )


def test_a_type_rests_on_the_agreed_scores_else_on_the_first_rater_never_on_the_site(result):
    found = profiles(result)
    assert set(found) == {"05382", "05154"}
    assert (found["05382"].agreed, found["05154"].agreed) == (True, False)
    assert found["05382"].by_criterion["D1.1"] == Score("D1.1", "3", "Liste", date(2024, 10, 1), None)
    assert found["05154"].by_criterion["D1.1"] == Score("D1.1", NOT_JUDGED, None, None, "fehlt")
    assert found["05382"].stichtag == date(2024, 10, 31)


def test_two_raters_side_by_side(result):
    first, second = (profiles_of(result, rater)["05382"] for rater in ("extern_1", "extern_2"))
    assert [(one.level, other.level) for one, other in compare(first, second)] == [("2", "0")]
    assert compare(first, first) == []


def test_a_profile_of_several_termine_is_refused(answer):
    where = {"bewertet_von": "massgeblich"}
    both = answer(
        "struktur_profil", ["berichtstermin"], "2025-03-31", "2025-03-31", {"struktur": STRUKTUR}, where
    )
    with pytest.raises(ValueError, match="one Berichtstermin"):
        profiles(both)
