"""Veröffentlichte Zahlen: each figure with the Kreis that its key lies in."""

HEAD = (
    "| ags | gebiet | stelle | kennzahl | wert | wert_bis | einheit "
    "| stand | stand_am | herkunft | quelle |\n"
)


def test_the_key_says_the_kreis_and_aachen_has_two(result):
    keys = ["05", "05382", "05170008", "05334", "05334002", "05334004"]
    zahlen = HEAD + "".join(
        f"| {ags} | Gebiet | EBH | Bearbeitungsdauer | 12 | 24 | Monate | 2024 | | presse | Zeitung |\n"
        for ags in keys
    )
    rows = result("veroeffentlichte_zahlen", veroeffentlicht=zahlen)
    kreise = [row.kreis_id if isinstance(row.kreis_id, str) else None for row in rows]
    assert [row.ags for row in rows] == ["05", "05170008", "05334", "05334002", "05334004", "05382"]
    assert kreise == [None, "05170", "05334-R", "05334002", "05334-R", "05382"]
    assert {(row.wert, row.wert_bis) for row in rows} == {(12, 24)}


def test_figures_for_a_later_day_are_left_out(result):
    zahlen = HEAD + (
        "| 05382 | Gebiet | EBH | alt | 1 | | Monate | 2024 | 2024-12-31 | presse | Zeitung |\n"
        "| 05382 | Gebiet | EBH | neu | 1 | | Monate | 2025 | 2025-01-01 | presse | Zeitung |\n"
    )
    rows = result("veroeffentlichte_zahlen", day="2024-12-31", veroeffentlicht=zahlen)
    assert [row.kennzahl for row in rows] == ["alt"]
