"""One figure on a page: the chart, its sentence, and behind them table, file and definition."""

import re
from collections.abc import Callable
from html import escape

import pandas as pd
import streamlit as st
from plotly.basedatatypes import BaseFigure

from kim.catalogue import Indicator
from kim.charts import Chart
from kim.exports import screen
from kim.exports.paper import picture
from kim.ui.rueckfragen import offer_question_about
from kim.ui.tables import as_csv, as_html

PICTURES = {"svg": "zum Drucken in jeder Größe", "png": "zum Einfügen"}
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}


class Finished(BaseFigure):
    """A figure our renderer finished: building and validating it again would cost more than the page.

    That Plotly accepts what the renderer makes is tested, not checked on each run.
    """

    def __init__(self, figure: dict) -> None:
        self._figure = figure

    def to_dict(self) -> dict:
        return self._figure


def show_chart(chart: Chart, indicator: Indicator | None = None) -> None:
    """Draw a chart with its title above and its sentence, table, CSV and definition below."""
    with st.container(key=f"bild-{chart.id}", gap="xsmall"):
        st.html(f'<h3 class="kim-bildtitel">{escape(chart.title)}</h3>')
        if not chart.silent:
            _draw(chart)
        st.html(_caption(chart))
        _offer(chart, indicator)


def _draw(chart: Chart) -> None:
    st.plotly_chart(
        Finished(screen.render(chart, dark=st.context.theme.type == "dark")),
        key=f"chart-{chart.id}",
        theme=None,
        config=CONFIG,
        alt=chart.alt,
    )


def _caption(chart: Chart) -> str:
    notes = "".join(f"<p>{escape(note)}</p>" for note in chart.notes)
    source = f"<p>{escape(chart.source)}</p>" if chart.source else ""
    return f'<div class="kim-unter"><p class="satz">{escape(chart.sentence)}</p>{notes}{source}</div>'


@st.fragment
def _offer(chart: Chart, indicator: Indicator | None) -> None:
    """Table, file, definition and a question; the table is written only when somebody opens it."""
    table = st.expander("Tabelle", key=f"tabelle-{chart.id}", on_change="rerun")
    if table.open:
        table.html(as_html(chart.table, chart.title))
    with st.container(horizontal=True, gap="small", key=f"angebot-{chart.id}"):
        offer_csv(lambda: chart.data, chart.title, chart.id)
        if not chart.silent:
            _offer_picture(chart)
        if indicator:
            with st.popover("Definition", type="tertiary", key=f"definition-{chart.id}"):
                st.html(_definition(indicator))
        offer_question_about(chart, indicator)


def offer_csv(frame: Callable[[], pd.DataFrame], title: str, key: str) -> None:
    st.download_button(
        "CSV",
        data=lambda: as_csv(frame()),
        file_name=f"{_file_name(title)}.csv",
        mime="text/csv",
        on_click="ignore",
        type="tertiary",
        key=f"csv-{key}",
    )


def _offer_picture(chart: Chart) -> None:
    """The chart as a file, drawn when somebody asks for it."""
    with st.popover("Bild", type="tertiary", key=f"bild-als-{chart.id}"):
        for form, what_for in PICTURES.items():
            st.download_button(
                f"{form.upper()}, {what_for}",
                data=lambda form=form: picture(chart, form),
                file_name=f"{_file_name(chart.title)}.{form}",
                on_click="ignore",
                type="tertiary",
                key=f"{form}-{chart.id}",
            )


def show_table(frame: pd.DataFrame, title: str, key: str) -> None:
    """A table that is itself what the page shows, with its file."""
    st.html(as_html(frame, title))
    with st.container(key=f"angebot-{key}"):
        offer_csv(lambda: frame, title, key)


def _definition(indicator: Indicator) -> str:
    parts = {
        "Definition": indicator.definition,
        "Formel": indicator.formula,
        "Lesebeispiel": indicator.reading_example,
        "Grenzen": indicator.limits,
        "Quelle": indicator.source,
    }
    told = "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in parts.items() if text)
    return f'<dl class="kim-definition"><dt>Kennzahl</dt><dd>{escape(indicator.title)}</dd>{told}</dl>'


def _file_name(title: str) -> str:
    plain = title.lower().translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80]
