"""Stände after an erasure: built again under new ids; named ones wait for a person."""

from datetime import date
from types import SimpleNamespace

import pytest

from kim.errors import KimError
from kim.intake import erase, submit
from kim.stand import (
    Selection,
    build_stand,
    clean_up,
    confirm_stand,
    forwarding,
    list_staende,
    name_stand,
    open_stand,
    rebuild_erased,
)
from tests.test_notes import TODAY, stellen


def test_an_old_id_leads_to_the_stand_without_what_was_erased(store):
    submit(store, stellen("11"), TODAY)
    gone = submit(store, stellen("9", kreis="05315"), TODAY)
    old = build_stand(store)
    erase(store, gone.submission, "Klarname")
    [rebuilt] = rebuild_erased(store)
    assert rebuilt.old == old
    assert rebuilt.new not in (None, old)
    assert not (store.staende / old).exists()
    assert forwarding(store, old)[0] == rebuilt.new
    assert "neu gebaut, weil Angaben gelöscht wurden" in forwarding(store, old)[1]
    assert open_stand(store, old).id == rebuilt.new
    assert "05315" not in set(open_stand(store, old).lieferungen["einheit"])
    assert rebuild_erased(store) == []


def test_a_named_stand_keeps_its_totals_until_a_person_has_looked(store):
    submit(store, stellen("11"), TODAY)
    gone = submit(store, stellen("9", kreis="05315"), TODAY)
    old = build_stand(store)
    name_stand(store, old, "Sozialausschuss")
    erase(store, gone.submission, "Klarname")
    assert [(r.old, r.new) for r in rebuild_erased(store)] == [(old, None)]
    assert (store.staende / old).exists()
    confirm_stand(store, old)
    assert rebuild_erased(store) == []
    assert [info.reviewed for info in list_staende(store) if info.id == old] == [True]
    with pytest.raises(KimError, match="nicht zu prüfen"):
        confirm_stand(store, "gibt-es-nicht")


def test_what_was_never_moved_leads_nowhere(store):
    assert forwarding(store, "") is None
    assert forwarding(store, "2025-12-31-m00000001-abcdef12") is None


def test_what_is_erased_after_the_look_asks_for_another_one(store):
    gone = [submit(store, stellen("9", kreis=kreis), TODAY) for kreis in ("05315", "05382")]
    submit(store, stellen("11", kreis="05770"), TODAY)
    old = build_stand(store)
    name_stand(store, old, "Sozialausschuss")
    for receipt in gone:
        erase(store, receipt.submission, "Klarname")
        assert [(r.old, r.new) for r in rebuild_erased(store)] == [(old, None)]
        assert [info.to_review for info in list_staende(store)] == [True]
        confirm_stand(store, old)
    assert rebuild_erased(store) == []


def test_the_same_figures_of_an_earlier_file_give_another_stand(store):
    earlier = submit(store, stellen("11"), TODAY)
    gone = submit(store, stellen("11,0"), TODAY)
    old = build_stand(store)
    erase(store, gone.submission, "Klarname")
    [rebuilt] = rebuild_erased(store)
    assert rebuilt.new != old
    assert set(open_stand(store, old).lieferungen["einreichung"]) == {earlier.submission}


def test_a_stand_of_nothing_but_what_is_erased_goes(store):
    gone = submit(store, stellen("9"), TODAY)
    old = build_stand(store)
    erase(store, gone.submission, "Klarname")
    assert [(r.old, r.new) for r in rebuild_erased(store)] == [(old, "")]
    assert list_staende(store) == []
    assert forwarding(store, old) is None


def test_what_speaks_for_no_termin_of_the_stand_is_found_too(store):
    submit(store, stellen("11"), TODAY)
    replaced = submit(store, stellen("9", date(2025, 9, 1)), TODAY)
    old = build_stand(store)
    assert replaced.submission not in set(open_stand(store, old).lieferungen["einreichung"])
    erase(store, replaced.submission, "Klarname")
    assert [rebuilt.old for rebuilt in rebuild_erased(store)] == [old]


def test_an_interrupted_removal_is_finished(store, monkeypatch):
    submit(store, stellen("11"), TODAY)
    gone = submit(store, stellen("9", kreis="05315"), TODAY)
    old = build_stand(store)
    erase(store, gone.submission, "Klarname")
    with monkeypatch.context() as patch:
        patch.setattr("kim.stand.rebuilding.shutil", SimpleNamespace(rmtree=_killed))
        with pytest.raises(KeyboardInterrupt):
            rebuild_erased(store)
    assert [info.id for info in list_staende(store)] == [forwarding(store, old)[0]]
    assert rebuild_erased(store) == []
    assert any(old in left for left in clean_up(store))
    assert not any(old in path.name for path in store.staende.iterdir())


def _killed(*told: object, **more: object) -> None:
    raise KeyboardInterrupt


def test_a_stand_is_built_again_as_if_the_file_had_never_come(store):
    submit(store, stellen("11"), TODAY)
    gone = submit(store, stellen("12"), TODAY)
    submit(store, stellen("9", kreis="05315"), TODAY)
    build_stand(store)
    erase(store, gone.submission, "Klarname")
    [rebuilt] = rebuild_erased(store)
    where = {"kreis_id": ("05382",), "berichtstermin": ("2025-09-30",)}
    row = open_stand(store, rebuilt.new).result("besetzte_vzae", Selection((), where)).row
    assert (row["value"], row["status"]) == (11, "shown")
