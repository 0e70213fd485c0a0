"""The id of a number leads back to it: to selection and Stand, and to every file that counts."""

import hashlib
import json
import re
import shutil
import textwrap
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kim.errors import KimError
from kim.intake import erase, withdraw
from kim.stand import (
    Selection,
    build_stand,
    lineage,
    list_staende,
    name_stand,
    open_stand,
    parse_trace,
    rebuild_erased,
    trace_id,
)
from kim.store import Store
from kim.topics import Choice, Lens
from kim.topics.choice import gebiete, termine
from kim.topics.report import report
from tests.demo_store import demo_store
from tests.handed_in import fill
from tests.made_traces import TRACE, built, sha
from tests.test_notes import DAY, stellen

RSK, BONN = "05382", "05315"
NAMES = st.from_regex(r"[a-z][a-z_0-9]{0,20}", fullmatch=True)
OTHERS = NAMES.filter(lambda name: name not in ("nach", "gleiche_einheiten"))
STAENDE = st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-m[0-9]{8}-[0-9a-f]{8}", fullmatch=True)
SELECTIONS = st.builds(
    Selection,
    st.lists(NAMES, max_size=3),
    st.dictionaries(OTHERS, st.lists(st.text(max_size=12), min_size=1, max_size=4), max_size=4),
    st.booleans(),
)


# The id


@settings(deadline=None, derandomize=True)
@given(NAMES, SELECTIONS, STAENDE)
def test_an_id_leads_back_to_what_it_was_made_of(indicator, selection, stand):
    text = trace_id(indicator, selection, stand)
    assert parse_trace(text) == (indicator, selection, stand)
    assert re.fullmatch(r"[!-~]+", text)


@settings(deadline=None, derandomize=True)
@given(NAMES, SELECTIONS, STAENDE, st.integers(10, 60))
def test_line_ends_of_the_page_it_was_copied_from_do_not_matter(indicator, selection, stand, width):
    text = trace_id(indicator, selection, stand)
    assert parse_trace("\n  ".join(textwrap.wrap(text, width))) == (indicator, selection, stand)


def test_the_same_question_has_the_same_id():
    first = trace_id("x", Selection(("a",), {"b": "1", "c": ("2", "3")}), "s")
    assert first == trace_id("x", Selection(("a",), {"c": ("2", "3"), "b": "1"}), "s")
    assert first == "x?b=1&c=2&c=3&nach=a@s"
    assert trace_id("x", Selection(), "s") == "x@s"


def test_quarters_in_a_row_are_told_by_the_first_and_the_last():
    year = ("2024-12-31", "2025-03-31", "2025-06-30", "2025-09-30")
    short, long = "x?quartal=2024-12-31..2025-09-30@s", "x?quartal=" + "&quartal=".join(year) + "@s"
    assert trace_id("x", Selection((), {"quartal": year}), "s") == short
    assert parse_trace(short) == parse_trace(long) == ("x", Selection((), {"quartal": year}), "s")


@pytest.mark.parametrize(
    "days",
    [
        ("2025-03-31",), ("2025-03-31", "2025-06-30"), ("2025-03-31", "2025-09-30", "2025-12-31"),
        ("2025-12-31", "2025-09-30", "2025-06-30"), ("2025-03-31", "2025-06-30", "2025-08-31"),
    ],
)  # fmt: skip
def test_other_days_are_told_one_by_one(days):
    text = trace_id("x", Selection((), {"quartal": days}), "s")
    assert text.count("quartal=") == len(days)
    assert parse_trace(text)[1].where == {"quartal": days}


