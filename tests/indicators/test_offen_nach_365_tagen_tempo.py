"""Period of the clock from filing to decision, worked by hand and against a year counted directly."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

COLUMNS = "| behoerde_id | vorgang_id | anliegen | eingang_am | entscheidung_am | entscheidung | erfasst_ab |"
WAYS_OUT = ("positiv", "abgelehnt", "zurueckgenommen", "abgegeben", "sonstig")
WINDOW = (date(2024, 1, 1), date(2024, 12, 31))


def test_who_stays_open_leaves_one_quarter_and_enters_the_next_at_the_same_age(answer):
    antraege = f"{COLUMNS}\n| EBH-05382 | a | stag_10 | 2023-12-01 | 2024-07-01 | positiv | |"
    assert cube(answer, antraege) == {
        ("2023-12-31", -1): (1, 0, 0),
        ("2023-12-31", 30): (0, 1, 0),
        ("2024-03-31", 30): (1, 0, 0),
        ("2024-03-31", 121): (0, 1, 0),
        ("2024-06-30", 121): (1, 0, 0),
        ("2024-06-30", 212): (0, 1, 0),
        ("2024-09-30", 212): (1, 0, 0),
        ("2024-09-30", 213): (0, 1, 1),
    }


def test_a_decision_on_the_first_and_on_the_last_day_of_the_quarter_counts_in_it(answer):
    antraege = f"""
        {COLUMNS}
        | EBH-05382 | a | stag_10 | 2024-03-31 | 2024-04-01 | positiv   |            |
        | EBH-05382 | b | stag_10 | 2024-06-30 | 2024-06-30 | positiv   |            |
        | EBH-05382 | c | stag_10 | 2024-04-01 | 2024-04-03 | bereinigt |            |
    """
    found = {key[1]: counts for key, counts in cube(answer, antraege).items() if key[0] == "2024-06-30"}
    assert found == {0: (1, 1, 1), 1: (0, 1, 1), -1: (2, 0, 0), 2: (0, 1, 0)}


def test_a_quarter_the_extract_has_not_seen_to_its_end_does_not_count(answer):
    antraege = f"{COLUMNS}\n| EBH-05382 | a | stag_10 | 2024-02-01 | 2024-06-01 | positiv | |"
    assert quarters(answer, antraege, auszug_vom="2024-06-29") == {"2024-03-31"}
    assert quarters(answer, antraege, auszug_vom="2024-06-30") == {"2024-03-31", "2024-06-30"}


def test_a_quarter_that_began_before_the_register_does_not_count(answer):
    antraege = f"""
        {COLUMNS}
        | EBH-05382 | a | stag_10 | 2023-02-01 |            |           | 2024-04-01 |
        | EBH-05370 | b | stag_10 | 2023-02-01 |            |           | 2024-04-02 |
    """
    found = {(key[0], counts) for key, counts in cube(answer, antraege).items()}
    assert min(quarter for quarter, _ in found) == "2024-06-30"
    assert {counts for quarter, counts in found if quarter == "2024-06-30"} == {(1, 0, 0), (0, 1, 0)}


def test_only_the_last_eight_quarters_are_there(answer):
    antraege = f"{COLUMNS}\n| EBH-05382 | a | stag_10 | 2021-02-01 | | | |"
    found = quarters(answer, antraege, day="2024-11-30", auszug_vom="2024-12-31")
    assert (min(found), max(found), len(found)) == ("2022-12-31", "2024-09-30", 8)


def test_four_quarters_are_exactly_the_window_of_a_year(answer):
    procedures = list(made_up(Random(11), 400))
    drawn = [
        f"| EBH-05382 | v{n} | stag_10 | {filed} | {ended or ''} | {way_out or ''} | {seen or ''} |"
        for n, (filed, ended, way_out, seen) in enumerate(procedures)
    ]
    counts = rows(answer, "\n".join([COLUMNS, *drawn]))
    counts = counts[counts["fenster_quartal"] > str(date(2023, 12, 31))].groupby("tag").sum(numeric_only=True)
    direct_net, direct_exits = direct(procedures)
    assert {day: net for day, net in (counts["zugang"] - counts["abgang"]).items() if net} == direct_net
    assert {
        (day, way_out): row[way_out] for day, row in counts.iterrows() for way_out in WAYS_OUT if row[way_out]
    } == direct_exits


def made_up(chance: Random, size: int) -> Iterator[tuple]:
    """Procedures filed, ended, way out and first seen, with all the trouble there is."""
    for _ in range(size):
        filed = date(2021, 6, 1) + timedelta(chance.randrange(1300))
        ended = filed + timedelta(chance.choice([0, 1, 30, 90, 365, chance.randrange(900)]))
        way_out = chance.choice([*WAYS_OUT, "bereinigt"])
        seen = filed + timedelta(chance.randrange(500)) if chance.random() < 0.3 else None
        if chance.random() < 0.3:
            yield filed, None, None, seen
        else:
            yield filed, ended, way_out, seen


def direct(procedures: list[tuple]) -> tuple[dict, dict]:
    """A window of a year counted person by person: who is at risk at which age, and who leaves when.

    At risk at age t on the day filed + t: inside the window, seen by then, not ended before.
    """
    at_risk, exits = Counter(), Counter()
    for filed, ended, way_out, seen in procedures:
        first = max(WINDOW[0], filed, seen or filed)
        last = min(WINDOW[1], ended or WINDOW[1])
        if ended is not None and ended < max(seen or filed, WINDOW[0]):
            continue
        at_risk.update((first + timedelta(n) - filed).days for n in range((last - first).days + 1))
        if ended is not None and ended <= WINDOW[1] and way_out != "bereinigt":
            exits[(ended - filed).days, way_out] += 1
    return steps(at_risk), dict(exits)


def steps(at_risk: Counter) -> dict[int, int]:
    """The risk set by age as its steps: n(t + 1) - n(t) is what enters at t less what leaves at t."""
    days = range(-1, max(at_risk) + 1)
    return {day: at_risk[day + 1] - at_risk[day] for day in days if at_risk[day + 1] != at_risk[day]}


def rows(answer, antraege: str, day: str = "2024-12-31", auszug_vom: str = "2024-12-31"):
    found = answer("offen_nach_365_tagen_tempo", [], day, auszug_vom, {"antraege": antraege}, {"art": "EBH"})
    return found.stand.query("select * from wartezeit_periode")


def cube(answer, antraege: str) -> dict:
    """window quarter, tag → zugang, abgang and ends, all authorities together."""
    found = rows(answer, antraege)
    found["ende"] = found[list(WAYS_OUT)].sum(axis=1)
    found["fenster_quartal"] = found["fenster_quartal"].astype(str)
    counts = found.groupby(["fenster_quartal", "tag"])[["zugang", "abgang", "ende"]].sum()
    return {key: tuple(values) for key, values in zip(counts.index, counts.to_numpy().tolist(), strict=True)}


def quarters(answer, antraege: str, **when: str) -> set[str]:
    return set(rows(answer, antraege, **when)["fenster_quartal"].astype(str))
