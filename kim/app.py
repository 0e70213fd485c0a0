"""Navigation and page frame: which pages there are, and what stands around each of them."""

import logging
import traceback
from dataclasses import dataclass
from secrets import token_hex

import streamlit as st

from kim import ui
from kim.datasets import ROOT
from kim.errors import KimError
from kim.intake import sweep_drafts
from kim.stand import newest_stand
from kim.store import Store

log = logging.getLogger("kim")


@dataclass(frozen=True)
class PageEntry:
    """One page: its file in pages/, its title, the controls it listens to, whether it needs a Stand."""

    name: str
    title: str
    controls: tuple[str, ...] = ()
    needs_stand: bool = True


AUTHORITIES = ("gebiet", "behoerde", "anliegen", "vergleich", "termin")
SECTIONS = {
    "Themen": (
        PageEntry("ueberblick", "Überblick", ("gebiet", "termin")),
        PageEntry("stellen", "Stellen", ("gebiet", "baustein", "termin")),
        PageEntry("fallausgaenge", "Fallausgänge", ("gebiet", "vergleich", "termin")),
        PageEntry("wartezeiten", "Wartezeiten", AUTHORITIES),
        PageEntry("struktur", "Struktur", ("gebiet", "vergleich", "termin")),
        PageEntry("kreisprofil", "Kreisprofil", ("gebiet", "vergleich", "termin")),
    ),
    "Daten": (
        PageEntry("einreichung", "Einreichung", needs_stand=False),
        PageEntry("datenstand", "Datenstand", ("gebiet", "termin")),
        PageEntry("bericht", "Bericht", (*AUTHORITIES, "baustein")),
        PageEntry("methodik", "Methodik", needs_stand=False),
    ),
}
ENTRIES = {entry.title: entry for entries in SECTIONS.values() for entry in entries}


def main() -> None:
    """One run: navigation, frame, page."""
    page = st.navigation(
        {section: list(map(_page, entries)) for section, entries in SECTIONS.items()}, expanded=True
    )
    st.set_page_config(page_title=f"{page.title} · KIM-Monitor", layout="wide")
    try:
        _run(page, ENTRIES[page.title])
    except KimError as problem:
        show_problem(problem)


def _page(entry: PageEntry) -> st.Page:
    file = ROOT / "pages" / f"{entry.name}.py"
    return st.Page(file, title=entry.title, url_path=entry.name, default=entry.name == "ueberblick")


def _run(page: st.Page, entry: PageEntry) -> None:
    frame = ui.draw_frame(entry.controls)
    if entry.needs_stand and frame.stand is None:
        ui.page_head(entry.title)
        ui.empty_page(
            f"Hier stünde: {entry.title}.",
            "Es gibt noch keinen Stand, weil noch keine Daten eingereicht sind.",
            "Reichen Sie eine Datei ein, oder legen Sie mit `python -m kim demo` Beispieldaten an.",
        )
    else:
        page.run()


def show_problem(error: Exception) -> None:
    """Say what went wrong: the message of a KimError, otherwise an incident that the log explains."""
    if isinstance(error, KimError):
        st.error(str(error))
        return
    incident = token_hex(4)
    log.error("Vorfall %s: %s\n%s", incident, type(error).__name__, _where(error))
    st.error(
        f"Hier ist ein Fehler aufgetreten, der nicht an der Auswahl liegt. Vorfall {incident}: "
        "Mit dieser Nummer findet der Betrieb die Stelle im Protokoll."
    )


def _where(error: Exception) -> str:
    """The places in the code, without the message: it may quote the contents of cells."""
    return "".join(traceback.format_tb(error.__traceback__))


def warm_up() -> None:
    """Import what pages draw with and open the newest Stand: the first reader shall not wait for it.

    Drafts whose time is over end here too, since nobody may hand in anything for months.
    """
    import plotly.graph_objects  # noqa: F401 - Streamlit checks figures with it

    _log_without_contents()
    sweep_drafts(Store())
    if newest := newest_stand(Store()):
        ui.find_stand(newest)


def _log_without_contents() -> None:
    """Let only `show_problem` report errors: Streamlit's own report quotes the message, and so cells."""
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING)
    logging.getLogger("streamlit.error_util").addFilter(lambda _: False)
