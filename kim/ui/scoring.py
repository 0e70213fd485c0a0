"""Score a site on the page, criterion by criterion; what is filled in is handed in like a file."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from kim import formats
from kim.datasets import labels, load_dataset, load_reference
from kim.intake import save_draft
from kim.intake.typed_in import Row, as_submission
from kim.store import Store
from kim.topics.struktur import Structures
from kim.topics.texts import SCORING
from kim.typology import NOT_JUDGED, Profile, criteria_of, dimensions
from kim.ui.page import PAGES

DATASET = "struktur"
WIDTH = 480
BEGUN = "Vorbelegt ist, was dieselbe Seite zuletzt gesagt hat."
EMPTY = (
    "Nichts ist vorbelegt: Von dieser Seite gibt es hier noch keine Bewertung, und was andere sagten, "
    "soll niemanden leiten."
)


@st.fragment
def offer_scoring(some: Structures) -> None:
    """The form of the selected site behind its heading; it begins with what the same side said last."""
    gebiet = some.lens.choice.gebiet
    with st.expander("Einen Standort bewerten", key="struktur-bewerten", on_change="rerun") as folded:
        if not folded.open:
            return
        if not gebiet.kreis_id:
            st.markdown("Wählen Sie oben den Kreis, der bewertet werden soll.")
            return
        st.markdown(f"Bewertung von **{gebiet.name}**. {SCORING}")
        by = _choose_side(gebiet.kreis_id)
        if by is None:
            return
        last = some.of_rater(by).get(gebiet.kreis_id)
        st.markdown(BEGUN if last else EMPTY)
        _form(Site(gebiet.kreis_id, by, last), date.fromisoformat(some.lens.termin))


@dataclass(frozen=True)
class Site:
    """What is scored, by whom, and what the same side said last: nobody is shown what others said."""

    kreis_id: str
    by: str
    last: Profile | None

    @property
    def key(self) -> str:
        return f"{self.by}-{self.kreis_id}"


def _choose_side(kreis_id: str) -> str | None:
    sides = labels("bewertet_von")
    return st.selectbox(
        "Bewertet von",
        list(sides),
        None,
        sides.get,
        key=f"seite-{kreis_id}",
        placeholder="bitte wählen",
        width=WIDTH,
    )


def _form(site: Site, termin: date) -> None:
    with st.form(f"bewertung-{site.key}", border=False):
        day = st.date_input(
            "Stichtag",
            min(termin, date.today()),
            format="DD.MM.YYYY",
            key=f"tag-{site.key}",
            help="Die Bewertung zählt zum Termin am Ende ihres Quartals. Vorgeschlagen ist der gewählte.",
            width=WIDTH,
        )
        rows = [row for dimension in dimensions() for row in _dimension(dimension, site)]
        sent = st.form_submit_button("Prüfen", type="primary")
    if sent and day is None:
        st.error("Sagen Sie noch, für welchen Tag bewertet wurde: Er steht ganz oben im Formular.")
    elif sent:
        _keep(site.kreis_id, day, [row | {"bewertet_von": site.by} for row in rows])


def _dimension(dimension: str, site: Site) -> list[Row]:
    st.markdown(f"**{dimension} {labels('dimension')[dimension]}**")
    return [_criterion(criterion, site) for criterion in criteria_of(dimension)]


def _criterion(criterion: str, site: Site) -> Row:
    """One criterion: its question, the anchors as options, evidence and day."""
    told, key = load_reference("kriterien").set_index("kriterium").loc[criterion], f"{criterion}-{site.key}"
    last = site.last
    before = last.by_criterion[criterion] if last else None
    levels = list(labels("bewertungsstufe"))
    start = levels.index(before.level if before else NOT_JUDGED)
    level = st.selectbox(
        f"{criterion} {told['frage']}", levels, start, lambda code: _anchor(code, told), key=f"stufe-{key}"
    )
    left, right = st.columns([3, 1])
    evidence = left.text_input(
        f"Nachweis zu {criterion}",
        (before and before.evidence) or "",
        placeholder=told["nachweis"],
        key=f"nachweis-{key}",
    )
    of = before.evidence_of if before and before.evidence_of else None
    when = right.text_input(
        f"vom ({criterion})", formats.date(of) if of else "", placeholder="TT.MM.JJJJ", key=f"vom-{key}"
    )
    return {"kriterium": criterion, "stufe": level, "nachweis": evidence, "nachweis_vom": when}


def _anchor(code: str, told: Mapping[str, str]) -> str:
    """What a level means for this criterion."""
    said = told.get(f"stufe_{code}")
    return f"{code}: {said}" if said else labels("bewertungsstufe")[code]


def _keep(kreis_id: str, day: date, rows: list[Row]) -> None:
    """Keep what was filled in as a draft and go on where files are checked and handed in."""
    file_name = f"bewertung_{kreis_id}_{day}.csv"  # from here on a file like any other
    submission = replace(as_submission(load_dataset(DATASET), kreis_id, day, rows), file_name=file_name)
    draft = save_draft(Store(), submission)
    st.switch_page(PAGES / "einreichung.py", query_params={"entwurf": draft})
