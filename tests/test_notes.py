"""What stays with a value: corrections and answers, beside the figures they are about."""

from datetime import date

from kim.intake import Submission, answer, ask, submit
from kim.stand import Selection, build_stand, newest_stand, open_stand

DAY, TODAY = date(2025, 9, 30), date(2025, 10, 20)


def stellen(occupied: str, day: date = DAY, kreis: str = "05382") -> Submission:
    content = f"Kreis;Stichtag;Baustein;Zugewiesen;Besetzt\n{kreis};{day:%d.%m.%Y};2;18;{occupied}\n"
    return Submission(content.encode(), f"{occupied}.csv", "stellen", kreis, day)


def told(
    store, kreis: str = "05382", termin: str = "2025-09-30", stand_id: str | None = None
) -> tuple[str, ...]:
    stand = open_stand(store, stand_id)
    where = {"kreis_id": (kreis,), "berichtstermin": (termin,)}
    return stand.result("besetzungsquote", Selection((), where)).notes


def test_a_correction_is_said_beside_the_figure_it_changed(store):
    submit(store, stellen("11"), TODAY)
    submit(store, stellen("9", kreis="05315"), TODAY)
    build_stand(store)
    assert told(store) == ()
    submit(store, stellen("12"), TODAY)
    build_stand(store)
    [note] = told(store)
    assert note.startswith("05382: Die Angaben zum 30.09.2025 wurden am ")
    assert note.endswith(" berichtigt.")
    assert told(store, kreis="05315") == ()


def test_the_same_figures_again_are_no_correction(store):
    submit(store, stellen("11"), TODAY)
    submit(store, stellen("11,0"), TODAY)
    build_stand(store)
    assert told(store) == ()


def test_an_answer_gives_a_new_stand_and_stays_with_the_value(store):
    submit(store, stellen("11"), TODAY)
    submit(store, stellen("9", date(2025, 6, 30)), TODAY)
    before = build_stand(store)
    asked = ask(store, "05382", "stellen", "Besetzungsquote", "Warum 61 %?", termin="2025-09-30")
    assert build_stand(store) == before
    answer(store, asked.id, "Eine Ausschreibung läuft.")
    after = build_stand(store)
    assert after != before
    assert newest_stand(store).id == after
    assert told(store) == ("05382: Eine Ausschreibung läuft. (Antwort auf die Rückfrage: Warum 61 %?)",)
    assert told(store, termin="2025-06-30") == ()
    assert told(store, stand_id=before) == ()
