"""Step 4: what the sender's figures will be, beside those of the Stand that is shown."""

import pandas as pd
import streamlit as st

from kim import formats
from kim.intake import Check
from kim.intake.scored import is_scored
from kim.stand import Preview, Stand, preview
from kim.store import Store
from kim.topics.struktur.scoring import would_be
from kim.ui.einreichung.state import CHECK
from kim.ui.einreichung.waiting import with_bar
from kim.ui.figure import show_table
from kim.ui.frame import current_stand, lens
from kim.ui.parts import show_parts

SHOWN = "_vorschau"


def show_preview(check: Check) -> None:
    st.header("4. Was sich an Ihren Zahlen ändert", anchor="vorschau")
    if is_scored(check.submission):
        show_parts(would_be(check, lens()))
        return
    stand = current_stand()
    shown = _worked_out(check, stand)
    if not shown:
        st.markdown("Zu diesem Datensatz gibt es keine Kennzahlen, die sich vorab zeigen ließen.")
        return
    st.markdown(_in_words(shown))
    before = f"im Stand vom {formats.date(stand.day)}" if stand else "bisher"
    show_table(_table(shown, before, "mit dieser Datei"), "Ihre Zahlen vorher und nachher", "vorschau")


def show_effect(shown: list[Preview]) -> None:
    """What an earlier file changed at its sender's figures when it came."""
    if shown:
        day = formats.date(shown[0].termin)
        table = _table(shown, "vorher", "mit der Datei")
        show_table(table, f"Ihre Zahlen zum Termin {day}, bevor die Datei kam und danach", "wirkung")


def _worked_out(check: Check, stand: Stand | None) -> list[Preview]:
    """Once for each check and Stand."""
    asked = (st.session_state[CHECK][0], stand and stand.id)
    known = st.session_state.get(SHOWN)
    if known is None or known[0] != asked:
        found = with_bar(
            "vorschau",
            lambda: preview(Store(), check, stand),
            check.submission,
            "Die Vorschau wird gerechnet",
        )
        st.session_state[SHOWN] = asked, found
    return st.session_state[SHOWN][1]


def _in_words(shown: list[Preview]) -> str:
    """Which figures change, and that the others do not."""
    changed = [told.indicator.title for told in shown if _changes(told)]
    day = formats.date(shown[0].termin)
    if not changed:
        return f"An Ihren Zahlen zum Termin {day} ändert sich nichts."
    rest = len(shown) - len(changed)
    same = f" {_same(rest)}" if rest else ""
    return f"Zum Termin {day} ändert sich bei Ihnen: **{formats.listing(changed)}**.{same}"


def _same(count: int) -> str:
    return "Eine weitere Kennzahl bleibt gleich." if count == 1 else f"{count} weitere bleiben gleich."


def _table(shown: list[Preview], before: str, after: str) -> pd.DataFrame:
    rows = [
        {
            "Kennzahl": told.indicator.title,
            before: _written(told.before, told),
            after: _written(told.after, told),
            "Änderung": "ändert sich" if _changes(told) else "bleibt gleich",
        }
        for told in shown
    ]
    return pd.DataFrame(rows)


def _changes(told: Preview) -> bool:
    return _written(told.before, told) != _written(told.after, told)


def _written(row: pd.Series | None, told: Preview) -> str:
    if row is None:
        return formats.WORDS["not_reported"]
    value = None if pd.isna(row["value"]) else row["value"]
    return formats.label(value, row["status"], told.indicator.unit, told.indicator.decimals)
