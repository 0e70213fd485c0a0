"""What the steps of the page Einreichung share: width, choosing a file, workbooks to take along, facts."""

from collections.abc import Callable, Mapping
from html import escape

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from kim.reading.files import SUFFIXES
from kim.ui.einreichung.state import tag

WIDTH = 720  # px of text and controls; tables are as wide as the page
OPEN = "Bitte wählen"
TYPES = [suffix[1:] for suffix in (*SUFFIXES, ".xlsm")]  # .xlsm is refused with a sentence
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def choose_upload(label: str, name: str) -> UploadedFile | None:
    return st.file_uploader(label, type=TYPES, key=f"{name}_{tag()}")


def offer_workbook(label: str, make: Callable[[], bytes], file_name: str, key: str) -> None:
    """A workbook that is made only when somebody takes it."""
    st.download_button(label, data=make, file_name=file_name, mime=XLSX, on_click="ignore", key=key)


def show_facts(facts: Mapping[str, str], kind: str = "") -> None:
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in facts.items())
    st.html(f'<dl class="kim-gewaehlt {kind}">{rows}</dl>')
