"""Stände after an erasure: built again under new ids; named ones wait for a person."""

import pytest

from kim.errors import KimError
from kim.intake import erase, submit
from kim.stand import (
    build_stand,
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