@pytest.mark.parametrize("span", ["2025-06-30..2025-03-31", "2025-03-31..2025-12-3", "2025-03-31.."])
def test_a_damaged_span_selects_nothing_by_accident(stand, span):
    _, selection, _ = parse_trace(f"eingaenge?quartal={span}@s")
    rest = {"grundlage": "bestand", "zaehleinheit": "antrag", "art": "EBH"}
    with pytest.raises(KimError, match="kein Quartalsende"):
        stand.result("eingaenge", Selection((), selection.where | rest))


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "@", "besetzungsquote", "besetzungsquote@", "@2025-12-31-m00000001-abcdef12",
        "?nach=kreis_id@2025-12-31-m00000001-abcdef12",
        "besetzungsquote?kreis_id@2025-12-31-m00000001-abcdef12",  # a damaged part would widen the selection
        "besetzungsquote?kreis_id=05382&&nach=baustein@2025-12-31-m00000001-abcdef12",
        "besetzungsquote?kreis_id=%ff@2025-12-31-m00000001-abcdef12",
    ],
)  # fmt: skip
def test_what_is_no_id_is_refused(text):
    with pytest.raises(KimError, match="ist keine Kennung"):
        parse_trace(text)


# From the id to the files


def test_a_number_leads_to_its_file_definition_and_stand(store):
    mine = stellen("11")
    stand, [receipt, _] = built(store, mine, stellen("9", kreis=BONN))
    found = lineage(store, TRACE.format(stand))
    [row] = found.result.frame.to_dict("records")
    [source] = found.sources
    assert (row["numerator"], row["denominator"]) == (11, 18)
    assert (source.unit, source.dataset, source.submission) == (RSK, "stellen", receipt.submission)
    assert (source.receipt.sha256, source.stichtag) == (sha(mine), DAY)
    assert source.termine == ("2025-09-30",)
    assert hashlib.sha256(next(store.file(receipt.folder).glob("original*")).read_bytes()).hexdigest() == sha(
        mine
    )
    assert found.fingerprint == found.result.stand.info["fingerprints"]["besetzungsquote"]
    assert (found.manifest.version, found.result.stand.id) == (store.versions()[-1], stand)
    assert (found.changed, found.forwarded, source.erased) == (False, "", None)


def test_who_is_added_up_is_named_and_what_was_replaced_is_not(store):
    stand, [old, new, other] = built(store, stellen("10"), stellen("11"), stellen("9", kreis=BONN))
    found = lineage(store, f"besetzungsquote?berichtstermin=2025-09-30@{stand}")
    assert [s.submission for s in found.sources] == [other.submission, new.submission]
    assert old.submission not in {s.submission for s in found.sources}
    assert found.result.coverage[0] == 2


def test_of_several_files_each_says_which_time_it_speaks_for(store):
    stand, [june, september] = built(store, stellen("10", date(2025, 6, 30)), stellen("11"))
    found = lineage(store, f"besetzungsquote?kreis_id={RSK}&nach=berichtstermin@{stand}")
    assert {s.submission: s.termine for s in found.sources} == {
        june.submission: ("2025-06-30",),
        september.submission: ("2025-09-30",),
    }


def test_who_did_not_deliver_has_no_file(store):
    stand, _ = built(store, stellen("11"))
    found = lineage(store, f"besetzungsquote?berichtstermin=2025-09-30&kreis_id={BONN}@{stand}")
    assert found.sources == ()
    assert list(found.result.frame["status"]) == ["not_reported"]


def test_goals_lead_to_goals_and_the_cases_they_belong_to(store):
    fill(store)
    stand = build_stand(store)
    found = lineage(store, f"zielerreichungsquote?fallart=case_management&kreis_id=05770@{stand}")
    assert {(s.unit, s.dataset) for s in found.sources} == {("05770", "faelle"), ("05770", "ziele")}
    [published] = lineage(store, f"veroeffentlichte_zahlen@{stand}").sources
    assert (published.unit, published.dataset) == ("redaktion", "veroeffentlicht")
    where = "art=ABH&berichtstermin=2025-12-31&zaehleinheit=antrag"
    counted = lineage(store, f"bestand?{where}&grundlage=bestand@{stand}")
    assert {s.dataset for s in counted.sources} <= {"bestand"}


def test_a_withdrawn_file_counts_in_the_stand_that_counted_it(store):
    stand, [receipt] = built(store, stellen("11"))
    withdraw(store, receipt.submission, "falscher Stichtag")
    [source] = lineage(store, TRACE.format(stand)).sources
    assert source.receipt.sha256 == receipt.sha256


