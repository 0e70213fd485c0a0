"""The demo: made up and always the same, taken in as it is, and in line with what was published."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date

import pytest

from kim.datasets import ROOT, load_datasets, load_reference
from kim.demo import Batch, DemoFile, demo_batches
from kim.demo.world import FIRST_IN_ROUND_TWO, MARKER, NEVER_DELIVERS
from kim.stand import Result, Selection, Stand, list_staende, open_stand
from kim.store import Store
from kim.typology import classify, profiles, types
from tests.demo_store import demo_store

MEETINGS = {
    "Sozialausschuss 16.04.2024": date(2024, 3, 31),
    "Sozialausschuss 13.05.2025": date(2025, 3, 31),
    "Sozialausschuss 10.02.2026": date(2025, 12, 31),
}
DIGEST = """
from tests.test_demo import digest
from kim.demo import demo_batches
print(digest(demo_batches()))
"""


@pytest.fixture(scope="module")
def batches() -> list[Batch]:
    return demo_batches()


@pytest.fixture(scope="module")
def store() -> Store:
    return Store(demo_store())


@pytest.fixture(scope="module", params=MEETINGS)
def stand(store: Store, request: pytest.FixtureRequest) -> Iterator[Stand]:
    opened = open_stand(store, request.param)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def newest(store: Store) -> Iterator[Stand]:
    opened = open_stand(store)
    yield opened
    opened.close()


def digest(batches: list[Batch]) -> str:
    files = [file for batch in batches for file in batch.files]
    parts = [f"{file.name} {file.stichtag} {hashlib.sha256(file.content).hexdigest()}" for file in files]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


# The files


def test_the_same_seed_gives_the_same_bytes_in_another_process(batches):
    environment = os.environ | {"PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", DIGEST]
    there = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert there.stdout.strip() == digest(batches)


def test_another_seed_gives_other_files(batches):
    assert digest(demo_batches(seed=7)) != digest(batches)


def test_three_batches_of_at_most_750_files(batches):
    assert {batch.name: batch.day for batch in batches} == MEETINGS
    assert sum(len(batch.files) for batch in batches) <= 750


def test_every_invented_file_says_so_and_no_published_one_does(batches):
    files = [file for batch in batches for file in batch.files]
    invented = [file for file in files if file.note == MARKER]
    assert all(file.name.startswith("beispiel_") for file in invented)
    assert {file.name for file in files if file not in invented} == {"veroeffentlicht.csv", "zusagen.csv"}
    assert not batches[0].files[0].note


def test_two_sites_and_their_authorities_never_deliver_and_are_reviewed_all_the_same(batches):
    listed = load_reference("behoerden")
    keys = set(listed.loc[listed["kreis_id"].isin(NEVER_DELIVERS), "behoerde_id"])
    senders = {file.sender for batch in batches for file in batch.files if file.dataset != "struktur"}
    assert not senders & (keys | set(NEVER_DELIVERS))
    assert senders_of(batches, "struktur") == set(load_reference("ki_standorte")["kreis_id"])
    assert len(senders & set(load_reference("ki_standorte")["kreis_id"])) == 52


def test_one_site_comes_with_the_second_batch(batches):
    first, second, _ = ({file.sender for file in batch.files} for batch in batches)
    assert FIRST_IN_ROUND_TWO not in first
    assert FIRST_IN_ROUND_TWO in second


def test_one_authority_has_counts_only(batches):
    by_dataset = {name: senders_of(batches, name) for name in ("antraege", "bestand")}
    assert len(by_dataset["bestand"] - by_dataset["antraege"]) == 1
    assert {"EBH-05382", "ABH-05382"} <= by_dataset["bestand"] & by_dataset["antraege"]


def senders_of(batches: list[Batch], dataset: str) -> set[str]:
    return {file.sender for batch in batches for file in batch.files if file.dataset == dataset}


@pytest.mark.parametrize("delimiter", [b";", b",", b"\t"])
def test_text_files_come_with_every_delimiter(batches, delimiter):
    assert any(delimiter in file.content.splitlines()[0] for file in text_files(batches))


@pytest.mark.parametrize(
    "written, encoding",
    [
        ("§ 10 StAG", "utf-8"),
        ("§ 10 StAG", "cp1252"),
        ("\ufeff", "utf-8"),
        ("31.10.2025", "ascii"),
        ("2025-10-31", "ascii"),
        (";3,5;", "ascii"),
        (",3.5,", "ascii"),
    ],
)
def test_offices_write_in_their_own_way(batches, written, encoding):
    assert any(written.encode(encoding) in file.content for file in text_files(batches))


def test_extracts_speak_for_different_days(batches):
    assert len({file.stichtag for file in batches[2].files if file.dataset == "antraege"}) > 3


def text_files(batches: list[Batch]) -> list[DemoFile]:
    return [file for batch in batches for file in batch.files if file.name.endswith(".csv") and file.note]


# The store that comes of them


def test_each_meeting_has_its_stand(store):
    assert {info.name: info.day for info in list_staende(store)} == MEETINGS


def test_every_dataset_is_taken_in(store):
    assert {unit.dataset for unit in store.manifest().units} == set(load_datasets())


def test_warnings_stand_with_a_reason_and_lost_zeros_are_mended(store):
    receipts = store.receipts()
    reasons = {code for receipt in receipts for code in receipt.acknowledged}
    unexplained = {"bestand_geht_nicht_auf", "bestand_nicht_fortgeschrieben"}
    assert reasons == {"besetzt_ueber_abgerufen", "ziel_ohne_fall", *unexplained}
    assert any(issue["code"] == "code_repariert" for receipt in receipts for issue in receipt.issues)


def test_each_meeting_finds_the_published_shares_of_january_2024(stand):
    result = ask(stand, "besetzungsquote", by=("baustein",), berichtstermin="2024-03-31")
    assert fractions(result) == {"1": (153.94, 194), "2": (551.5, 713), "3": (165.5, 200)}
    assert [round(value, 2) for value in result.frame["value"]] == [79.35, 77.35, 82.75]


def test_rhein_sieg_kreis_has_the_posts_of_the_protocol(stand):
    here = {"kreis_id": "05382", "berichtstermin": "2024-03-31"}
    filled = fractions(ask(stand, "besetzungsquote", by=("baustein",), **here))
    called_off = fractions(ask(stand, "abrufquote", by=("baustein",), **here))
    assert (filled["1"], filled["2"]) == ((3.5, 4.5), (11, 18))
    assert (called_off["1"], called_off["2"]) == ((3.5, 4.5), (11, 18))


def test_posts_are_filled_better_in_the_end_but_less_than_was_hoped_for(newest):
    days = ("2024-03-31", "2025-12-31")
    before, then = (count(newest, "besetzte_vzae", berichtstermin=day) for day in days)
    assert then > before
    missed = ask(newest, "prognoseabweichung", berichtstermin="2024-03-31").row
    assert missed["value"] < -3


def test_rhein_sieg_kreis_files_1700_applications_a_year_and_falls_behind(newest):
    for year in (2023, 2024, 2025):
        filed = count(newest, "eingaenge", **EBH_RSK, quartal=quarters(year))
        closed = count(newest, "erledigungen", **EBH_RSK, quartal=quarters(year))
        assert 1600 <= filed <= 1800
        assert closed < 0.85 * filed


def test_rhein_sieg_kreis_has_many_applications_older_than_a_year(newest):
    ends = ("2023-12-31", "2024-12-31", "2025-12-31")
    pending = [count(newest, "bestand", **EBH_RSK, berichtstermin=day) for day in ends]
    assert pending == sorted(pending)
    bands = ask(newest, "bestand_nach_alter", by=("altersband",), **EBH_RSK, berichtstermin=ends[-1]).frame
    assert bands["anzahl"].sum() == pending[-1]
    assert bands["anzahl"].iloc[3:].sum() > 1000


def test_the_abh_of_rhein_sieg_kreis_gives_appointments_months_ahead(newest):
    lead_times = ask(newest, "terminvorlauf", by=("zeitraum_bis",), behoerde_id="ABH-05382", art="ABH").frame
    assert len(lead_times) == 12
    assert lead_times["terminvorlauf_tage"].min() > 90


def test_two_raters_have_reviewed_all_sites_and_agree_as_raters_do(newest):
    where = {"berichtstermin": "2025-12-31"}
    alpha = ask(newest, "uebereinstimmung_alpha", **where)
    assert alpha.row["kreise"] == 54
    assert 0.7 < alpha.row["value"] < 0.95
    assert alpha.example


def test_types_are_of_all_three_groups_and_one_site_cannot_be_told(newest):
    where = {"berichtstermin": "2025-12-31", "bewertet_von": "massgeblich"}
    typed = {
        unit: classify(found) for unit, found in profiles(ask(newest, "struktur_profil", **where)).items()
    }
    assert {typed[unit].type for unit in typed} == {*types(), None}
    assert {found.agreed for found in typed.values()} == {True, False}
    assert not any(found.missing_evidence for found in typed.values())


def test_some_sites_were_reviewed_twice(newest):
    where = {"berichtstermin": "2025-03-31", "bewertet_von": "massgeblich"}
    assert 15 <= ask(newest, "struktur_profil", **where).coverage[0] < 54


def test_themes_are_at_every_step(newest):
    rows = ask(newest, "thementrichter", by=("themenschritt",)).frame
    steps = dict(zip(rows["themenschritt"], rows["anzahl"], strict=True))
    assert steps["erkannt"] > steps["beraten"] > steps["beschlossen"] > steps["umgesetzt"] > 10
    assert ask(newest, "median_bis_beschluss").row["status"] == "shown"


def test_coverage_grows_from_meeting_to_meeting(store):
    covered = []
    for name, day in MEETINGS.items():
        stand = open_stand(store, name)
        covered.append(ask(stand, "besetzungsquote", berichtstermin=str(day)).coverage)
        stand.close()
    assert covered == [(51, 54), (52, 54), (52, 54)]


def test_everything_invented_is_marked_in_the_stand(newest):
    by_note = newest.lieferungen.groupby("vermerk")["datensatz"].unique()
    assert newest.example
    assert set(by_note[MARKER]).isdisjoint({"veroeffentlicht", "zusagen"})
    assert set(by_note[""]) == {"veroeffentlicht", "zusagen"}


EBH_RSK = {"behoerde_id": "EBH-05382", "art": "EBH", "grundlage": "einzelvorgang", "zaehleinheit": "antrag"}


def ask(stand: Stand, indicator: str, by: tuple[str, ...] = (), **where: str | tuple[str, ...]) -> Result:
    chosen = {name: (values,) if isinstance(values, str) else values for name, values in where.items()}
    return stand.result(indicator, Selection(by, chosen))


def count(stand: Stand, indicator: str, **where: str | tuple[str, ...]) -> float:
    return ask(stand, indicator, **where).row["anzahl"]


def fractions(result: Result) -> dict[str, tuple[float, float]]:
    rows = result.frame.itertuples()
    return {row.baustein: (float(row.numerator), float(row.denominator)) for row in rows}


def quarters(year: int) -> tuple[str, ...]:
    return tuple(f"{year}-{end}" for end in ("03-31", "06-30", "09-30", "12-31"))
