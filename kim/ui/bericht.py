"""The page Bericht: what to take away, of whom, from which Stand, in which form."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from kim.exports.bundle import FORMATS, File, as_zip, export, stem
from kim.exports.paper import Head
from kim.stand import StandInfo, list_staende
from kim.store import Store
from kim.topics import Heading, Words
from kim.topics.choice import stand_titles
from kim.topics.report import THEMES, Report, report
from kim.ui.frame import current_stand, find_stand, lens
from kim.ui.page import PAGES
from kim.ui.parts import show_parts

ALL_OF_IT = {"kreis": "Alles zu {}", "land": "Alles zum Land", "review": "Strukturbericht für das Land"}
AT_ONCE = ("pptx", "xlsx", "pdf", "paket")
NOTHING = "keinem"
HEAD = {
    "art": "Art der Vorlage",
    "nummer": "Vorlage Nr.",
    "federfuehrung": "Federführung",
    "datum": "Datum",
    "betreff": "Betreff",
}
LONG = {"beschlussvorschlag": "Beschlussvorschlag", "finanzielle_auswirkungen": "Finanzielle Auswirkungen"}


def offer_theme(theme: str) -> None:
    """The theme of a page as a file, in two clicks; everything else is on the page Bericht."""
    through = lens()
    with st.popover("Mitnehmen", key=f"mitnehmen-{theme}"):
        for name in AT_ONCE:
            ending = "paket.zip" if name == "paket" else name
            st.download_button(
                FORMATS[name].title,
                data=lambda name=name: _only(report(f"thema:{theme}", through), name),
                file_name=f"kim_{theme}_{through.choice.gebiet.code}_{through.stand.day.isoformat()}.{ending}",
                on_click="ignore",
                type="tertiary",
                key=f"mitnehmen-{theme}-{name}",
            )
        st.page_link(PAGES / "bericht.py", label="Mehr auf der Seite Bericht")


def _only(made: Report, name: str) -> bytes:
    [file] = export(made, [name])
    return file.content


def choose_report() -> Report:
    """What to take away, and the earlier Stand it is compared with."""
    left, right = st.columns(2, gap="large")
    offered = _offered()
    what = left.selectbox("Was mitnehmen?", list(offered), format_func=offered.get, key="was")
    earlier = _earlier()
    since = right.selectbox(
        "Verglichen mit Stand", [NOTHING, *earlier], format_func=lambda i: earlier.get(i, i), key="seit"
    )
    old = (
        find_stand(next(info for info in list_staende(Store()) if info.id == since))
        if since in earlier
        else None
    )
    return report(what, lens(), old)


def _offered() -> dict[str, str]:
    """What can be taken away of the selection, the selected Kreis first."""
    gebiet = lens().choice.gebiet
    own = {f"kreis:{gebiet.code}": ALL_OF_IT["kreis"].format(gebiet.name)} if gebiet.kreis_id else {}
    themes = {f"thema:{name}": title for name, title in THEMES.items()}
    return own | themes | {"land": ALL_OF_IT["land"], "review": ALL_OF_IT["review"]}


def _earlier() -> dict[str, str]:
    staende: Sequence[StandInfo] = [info for info in list_staende(Store()) if info.id != current_stand().id]
    return stand_titles(staende)


def choose_formats() -> list[str]:
    titles = {name: f"{form.title}: {form.what_for}" for name, form in FORMATS.items()}
    return st.multiselect("Formate", list(titles), default=["xlsx"], format_func=titles.get, key="formate")


def choose_head(formats: Sequence[str]) -> Head:
    """What only people know about a committee paper; nothing of it is invented."""
    if "pdf" not in formats:
        return Head()
    with st.expander("Kopf der Vorlage (freiwillig)", key="kopf-der-vorlage"):
        st.markdown(
            "Was hier leer bleibt, bleibt auch in der Vorlage leer und kann von Hand ausgefüllt werden."
        )
        short = {name: st.text_input(label, key=f"kopf-{name}") for name, label in HEAD.items()}
        long = {name: st.text_area(label, key=f"kopf-{name}") for name, label in LONG.items()}
    return Head(**{name: text.strip() for name, text in (short | long).items()})


def offer_files(made: Report, formats: Sequence[str], head: Head) -> None:
    """Make the files on demand, with a bar, and offer them as one."""
    if not formats:
        st.markdown("Wählen Sie mindestens ein Format.")
        return
    if st.button("Dateien erstellen", type="primary", key="erstellen"):
        st.session_state["dateien"] = (_key(made, formats, head), _make(made, formats, head))
    key, files = st.session_state.get("dateien", (None, []))
    if key == _key(made, formats, head):
        _offer(made, files)


def _key(made: Report, formats: Sequence[str], head: Head) -> tuple:
    return (
        made.id,
        made.lens.stand.id,
        made.selection,
        len(made.chapters),
        tuple(formats),
        head,
        date.today(),
    )


def _make(made: Report, formats: Sequence[str], head: Head) -> list[File]:
    pictures = len(made.figures) - 1
    expected = len(formats) + pictures * len({"svg", "png"}.intersection(formats))
    bar, files = st.progress(0.0, "Dateien werden erstellt …"), []
    for file in export(made, formats, head):
        files.append(file)
        bar.progress(min(len(files) / expected, 1.0), f"Erstellt: {file.name}")
    bar.empty()
    return files


def _offer(made: Report, files: Sequence[File]) -> None:
    """One file as it is, several in an archive."""
    one = files[0] if len(files) == 1 else File(f"{stem(made)}.zip", as_zip(files))
    st.download_button(
        f"{one.name} speichern",
        one.content,
        file_name=one.name,
        on_click="ignore",
        key="speichern",
        type="primary",
    )
    st.markdown("\n".join(f"- {file.name} ({_size(file)})" for file in files[:12]))


def _size(file: File) -> str:
    return f"{max(len(file.content) // 1000, 1)} kB"


def show_preview(made: Report) -> None:
    """What the files hold, as the pages show it."""
    with st.expander(
        f"Vorschau: {made.title}, {made.selection}", key="vorschau", on_change="rerun"
    ) as preview:
        if preview.open:
            for chapter in made.chapters:
                show_parts(
                    [
                        Heading(chapter.title, f"kapitel-{chapter.id}"),
                        Words(f"{len(chapter.figures)} Bilder, {len(chapter.tables)} Tabellen"),
                    ]
                )
                show_parts(chapter.parts)