def test_an_id_of_before_an_erasure_leads_to_the_new_stand_and_says_so(store):
    old, [_, gone] = built(store, stellen("11"), stellen("9", kreis=BONN))
    erase(store, gone.submission, "Klarname")
    [rebuilt] = rebuild_erased(store)
    found = lineage(store, f"besetzungsquote?berichtstermin=2025-09-30@{old}")
    assert found.result.stand.id == rebuilt.new
    assert found.trace.endswith(f"@{rebuilt.new}")
    assert "neu gebaut, weil Angaben gelöscht wurden" in found.forwarded
    assert [s.unit for s in found.sources] == [RSK]


def test_a_named_stand_says_that_a_file_it_counts_was_erased(store):
    stand, [_, gone] = built(store, stellen("11"), stellen("9", kreis=BONN))
    name_stand(store, stand, "Sozialausschuss")
    erase(store, gone.submission, "Klarname")
    rebuild_erased(store)
    first, second = lineage(store, f"besetzungsquote?berichtstermin=2025-09-30@{stand}").sources
    assert (first.unit, first.submission, first.receipt) == (BONN, gone.submission, None)
    assert first.erased.reason == "Klarname"
    assert (second.unit, second.erased) == (RSK, None)


def test_a_stand_that_was_thrown_away_comes_back_under_its_id(store):
    stand, _ = built(store, stellen("11"))
    shutil.rmtree(store.staende / stand)
    with pytest.raises(KimError) as said:
        lineage(store, TRACE.format(stand))
    manifest, day = re.search(r"`stand build --manifest (\d+) --day (\S+)`", str(said.value)).groups()
    assert build_stand(store, int(manifest), date.fromisoformat(day)) == stand
    assert lineage(store, TRACE.format(stand)).result.stand.id == stand


def test_a_stand_of_another_store_is_not_there(store):
    built(store, stellen("11"))
    with pytest.raises(KimError, match=r"gibt es nicht\. `stand list`"):
        lineage(store, TRACE.format("2025-12-31-m00000099-abcdef12"))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("gibtesnicht@{}", "Die Kennzahl »gibtesnicht« gibt es nicht"),
        ("besetzungsquote@{}", "darf nicht über berichtstermin zusammengezählt werden"),
        ("besetzungsquote?berichtstermin=2025-09-30&farbe=rot@{}", "kennt kein Merkmal »farbe«"),
        ("besetzungsquote?berichtstermin=2025-09-30&kreis_id=99999@{}", "»99999« gibt es nicht"),
    ],
)
def test_a_question_that_has_no_answer_says_why(store, asked, said):
    stand, _ = built(store, stellen("11"))
    with pytest.raises(KimError, match=re.escape(said)):
        lineage(store, asked.format(stand))


def test_a_query_that_is_another_one_today_is_told(store):
    stand, _ = built(store, stellen("11"))
    path = store.staende / stand / "stand.json"
    info = json.loads(path.read_text(encoding="utf-8"))
    info["fingerprints"]["besetzungsquote"] = "0" * 64
    path.chmod(0o644)
    path.write_text(json.dumps(info), encoding="utf-8")
    assert lineage(store, TRACE.format(stand)).changed


@pytest.mark.parametrize("what", ["thema:stellen", "thema:fallausgaenge", "thema:wartezeiten_ebh"])
def test_every_figure_leads_to_the_files_of_all_who_are_said_to_have_reported(what):
    store = Store(demo_store())
    stand = open_stand(store, list_staende(store)[0].id)
    lens = Lens(stand, Choice(gebiete()["land"], next(iter(termine(stand)))))
    for trace in dict.fromkeys(t for f in report(what, lens).figures for t in f.chart.traces):
        found = lineage(store, trace)
        assert found.trace == trace
        assert all(re.fullmatch(r"[0-9a-f]{64}", s.receipt.sha256) for s in found.sources)
        if found.result.indicator.kind != "list":
            assert len({s.unit for s in found.sources}) == found.result.coverage[0] > 0
        found.result.stand.close()
    stand.close()
