"""The page Bericht: what to take away, of whom, from which Stand, in which form."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Literal

import streamlit as st

from kim.exports.bundle import FORMATS, File, as_zip, export, stem, with_address
from kim.exports.paper import Form, Head, consultations, paper, profile
from kim.exports.slides import slides
from kim.exports.workbook import workbook
from kim.stand import Stand, StandInfo, list_staende
from kim.store import Store
from kim.topics import Heading, Words
from kim.topics.choice import Gebiet, stand_titles
from kim.topics.report import THEMES, Report, report
from kim.topics.texts import ANONYMOUS
from kim.ui.frame import current_stand, find_stand, lens
from kim.ui.linked import SINCE
from kim.ui.page import PAGES
from kim.ui.parts import show_parts

ALL_OF_IT = {
    "kreis": "Alles zu {}",
    "review:": "Strukturbericht für {}",
    "land": "Alles zum Land",
    "review": "Strukturbericht für das Land",
}
AtOnce = tuple[str, Callable[[Report], bytes]]
OF_A_THEME: Mapping[str, AtOnce] = {
    "Foliensatz (PPTX)": ("pptx", slides),
    "Arbeitsmappe (XLSX)": ("xlsx", workbook),
    "Vorlage (PDF)": ("pdf", paper),
    "Datenpaket (ZIP)": ("paket.zip", with_address),
}
OF_A_KREIS: Mapping[str, AtOnce] = {
    "Kreisprofil auf zwei Seiten (PDF)": ("pdf", profile),
    "Foliensatz (PPTX)": ("pptx", slides),
    "Arbeitsmappe (XLSX)": ("xlsx", workbook),
}
NOTHING = "keiner"
HEAD = {
    "art": "Art der Vorlage",
    "nummer": "Vorlage Nr.",
    "status": "Status (öffentlich oder nicht öffentlich)",
    "federfuehrung": "Federführung",
    "datum": "Datum",
    "betreff": "Betreff",
}
FORMS: Mapping[Form, str] = {
    "kommune": "Vorlage eines Kreises oder einer Stadt",
    "landtag": "Bericht an den Landtag",
}
IN_TURN = "Beratungsfolge: je Zeile Gremium; Sitzungstermin; Zuständigkeit"
LONG = {"beschlussvorschlag": "Beschlussvorschlag", "finanzielle_auswirkungen": "Finanzielle Auswirkungen"}


def offer_theme(theme: str) -> None:
    """The theme of a page as a file, in two clicks; everything else is on the page Bericht."""
    _offer_at_once(f"thema:{theme}", OF_A_THEME)


def offer_kreis(kreis_id: str, since: Stand | None) -> None:
    """The profile on two pages, and all themes of the Kreis in the other forms."""
    _offer_at_once(f"kreis:{kreis_id}", OF_A_KREIS, since)


def _offer_at_once(what: str, forms: Mapping[str, AtOnce], since: Stand | None = None) -> None:
    through, key = lens(), what.replace(":", "-")
    with st.popover("Mitnehmen", key=f"mitnehmen-{key}"):
        for title, (ending, render) in forms.items():
            st.download_button(
                title,
                data=lambda render=render: render(report(what, through, since)),
                file_name=f"kim_{key}_{through.choice.gebiet.code}_{through.stand.day.isoformat()}.{ending}",
                on_click="ignore",
                type="tertiary",
                key=f"mitnehmen-{key}-{ending}",
            )
        st.page_link(PAGES / "bericht.py", label="Mehr auf der Seite Bericht")


def choose_earlier(width: int | Literal["stretch"] = "stretch") -> Stand | None:
    """An earlier Stand to compare with; None where there is none or nobody wants one."""
    earlier = _earlier()
    options = [NOTHING, *earlier]
    chosen = st.selectbox(
        "Früherer Stand",
        options,
        format_func=lambda i: earlier.get(i, i),
        key=SINCE,
        bind="query-params",
        width=width,
    )
    found = [info for info in list_staende(Store()) if info.id == chosen]
    return find_stand(found[0]) if found else None


def choose_report() -> Report:
    """What to take away, and the earlier Stand it is compared with."""
    left, right = st.columns(2, gap="large")
    offered = _offered()
    what = left.selectbox("Was mitnehmen?", list(offered), format_func=offered.get, key="was")
    with right:
        old = choose_earlier()
    return report(what, lens(), old, _anonymous(what))


def _anonymous(what: str) -> bool:
    """Whether others are to stay unnamed; asked only where the report is about one Kreis."""
    gebiet = lens().choice.gebiet
    text = "Andere Standorte nicht nennen (anonymisierte Fassung)"
    return what in _own(gebiet) and st.checkbox(text, key="anonym", help=ANONYMOUS)


def _offered() -> dict[str, str]:
    """What can be taken away of the selection, the selected Kreis first."""
    gebiet = lens().choice.gebiet
    themes = {f"thema:{name}": title for name, title in THEMES.items()}
    return _own(gebiet) | themes | {"land": ALL_OF_IT["land"], "review": ALL_OF_IT["review"]}


def _own(gebiet: Gebiet) -> dict[str, str]:
    """What there is of one Kreis."""
    if not gebiet.kreis_id:
        return {}
    told = {f"kreis:{gebiet.code}": ALL_OF_IT["kreis"], f"review:{gebiet.code}": ALL_OF_IT["review:"]}
    return {what: title.format(gebiet.name) for what, title in told.items()}


def _earlier() -> dict[str, str]:
    staende: Sequence[StandInfo] = [info for info in list_staende(Store()) if info.id != current_stand().id]
    return stand_titles(staende)


def choose_formats() -> list[str]:
    titles = {name: f"{form.title}: {form.what_for}" for name, form in FORMATS.items()}
    return st.multiselect(
        "Formate",
        list(titles),
        default=["xlsx"],
        format_func=titles.get,
        placeholder="Formate wählen",
        select_all=False,
        key="formate",
    )


def choose_head(formats: Sequence[str]) -> Head:
    """What only people know about a committee paper; nothing of it is invented."""
    if "pdf" not in formats:
        return Head()
    with st.expander("Kopf der Vorlage (freiwillig)", key="kopf-der-vorlage"):
        st.markdown(
            "Was hier leer bleibt, bleibt auch in der Vorlage leer und kann von Hand ausgefüllt werden."
        )
        form = st.radio("Form", list(FORMS), format_func=FORMS.get, horizontal=True, key="kopf-form")
        short = {name: st.text_input(label, key=f"kopf-{name}") for name, label in HEAD.items()}
        in_turn = st.text_area(
            IN_TURN, placeholder="Sozialausschuss; 10.02.2026; Kenntnisnahme", key="kopf-beratungsfolge"
        )
        long = {name: st.text_area(label, key=f"kopf-{name}") for name, label in LONG.items()}
    told = {name: text.strip() for name, text in (short | long).items()}
    return Head(form=form, beratungsfolge=consultations(in_turn), **told)


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
    try:
        for file in export(made, formats, head):
            files.append(file)
            bar.progress(min(len(files) / expected, 1.0), f"Erstellt: {file.name}")
    finally:
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
