"""A scenario on a page: what is assumed stands in controls beside what follows from it."""

import streamlit as st

from kim import formats
from kim.scenario import LONGEST, Assumptions
from kim.topics.behoerden import Authorities
from kim.topics.behoerden.scenario import Situation, scenario, situation
from kim.ui.parts import show_parts


@st.fragment
def offer_scenario(some: Authorities) -> None:
    """The scenario behind its heading: nothing is drawn and reckoned until somebody opens it."""
    title = "Was wäre, wenn … (Szenario, keine Prognose)"
    with st.expander(title, key=f"szenario-{some.art}", on_change="rerun") as folded:
        if folded.open:
            show_scenario(some)


def show_scenario(some: Authorities) -> None:
    """Controls for staff, working in and productivity; the chart of three lines with its words below."""
    start = situation(some)
    assumptions = _choose(start, _key(some)) if start.pace else Assumptions()
    show_parts(scenario(start, assumptions))


def _key(some: Authorities) -> str:
    """Controls of another selection are others: what they begin with and how far they go depends on it."""
    choice = some.lens.choice
    return "-".join(
        filter(None, [some.art, choice.gebiet.code, choice.behoerde, choice.anliegen, choice.termin])
    )


def _choose(start: Situation, key: str) -> Assumptions:
    staff, ramp, each = st.columns(3, gap="large")
    fte = staff.select_slider(
        "VZÄ mehr oder weniger als heute", _steps(start.most_fte), 0, _written, key=f"szenario-vzae-{key}"
    )
    months = ramp.slider(
        "Einarbeitung (Monate)", 0, LONGEST, 6, key=f"szenario-einarbeitung-{key}", help=RAMP
    )
    with each:
        productivity = st.number_input(
            "Entscheidungen je VZÄ und Jahr",
            min_value=1.0,
            value=start.productivity,
            step=5.0,
            format="%.0f",
            key=f"szenario-leistung-{key}",
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
