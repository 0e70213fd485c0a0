"""Step 1: who hands in what for which day, and the file."""

from datetime import date

import streamlit as st

from kim import formats
from kim.datasets import Dataset, load_dataset, load_datasets
from kim.intake import Submission, remembered_lesart, senders
from kim.reading.limits import MAX_BYTES
from kim.store import Store
from kim.templates import write_template
from kim.ui.einreichung import state
from kim.ui.einreichung.typing_in import can_be_typed_in, choose_rows

WIDTH = 720  # px of the form
SENDERS = ("kreis", "behoerde", "redaktion")
SUFFIXES = ["csv", "tsv", "txt", "xlsx", "xls", "ods", "xlsm"]  # .xlsm is refused with a sentence
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PRESETS = ("datensatz", "absender", "stichtag")
UPLOAD, TYPE = "Datei hochladen", "Zahlen eintippen"


def choose_file() -> None:
    """The controls of the first step; a draft once all is there."""
    _take_presets()
    st.header("1. Was wird eingereicht?", anchor="auswaehlen")
    with st.container(width=WIDTH):
        dataset = load_dataset(st.selectbox("Datensatz", _ordered(), format_func=_title, key="ein_datensatz"))
        st.markdown(dataset.row)
        sender, stichtag = _choose_sender(dataset), _choose_day()
        if can_be_typed_in(dataset) and _choose_way() == TYPE:
            _take(dataset, sender, stichtag)
        else:
            _upload(dataset, sender, stichtag)


def chosen_sender() -> str | None:
    dataset = st.session_state.get("ein_datensatz")
    return st.session_state.get(f"ein_absender_{load_dataset(dataset).sender}") if dataset else None


def _take_presets() -> None:
    """What a link of the Datenstand page has chosen already; then the address is free of it."""
    told = {name: st.query_params.get(name) for name in PRESETS}
    if told["datensatz"] in load_datasets():
        st.session_state["ein_datensatz"] = told["datensatz"]
        dataset = load_dataset(told["datensatz"])
        if told["absender"] in senders(dataset):
            st.session_state[f"ein_absender_{dataset.sender}"] = told["absender"]
    if told["stichtag"]:
        _preset_day(told["stichtag"])
    for name in PRESETS:
        st.query_params.pop(name, None)


def _preset_day(text: str) -> None:
    try:
        st.session_state["ein_stichtag"] = min(date.fromisoformat(text), date.today())
    except ValueError:
        st.warning("Der Stichtag im Link ist kein Datum; bitte wählen Sie ihn selbst.")


def _choose_sender(dataset: Dataset) -> str | None:
    names = senders(dataset)
    return st.selectbox(
        "Absender",
        list(names),
        index=None if len(names) > 1 else 0,
        format_func=names.get,
        placeholder="Bitte wählen",
        key=f"ein_absender_{dataset.sender}",
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
    return st.radio("Wie", (UPLOAD, TYPE), horizontal=True, key="ein_weg")


def _upload(dataset: Dataset, sender: str | None, stichtag: date | None) -> None:
    _offer_template(dataset)
    with st.form("pruefen", border=False, clear_on_submit=False):
        size = f"{MAX_BYTES // 1_000_000} MB"
        file = st.file_uploader(
            f"Datei (Excel, OpenDocument oder CSV, höchstens {size})", type=SUFFIXES, key="ein_datei"
        )
        note = st.text_input("Bemerkung (freiwillig)", key="ein_bemerkung")
        if st.form_submit_button("Prüfen", type="primary"):
            _begin(file, dataset, sender, stichtag, note)


def _begin(file: object, dataset: Dataset, sender: str | None, stichtag: date | None, note: str) -> None:
    if not _complete({"der Absender": sender, "der Stichtag": stichtag, "die Datei": file}):
        return
    lesart = remembered_lesart(Store(), dataset.id, sender)
    state.begin(
        Submission(file.getvalue(), file.name, dataset.id, sender, stichtag, note=note, lesart=lesart)
    )


def _take(dataset: Dataset, sender: str | None, stichtag: date | None) -> None:
    if sender is None or stichtag is None:
        st.info("Wählen Sie Absender und Stichtag; dann stehen hier die Felder.")
        return
    submission = choose_rows(dataset, sender, stichtag)
    if submission is not None:
        state.begin(submission)


def _complete(needed: dict[str, object]) -> bool:
    missing = [what for what, given in needed.items() if given is None]
    if missing:
        st.error(f"Es fehlt noch: {formats.listing(missing)}.")
    return not missing


def _ordered() -> list[str]:
    """Datasets as senders think of them: the Kreise's first, then the authorities', then the editors'."""
    return sorted(load_datasets(), key=lambda name: SENDERS.index(load_dataset(name).sender))


def _title(dataset_id: str) -> str:
    return load_dataset(dataset_id).title


def _offer_template(dataset: Dataset) -> None:
    st.download_button(
        f"Vorlage »{dataset.title}« herunterladen",
        data=lambda: write_template(dataset),
        file_name=f"vorlage_{dataset.id}.xlsx",
        mime=XLSX,
        on_click="ignore",
        key=f"vorlage-{dataset.id}",
    )
