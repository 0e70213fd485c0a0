"""A scenario on a page: what is assumed stands in controls beside what follows from it."""

import streamlit as st

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
    most = float(start.most_fte)
    step = 0.5 if most <= 10 else 5.0
    fte = staff.slider(
        "VZÄ mehr oder weniger", -most, most, 0.0, step, key=f"szenario-vzae-{art}", help=STAFF
    )
    months = ramp.slider(
        "Einarbeitung (Monate)", 0, LONGEST, 6, key=f"szenario-einarbeitung-{art}", help=RAMP
    )
    productivity = each.number_input(
        "Entscheidungen je VZÄ und Jahr",
        min_value=1.0,
        value=start.productivity,
        step=5.0,
        format="%.0f",
        key=f"szenario-leistung-{art}",
        help=start.source,
    )
    return Assumptions(fte_more=fte, ramp_months=months, productivity=productivity)


STAFF = "Vollzeitstellen in der Bearbeitung, verglichen mit heute."
RAMP = "So lange, bis zusätzliche Stellen voll mitarbeiten. Wer geht, fehlt sofort."
