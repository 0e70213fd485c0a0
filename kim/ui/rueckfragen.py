"""Ask the sender of a figure or a finding a question; it appears on the sender's page Einreichung."""

from urllib.parse import urlencode

import streamlit as st

from kim.catalogue import Indicator
from kim.charts import Chart
from kim.datasets import load_dataset
from kim.errors import KimError
from kim.intake import ask
from kim.sentences.places import place
from kim.sentences.topics import ARTS
from kim.store import Store
from kim.topics.choice import behoerden
from kim.ui.frame import choice

OF_MANY = ("kreis_id", "behoerde_id", "kacheln")  # charts that show every unit whatever is chosen


def offer_question(
    sender: str, dataset: str, subject: str, link: str, termin: str | None, key: str = ""
) -> None:
    """A button that opens the field for a question about `subject`, with the view it is asked from."""
    name = key or f"{sender}-{dataset}-{subject}"
    with st.popover("Rückfrage stellen", type="tertiary", key=f"rueckfrage-{name}"):
        st.text(f"An: {place(sender)}\nZu: {subject}")
        with st.form(f"rueckfrage-form-{name}", border=False, clear_on_submit=True):
            text = st.text_area(
                "Was möchten Sie wissen?",
                help="Die Antwort steht danach als Anmerkung bei den Zahlen.",
                key=f"rueckfrage-text-{name}",
            )
            sent = st.form_submit_button("Rückfrage senden")
        if sent:
            _send(sender, dataset, subject, text, link, termin)


def _send(sender: str, dataset: str, subject: str, text: str, link: str, termin: str | None) -> None:
    try:
        ask(Store(), sender, dataset, subject, text, link, termin)
    except KimError as problem:
        st.error(str(problem))
    else:
        st.success(f"Gestellt. {place(sender)} sieht sie auf der Seite Einreichung.")


def offer_question_about(chart: Chart, indicator: Indicator | None) -> None:
    """Where a chart shows the figures of one sender alone."""
    if indicator is None or any(many in chart.id for many in OF_MANY):
        return
    for dataset in indicator.datasets:
        sender = _only_sender(dataset, chart)
        if sender:
            offer_question(sender, dataset, chart.title, _link(), choice().termin, f"{chart.id}-{dataset}")
            return


def _only_sender(dataset: str, chart: Chart) -> str | None:
    """The Kreis or the authority that all figures of the chart come from; None where there are several."""
    chosen, sends = choice(), load_dataset(dataset).sender
    if sends == "kreis":
        return chosen.gebiet.kreis_id
    if sends != "behoerde" or not chosen.gebiet.kreis_id:
        return chosen.behoerde if sends == "behoerde" else None
    arts = [art for art in ARTS if art in chart.id.split("_")] or list(ARTS)
    found = [unit for unit in behoerden(chosen.gebiet) if unit.partition("-")[0] in arts]
    return chosen.behoerde or (found[0] if len(found) == 1 else None)


def _link() -> str:
    """The view as an address of this site."""
    page = (st.context.url or "").split("?")[0].rstrip("/").rpartition("/")[2]
    return f"/{page}?{urlencode(choice().codes)}"
