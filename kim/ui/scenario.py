"""A scenario on a page: what is assumed stands in controls beside what follows from it."""

import streamlit as st

from kim import formats
from kim.scenario import LONGEST, Assumptions
from kim.topics.behoerden import Authorities
from kim.topics.behoerden.scenario import Situation, scenario, situation
from kim.ui.parts import show_parts


@st.fragment
def show_scenario(some: Authorities) -> None:
    """Controls for staff, working in and productivity; the chart of three lines with its words below."""
    start = situation(some)
    st.subheader("Was wäre, wenn …", anchor=f"szenario-{some.art.lower()}")
    assumptions = _choose(start, some.art) if start.pace else Assumptions()
    show_parts(scenario(start, assumptions))


def _choose(start: Situation, art: str) -> Assumptions:
    staff, ramp, each = st.columns(3, gap="large")
    fte = staff.select_slider(
        "VZÄ mehr oder weniger als heute", _steps(start.most_fte), 0, _written, key=f"szenario-vzae-{art}"
    )
    months = ramp.slider(
        "Einarbeitung (Monate)", 0, LONGEST, 6, key=f"szenario-einarbeitung-{art}", help=RAMP
    )
    with each:
        productivity = st.number_input(
            "Entscheidungen je VZÄ und Jahr",
            min_value=1.0,
            value=start.productivity,
            step=5.0,
            format="%.0f",
            key=f"szenario-leistung-{art}",
        )
        st.caption(start.source)
    return Assumptions(fte_more=fte, ramp_months=months, productivity=productivity)


def _steps(most: int) -> list[float]:
    """Halves at one authority, tens of it where many are asked about."""
    step = most / 20
    return [step * count for count in range(-20, 21)]


def _written(fte: float) -> str:
    return formats.signed(fte, formats.POSTS)


RAMP = "So lange, bis zusätzliche Stellen voll mitarbeiten. Wer geht, fehlt sofort."
