"""In which order sites stand on the page Struktur: kept in the address, which shows the same again."""

import streamlit as st

from kim.topics.struktur import ORDERS

ORDER = "ordnung"


def chosen_order() -> str:
    """What is chosen; in the first run of a link that only the address says, in words."""
    codes = {label: code for code, label in ORDERS.items()}
    said = codes.get(st.query_params.get(ORDER), next(iter(ORDERS)))
    return st.session_state.get(ORDER) or said


def choose_order() -> None:
    st.radio(
        "Ordnen nach",
        list(ORDERS),
        format_func=ORDERS.get,
        horizontal=True,
        key=ORDER,
        bind="query-params",
    )


def order_in_link() -> dict[str, str]:
    """For the link that shows the same again; nothing where sites stand as they do at first."""
    code = st.session_state.get(ORDER)
    return {ORDER: ORDERS[code]} if code and code != next(iter(ORDERS)) else {}
