"""Step 1: who hands in what for which day, and the file."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import streamlit as st

from kim import formats
from kim.datasets import Dataset, load_dataset, load_datasets
from kim.intake import DAYS_KEPT, Submission, remembered_lesart, senders
from kim.intake.typed_in import was_typed_in
from kim.reading.limits import MAX_BYTES
from kim.store import Store
from kim.templates import write_template
from kim.ui.einreichung import state
from kim.ui.einreichung.parts import OPEN, WIDTH, choose_upload, offer_workbook, show_facts
from kim.ui.einreichung.typing_in import choose_rows
from kim.ui.einreichung.way_back import TYPE, UPLOAD, WAY, offer_way_back

SIZE = f"{MAX_BYTES // 1_000_000} MB"


def choose_file() -> None:
    """The controls of the first step; once there is a file, what it is and how to change that."""
    _take_presets()
    work = state.current()
    if said := st.session_state.pop(state.SAID, None):
        st.warning(said)
    st.header("1. Was wird eingereicht?", anchor="auswaehlen")
    with st.container(width=WIDTH):
        if work:
            state.keep_choice({})
            _show_chosen(work)
        else:
            _choose()


def chosen_sender() -> str | None:
    if work := state.current():
        return work.submission.sender
    dataset = st.session_state.get("ein_datensatz")
    return st.session_state.get(f"ein_absender_{load_dataset(dataset).sender}") if dataset else None


def _choose() -> None:
    st.markdown("Wählen Sie von oben nach unten. Geprüft wird sofort, eingereicht erst, wenn Sie es sagen.")
    dataset = load_dataset(st.selectbox("Datensatz", _ordered(), format_func=_title, key="ein_datensatz"))
    st.markdown(dataset.row)
    sender, stichtag = _choose_sender(dataset), _choose_day()
    state.keep_choice(_told(dataset, sender, stichtag))
    if sender is None or stichtag is None:
        missing = {"den Absender": sender, "den Stichtag": stichtag}
        still = formats.listing(name for name, given in missing.items() if given is None)
        st.info(f"Wählen Sie noch {still}; danach folgt die Datei.")
        _offer_template(dataset)
    elif dataset.typed_in and _choose_way() == TYPE:
        _take_typed(dataset, sender, stichtag)
    else:
        _offer_template(dataset)
        _upload(dataset, sender, stichtag)


def _take_presets() -> None:
    """What a link of the Datenstand page has chosen already, or somebody before a reload."""
    told = state.asked_for()
    if not told:
        return
    state.put_aside()
    if told.get("datensatz") in load_datasets():
        st.session_state["ein_datensatz"] = told["datensatz"]
        st.session_state["_absender"] = told.get("absender")
    if "stichtag" in told:
        _preset_day(told["stichtag"])


def _told(dataset: Dataset, sender: str | None, stichtag: date | None) -> dict[str, str]:
    """What is chosen, for the address; nothing as long as it is what everybody begins with."""
    chosen = {"datensatz": dataset.id, "absender": sender, "stichtag": stichtag and stichtag.isoformat()}
    untouched = dataset.id == _ordered()[0] and sender is None and stichtag is None
    return {} if untouched else {name: value for name, value in chosen.items() if value}


def _preset_day(text: str) -> None:
    try:
        st.session_state["ein_stichtag"] = min(date.fromisoformat(text), date.today())
    except ValueError:
        state.say("Der Stichtag im Link ist kein Datum; bitte wählen Sie ihn selbst.")


def _choose_sender(dataset: Dataset) -> str | None:
    names, key = senders(dataset), f"ein_absender_{dataset.sender}"
    preset = st.session_state.pop("_absender", None)
    if preset in names:
        st.session_state[key] = preset
    return st.selectbox(
        "Absender",
        list(names),
        index=None if len(names) > 1 else 0,
        format_func=names.get,
        placeholder=OPEN,
        filter_mode="contains",
        key=key,
    )


def _choose_day() -> date | None:
    return st.date_input(
        "Stichtag (der Tag, für den die Angaben gelten)",
        value=None,
        format="DD.MM.YYYY",
        max_value="today",
        key="ein_stichtag",
    )


def _choose_way() -> str:
    return st.radio("Wie", (UPLOAD, TYPE), horizontal=True, key=WAY)


def _upload(dataset: Dataset, sender: str, stichtag: date) -> None:
    file = choose_upload(f"Datei (Excel, OpenDocument oder CSV, höchstens {SIZE})", "ein_datei")
    st.markdown(
        "Eigene Überschriften, Titelzeilen und Schreibweisen sind in Ordnung: Im nächsten Schritt sehen Sie,"
        " wie die Datei verstanden wurde."
    )
    if file is not None:
        lesart = remembered_lesart(Store(), dataset.id, sender)
        state.begin(Submission(file.getvalue(), file.name, dataset.id, sender, stichtag, lesart=lesart))


def _take_typed(dataset: Dataset, sender: str, stichtag: date) -> None:
    submission = choose_rows(dataset, sender, stichtag)
    if submission is not None:
        state.begin(submission)


def _show_chosen(work: state.Work) -> None:
    told, dataset = work.submission, load_dataset(work.submission.dataset)
    names = senders(dataset)
    show_facts(
        {
            "Datensatz": dataset.title,
            "Absender": names.get(told.sender, ""),
            "Stichtag": formats.date(told.stichtag),
            "Datei": told.file_name,
        }
    )
    st.markdown(_kept(work))
    with st.container(horizontal=True, gap="small"):
        if was_typed_in(told):
            offer_way_back(told, "oben")
        st.button("Andere Datei wählen", on_click=state.put_aside, key="andere_datei")
        st.button("Verwerfen", on_click=state.discard, key="verwerfen")
    with st.expander("Absender oder Stichtag ändern", key="angaben_aendern"):
        _offer_change(told, names)


def _kept(work: state.Work) -> str:
    if work.draft is None:
        return "Diese Datei wird nicht aufgehoben. Laden Sie die Seite neu, ist sie fort."
    return (
        "Die Datei ist zwischengespeichert und gilt noch nicht. Sie finden sie"
        f" {DAYS_KEPT} Tage lang unter der Adresse dieser Seite und unter »Begonnene Einreichungen« wieder."
    )


def _offer_change(told: Submission, names: Mapping[str, str]) -> None:
    with st.form("angaben", border=False):
        options = list(names)
        index = options.index(told.sender) if told.sender in options else None
        sender = st.selectbox(
            "Absender", options, index=index, format_func=names.get, key=f"neu_absender_{state.tag()}"
        )
        day = st.date_input(
            "Stichtag",
            value=told.stichtag,
            format="DD.MM.YYYY",
            max_value="today",
            key=f"neu_stichtag_{state.tag()}",
        )
        if st.form_submit_button("Ändern und neu prüfen") and sender and day:
            state.change(replace(told, sender=sender, stichtag=day), "gelesen")


def _ordered() -> list[str]:
    """Datasets as senders think of them: the Kreise's first, then the authorities', then the editors'."""
    return sorted(load_datasets(), key=lambda name: state.SENDERS.index(load_dataset(name).sender))


def _title(dataset_id: str) -> str:
    return load_dataset(dataset_id).title


def _offer_template(dataset: Dataset) -> None:
    offer_workbook(
        f"Vorlage »{dataset.title}« herunterladen",
        lambda: write_template(dataset),
        f"vorlage_{dataset.id}.xlsx",
        f"vorlage-{dataset.id}",
    )
