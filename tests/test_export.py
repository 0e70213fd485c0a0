"""What is taken away: every format, on the command line and on the page, or a clear word and no file."""

import zipfile
from dataclasses import fields
from io import BytesIO
from pathlib import Path

import pytest

from kim.cli import main
from kim.errors import KimError
from kim.exports.bundle import FORMATS, as_zip, export
from kim.exports.paper import Head
from kim.stand import open_stand
from kim.store import Store
from kim.topics import Choice, Lens
from kim.topics.choice import gebiete, termine
from kim.topics.report import report
from tests.demo_store import demo_store
from tests.seen import opened, text

SIGNATURES = {"xlsx": b"PK", "pptx": b"PK", "pdf": b"%PDF", "paket": b"PK", "svg": b"<svg", "png": b"\x89PNG"}


@pytest.fixture(scope="module")
def posts():
    """A report on posts, which is the smallest there is."""
    stand = open_stand(Store(demo_store()))
    choice = Choice(gebiete()["05382"], next(iter(termine(stand))), shown=("gebiet", "termin"))
    yield report("thema:stellen", Lens(stand, choice))
    stand.close()


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setenv("KIM_STORE", str(demo_store()))
    return main(["export", *words])


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_what_it_is_called(posts, name):
    files = list(export(posts, [name]))
    assert files
    assert all(file.content.lstrip().startswith(SIGNATURES[name]) for file in files)
    assert len({file.name for file in files}) == len(files)


def test_pictures_are_one_for_each_figure(posts):
    assert len(list(export(posts, ["svg"]))) == len(posts.figures)


def test_an_archive_holds_all_of_it_and_has_the_same_bytes_again(posts):
    files = list(export(posts, ["xlsx", "svg"]))
    archive = as_zip(files)
    assert as_zip(files[::-1]) == archive
    assert zipfile.ZipFile(BytesIO(archive)).namelist() == sorted(file.name for file in files)


@pytest.mark.parametrize("formats", [[], ["docx"], ["xlsx", "docx"]])
def test_a_format_that_there_is_not_is_refused(posts, formats):
    with pytest.raises(KimError, match="Möglich sind: xlsx, pptx, pdf"):
        list(export(posts, formats))


def test_the_command_line_writes_the_files(monkeypatch, tmp_path, capsys):
    assert run(monkeypatch, "--what", "thema:stellen", "--where", "gebiet=05382", "baustein=2",
               "--format", "xlsx,paket", "--out", str(tmp_path)) == 0  # fmt: skip
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "kim_thema_stellen_05382_2025-12-31.paket.zip",
        "kim_thema_stellen_05382_2025-12-31.xlsx",
    ]
    assert "kim_thema_stellen_05382_2025-12-31.xlsx" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--what", "thema:wetter", "--format", "xlsx"], "kann nicht exportiert werden"),
        (["--what", "land", "--format", "docx"], "Das Format »docx« gibt es nicht"),
        (["--what", "land", "--format", "xlsx", "--stand", "2020-01-01-m1-x"], "2020-01-01-m1-x"),
        (
            ["--what", "land", "--format", "xlsx", "--where", "gebiet=99999"],
            "Das Gebiet »99999« gibt es nicht",
        ),
        (["--what", "land", "--format", "xlsx", "--where", "termin=1999-12-31"], "Zum Termin »1999-12-31«"),
        (["--what", "land", "--format", "xlsx", "--where", "farbe=blau"], "»farbe« lässt sich nicht wählen"),
        (["--what", "land", "--format", "xlsx", "--where", "vergleich=mond"], "Verglichen werden kann mit"),
    ],
)
def test_a_bad_request_gives_a_clear_word_and_no_file(monkeypatch, tmp_path, capsys, words, said):
    assert run(monkeypatch, *words, "--out", str(tmp_path / "out")) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_page_offers_the_kreis_first_and_makes_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("bericht", Path(demo_store()), monkeypatch, gebiet="05382")
    assert not app.exception
    what = next(box for box in app.selectbox if box.label == "Was mitnehmen?")
    assert what.options[0] == "Alles zu Rhein-Sieg-Kreis"
    what.select("thema:stellen").run()
    next(button for button in app.button if button.label == "Dateien erstellen").click().run()
    assert not app.exception
    assert "kim_thema_stellen_05382_2025-12-31.xlsx" in text(app)


def test_everything_that_stands_in_the_head_can_be_typed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("bericht", Path(demo_store()), monkeypatch, gebiet="05382")
    app.multiselect(key="formate").set_value(["pdf"]).run()
    asked = {
        box.key.removeprefix("kopf-") for box in (*app.text_input, *app.text_area, *app.radio) if box.key
    }
    assert {field.name for field in fields(Head)} <= asked
    app.text_area(key="kopf-beratungsfolge").set_value("Kreistag; 26.03.2026; Beschluss").run()
    assert not app.exception


def test_the_page_makes_a_report_without_names(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("bericht", Path(demo_store()), monkeypatch, gebiet="05382")
    what = next(box for box in app.selectbox if box.label == "Was mitnehmen?")
    assert what.options[1] == "Strukturbericht für Rhein-Sieg-Kreis"
    app.checkbox(key="anonym").check().run()
    next(button for button in app.button if button.label == "Dateien erstellen").click().run()
    assert not app.exception
    assert "kim_kreis_05382_anonym_2025-12-31.xlsx" in text(app)
    what.select("land").run()
    assert [box.label for box in app.checkbox if box.key == "anonym"] == []


def test_the_page_says_why_there_is_no_data_package_without_names(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("bericht", Path(demo_store()), monkeypatch, gebiet="05382")
    app.checkbox(key="anonym").check()
    app.multiselect(key="formate").set_value(["paket"]).run()
    next(button for button in app.button if button.label == "Dateien erstellen").click().run()
    assert "wird nicht anonymisiert" in app.error[0].value
