"""The data package is valid for other readers, of plain forms, and the same from every process."""

import hashlib
import os
import re

import pytest
from csvw import CSVW

from kim.exports.datapackage import datapackage
from kim.topics import Choice, Lens
from kim.topics.choice import OWN, gebiete
from kim.topics.report import report
from tests.made_reports import WHATS, digest_elsewhere, every_kind, exported, lens, of_charts, of_parts
from tests.reading_datapackage import checked, files_in, rows_in, unpacked


@pytest.mark.parametrize("what", WHATS)
def test_frictionless_finds_types_keys_references_and_checksums_in_order(what, tmp_path):
    assert checked(unpacked(exported(datapackage, what)[1], tmp_path)) == []


def test_frictionless_takes_charts_of_every_status(tmp_path):
    assert checked(unpacked(datapackage(of_charts(*every_kind())), tmp_path)) == []


def test_a_changed_value_is_found(tmp_path):
    folder = unpacked(exported(datapackage, "kreis:05382")[1], tmp_path)
    path = folder / "daten" / "werte.csv"
    path.write_bytes(path.read_bytes().replace(b",shown,", b",gezeigt,", 1))
    said = " ".join(checked(folder))
    assert "hash" in said.lower()


def test_a_kreis_of_its_own_comparison_group_is_counted_apart(tmp_path):
    chosen = Choice(
        gebiete()["05382"],
        lens().choice.termin,
        OWN,
        ("05315", "05370"),
        shown=("gebiet", "vergleich", "termin"),
    )
    found = report("kreis:05382", Lens(lens().stand, chosen))
    blob = datapackage(found)
    assert checked(unpacked(blob, tmp_path)) == []
    rows = rows_in(blob, "werte")
    assert {row.get("kreis_ids", "") for row in rows} - {""} == {"05382,05315,05370"}
    assert not [row["kennung"] for row in rows if " " in row["kennung"]]


def test_csvw_is_valid(tmp_path):
    folder = unpacked(exported(datapackage, "thema:wartezeiten_ebh")[1], tmp_path)
    found = CSVW(str(folder / "csvw-metadata.json"), validate=True)
    assert found.is_valid
    assert found.warnings == []


def test_checksums_are_those_of_the_files():
    files = files_in(exported(datapackage, "land")[1])
    listed = dict(reversed(line.split("  ")) for line in files.pop("SHA256SUMS").decode().splitlines())
    assert listed == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def test_the_machine_csv_is_plain():
    raw = files_in(exported(datapackage, "land")[1])["daten/werte.csv"]
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert all(
        re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?|", r["wert"])
        for r in rows_in(exported(datapackage, "land")[1], "werte")
    )
    assert all(
        re.fullmatch(r"\d{4}-\d\d-\d\d|", row["zeit_bis"])
        for row in rows_in(exported(datapackage, "land")[1], "werte")
    )


def test_the_excel_csv_is_german():
    raw = files_in(exported(datapackage, "land")[1])["daten/werte_excel.csv"]
    assert raw.startswith(b"\xef\xbb\xbf")
    assert ";83,63532008830022;" in raw.decode() or re.search(r";\d+,\d+;", raw.decode())
    assert re.search(r";31\.12\.2025;", raw.decode())


def test_a_report_without_figures_is_a_package_too(tmp_path):
    blob = datapackage(of_parts(title="Leer"))
    assert rows_in(blob, "werte") == []
    assert checked(unpacked(blob, tmp_path)) == []


def test_another_process_makes_the_same_bytes():
    _, blob = exported(datapackage, "kreis:05382")
    elsewhere = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    assert digest_elsewhere(datapackage, "kreis:05382", elsewhere) == hashlib.sha256(blob).hexdigest()
