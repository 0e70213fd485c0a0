"""Score a site on the page, criterion by criterion; what is filled in is handed in like a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st

from kim import formats
from kim.datasets import labels, load_reference
from kim.errors import KimError
from kim.intake import Check, check_file, drop_draft, save_draft
from kim.intake.scored import begun, scored
from kim.intake.typed_in import Row
from kim.store import Store
from kim.topics.struktur import Structures
from kim.topics.struktur.scoring import as_rows, to_mend, would_be
from kim.topics.texts import SCORING
from kim.typology import NOT_JUDGED, criteria_of, dimensions
from kim.ui.page import PAGES
from kim.ui.parts import show, show_parts

OPENED = "struktur-bewerten"  # in the address: the form is open
SIDE = "seite"
ANCHOR = "bewerten"
DISCARDED = "_verworfene_bewertungen"
WIDTH = 480
FROM_LAST = "Vorbelegt ist, was dieselbe Seite zuletzt gesagt hat."
FROM_DRAFT = "Vorbelegt ist, was diese Seite begonnen und noch nicht eingereicht hat."
EMPTY = (
    "Nichts ist vorbelegt: Von dieser Seite gibt es hier noch keine Bewertung, und was andere sagten, "
    "soll niemanden leiten."
)


@dataclass(frozen=True)
class Site:
    """What is scored, by whom, and what the form begins with: nobody is shown what others said.

    `rows`: criterion → what this side has begun, else what it said last; `draft`: where it is kept.
    """

    kreis_id: str
    by: str
    stichtag: date
    rows: Mapping[str, Row]
    draft: str | None = None

    @property
    def key(self) -> str:
        """Part of the keys of fields; they forget what stood in them when a draft is discarded."""
        return f"{self.by}-{self.kreis_id}-{st.session_state.get(DISCARDED, 0)}"


def link_to_scoring() -> None:
    """The form stands at the end of the page, out of the way of those who read."""
    st.markdown(f"[Einen Standort bewerten](#{ANCHOR})", width="content")


@st.fragment
def offer_scoring(some: Structures) -> None:
    """The form of the selected site behind its heading; it begins with what the same side said last."""
    gebiet = some.lens.choice.gebiet
    st.header("Bewerten", anchor=ANCHOR)
    with st.expander("Einen Standort bewerten", key=OPENED, on_change="rerun", bind="query-params") as folded:
        if not folded.open:
            return
        if not gebiet.kreis_id:
            st.markdown("Wählen Sie oben den Kreis, der bewertet werden soll.")
            return
        st.markdown(f"Bewertung von **{gebiet.name}**. {SCORING}")
        if by := _choose_side():
            _offer_form(_site(some, gebiet.kreis_id, by))


def _choose_side() -> str | None:
    sides = labels("bewertet_von")
    return st.selectbox(
        "Bewertet von",
        list(sides),
        None,
        sides.get,
        key=SIDE,
        bind="query-params",
        placeholder="bitte wählen",
        width=WIDTH,
    )


def _site(some: Structures, kreis_id: str, by: str) -> Site:
    if found := begun(Store(), kreis_id, by):
        return Site(kreis_id, by, found.stichtag, found.rows, found.draft)
    last, termin = some.of_rater(by).get(kreis_id), date.fromisoformat(some.lens.termin)
    return Site(kreis_id, by, min(termin, date.today()), as_rows(last) if last else {})


def _offer_form(site: Site) -> None:
    st.markdown(FROM_DRAFT if site.draft else FROM_LAST if site.rows else EMPTY)
    if site.draft:
        st.button("Begonnene Bewertung verwerfen", on_click=_discard, args=(site,), key=f"weg-{site.key}")
    with st.form(f"bewertung-{site.key}", border=False):
        day = _choose_day(site)
        rows = [row for dimension in dimensions() for row in _dimension(dimension, site)]
        sent = st.form_submit_button("Prüfen", type="primary")
    if sent and day is None:
        st.error("Sagen Sie noch, für welchen Tag bewertet wurde: Er steht ganz oben im Formular.")
    elif sent:
        _look_at(site, day, rows)


def _choose_day(site: Site) -> date | None:
    return st.date_input(
        "Stichtag",
        site.stichtag,
        format="DD.MM.YYYY",
        key=f"tag-{site.key}",
        help="Die Bewertung zählt zum Termin am Ende ihres Quartals. Vorgeschlagen ist der gewählte.",
        width=WIDTH,
    )


def _discard(site: Site) -> None:
    """Drop what is kept now: the check may have put another draft there since the button was drawn."""
    if found := begun(Store(), site.kreis_id, site.by):
        drop_draft(Store(), found.draft)
    st.session_state[DISCARDED] = st.session_state.get(DISCARDED, 0) + 1


def _dimension(dimension: str, site: Site) -> list[Row]:
    st.markdown(f"**{dimension} {labels('dimension')[dimension]}**")
    return [_criterion(criterion, site) for criterion in criteria_of(dimension)]


def _criterion(criterion: str, site: Site) -> Row:
    """One criterion: its question, the anchors as options, evidence and its day, a remark."""
    told, key = load_reference("kriterien").set_index("kriterium").loc[criterion], f"{criterion}-{site.key}"
    before = site.rows.get(criterion, {})
    level = _choose_level(criterion, told, before.get("stufe", ""), key)
    left, middle, right = st.columns([3, 1, 2])
    fields = {
        "nachweis": (left, f"Nachweis zu {criterion}", told["nachweis"]),
        "nachweis_vom": (middle, f"vom ({criterion})", "TT.MM.JJJJ"),
        "bemerkung": (right, f"Bemerkung zu {criterion}", "zum Beispiel, warum nicht beurteilbar"),
    }
    texts = {
        name: place.text_input(label, before.get(name, ""), placeholder=hint, key=f"{name}-{key}")
        for name, (place, label, hint) in fields.items()
    }
    return {"kriterium": criterion, "stufe": level} | texts


def _choose_level(criterion: str, told: Mapping[str, str], before: str, key: str) -> str:
    """One of the levels in the words of the criterion; not judged, until somebody judges."""
    levels = list(labels("bewertungsstufe"))
    return st.selectbox(
        f"{criterion} {told['frage']}",
        levels,
        levels.index(before if before in levels else NOT_JUDGED),
        lambda code: _anchor(code, told),
        key=f"stufe-{key}",
    )


def _anchor(code: str, told: Mapping[str, str]) -> str:
    """What a level means for this criterion."""
    said = told.get(f"stufe_{code}")
    return f"{code}: {said}" if said else labels("bewertungsstufe")[code]


def _look_at(site: Site, day: date, rows: list[Row]) -> None:
    """Keep what was filled in and say what is wrong with it, else which group it gives and how to go on."""
    submission = scored(site.kreis_id, day, site.by, rows)
    try:
        check = check_file(Store(), submission)
    except KimError as problem:  # nothing in it can make it one that is handed in
        st.error(str(problem))
        return
    draft = save_draft(Store(), submission) if check.may_be_kept else None
    drop_draft(Store(), site.draft or "")
    errors = [issue for issue in check.issues if issue.severity == "error"]
    if errors:
        number = f"{formats.with_unit(len(errors), 'Befunde')} {'ist' if len(errors) == 1 else 'sind'}"
        st.error(f"{number} im Formular zu beheben; danach noch einmal »Prüfen«. {_kept(draft)}")
        show(to_mend(check, errors))
    else:
        _go_on(check, draft)


def _kept(draft: str | None) -> str:
    return "Das Ausgefüllte ist aufgehoben." if draft else "Das Ausgefüllte wird nicht aufgehoben."


def _go_on(check: Check, draft: str | None) -> None:
    st.success("Nichts ist zu beheben. So sähe das Ergebnis aus; eingereicht ist noch nichts.")
    show_parts(would_be(check))
    if check.issues:
        show(to_mend(check, check.issues))
    st.page_link(
        PAGES / "einreichung.py", label="Weiter zu Vorschau und Einreichen", query_params={"entwurf": draft}
    )
