"""The command line: exit codes, German messages, and output that programs can read."""

import json
from datetime import date

import pytest

from kim.store import Store
from tests.handed_in import FLAGS, STELLEN


def test_a_good_file_is_checked_submitted_and_evaluated(run):
    assert run("check", STELLEN, *FLAGS)[0] == 0
    code, out, _ = run("submit", STELLEN, *FLAGS, "--format", "json")
    assert code == 0
    [receipt] = json.loads(out)
    assert receipt["stand"].startswith("2025-12-31")
    code, out, _ = run(
        "evaluate", "besetzungsquote", "--by", "kreis_id,baustein", "--where", "berichtstermin=2025-12-31",
        "kreis_id=05770", "--format", "json",
    )  # fmt: skip
    answer = json.loads(out)
    assert code == 0
    assert answer["coverage"] == {"n": 1, "of": 1}
    assert {"numerator", "denominator", "value", "lower", "upper", "n", "status"} <= set(answer["rows"][0])


def test_values_are_null_unless_shown(run):
    run("submit", STELLEN, *FLAGS)
    where = ("--where", "berichtstermin=2025-12-31", "kreis_id=05111")
    _, out, _ = run("evaluate", "besetzungsquote", *where, "--format", "json")
    [row] = json.loads(out)["rows"]
    assert (row["value"], row["status"]) == (None, "not_reported")


def test_a_broken_file_is_refused_with_findings(run, tmp_path):
    broken = tmp_path / "kaputt.csv"
    broken.write_text("AGS;Stichtag;Baustein;Besetzt (VZÄ)\n05770;32.01.2025;1;zwei\n", encoding="utf-8")
    code, out, _ = run("check", str(broken), *FLAGS, "--format", "json")
    findings = json.loads(out)["findings"]
    assert code == 1
    assert {f["code"] for f in findings} == {"datum_unlesbar", "zahl_unlesbar"}
    assert set(findings[0]) >= {
        "code",
        "severity",
        "sheet",
        "row",
        "column",
        "value",
        "expected",
        "remedy",
        "count",
    }
    assert run("submit", str(broken), *FLAGS)[0] == 1
    assert Store().versions() == []


def test_warnings_must_be_given_a_reason(run, tmp_path):
    path = tmp_path / "mehr.csv"
    path.write_text(
        "AGS;Stichtag;Baustein;Zugewiesen (VZÄ);Abgerufen (VZÄ);Besetzt (VZÄ)\n05770;31.01.2025;1;2;2;3\n",
        encoding="utf-8",
    )
    assert run("submit", str(path), *FLAGS)[0] == 1
    assert run("submit", str(path), *FLAGS, "--acknowledge", "besetzt_ueber_abgerufen=Vertretung")[0] == 0
    [receipt] = Store().receipts()
    assert receipt.acknowledged == {"besetzt_ueber_abgerufen": "Vertretung"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("unbekannt",),
        ("evaluate", "gibtesnicht"),
        ("submit", STELLEN, "--dataset", "stellen", "--sender", "99999", "--stichtag", "2025-12-31"),
        ("submit", STELLEN, "--dataset", "stellen", "--sender", "05770", "--stichtag", "31.12.2025"),
        ("check", "fehlt.csv", "--dataset", "stellen"),
        ("stand", "show", "keiner"),
        ("template", "unbekannt"),
        ("check", STELLEN),
        ("submit", STELLEN, "--dataset", "stellen", "--sender", "05770"),
        ("check", STELLEN, "--dataset", "stellen", "--dates", "JTM"),
        ("check", STELLEN, "--dataset", "stellen", "--heading", "4-3"),
        ("check", STELLEN, "--dataset", "stellen", "--mapping", "fehlt.json"),
        ("check", STELLEN, "--dataset", "stellen", "--mapping", STELLEN),
        ("check", STELLEN, STELLEN.replace("stellen", "bestand"), *FLAGS, "--report", "b.xlsx"),
        ("withdraw", "unbekannt", "--reason", "Grund"),
        ("restore", "unbekannt", "--reason", "Grund"),
        ("erase", "unbekannt", "--reason", "Grund"),
        ("erase", "unbekannt"),
        ("difference", "unbekannt"),
        ("rueckfragen",),
        ("rueckfragen", "answer", "unbekannt", "Text"),
        ("rueckfragen", "ask", "Warum?", "--sender", "99999", "--dataset", "stellen", "--subject", "x"),
    ],
)
def test_wrong_calls_end_with_2_and_a_german_sentence(run, arguments):
    code, _, message = run(*arguments)
    assert code == 2
    assert message.strip()
    assert "Traceback" not in message


@pytest.mark.parametrize(
    "verb",
    [
        "datasets",
        "indicators",
        "receipts",
        "leftovers",
        "drafts",
        "rueckfragen list",
        "history --sender 05770",
    ],
)
@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_lists_are_printed_in_each_form(run, verb, form):
    code, out, _ = run(*verb.split(), "--format", form)
    assert code == 0
    if form == "json":
        assert isinstance(json.loads(out), list)


def test_a_template_is_written(run, tmp_path):
    target = tmp_path / "vorlage.xlsx"
    assert run("template", "bestand", "--out", str(target))[0] == 0
    assert target.read_bytes()[:2] == b"PK"


def test_staende_are_built_named_and_listed(run):
    run("submit", STELLEN, *FLAGS, "--no-build")
    _, out, _ = run("stand", "build", "--format", "json")
    [built] = json.loads(out)
    assert run("stand", "name", built["stand"], "Ausschuss")[0] == 0
    [listed] = json.loads(run("stand", "list", "--format", "json")[1])
    assert (listed["name"], listed["tag"]) == ("Ausschuss", str(date(2025, 12, 31)))
