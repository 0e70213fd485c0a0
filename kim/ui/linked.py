"""Controls that a page draws itself and that stand in its address, so that a link shows the same again."""

import streamlit as st

from kim.stand import list_staende
from kim.store import Store
from kim.topics.choice import stand_titles
from kim.topics.struktur import ORDERS

ORDER, SINCE = "ordnung", "seit"
FIRST = next(iter(ORDERS))


def chosen_order() -> str:
    """In which order sites stand; in the first run of a link only the address says it, in words."""
    codes = {label: code for code, label in ORDERS.items()}
    return st.session_state.get(ORDER) or codes.get(st.query_params.get(ORDER), FIRST)


def choose_order() -> None:
    st.radio(
        "Ordnen nach",
        list(ORDERS),
        format_func=ORDERS.get,
        horizontal=True,
        key=ORDER,
        bind="query-params",
    )


def in_link() -> dict[str, str]:
    """What stands in the link for these controls, in words; nothing for what everybody begins with."""
    order, since = st.session_state.get(ORDER, FIRST), st.session_state.get(SINCE)
    told = {} if order == FIRST else {ORDER: ORDERS[order]}
    titles = stand_titles(list_staende(Store())) if since else {}
    return told | ({SINCE: titles[since]} if since in titles else {})
