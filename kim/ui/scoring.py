"""Score a site on the page, criterion by criterion; what is filled in is handed in like a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
from kim.topics.struktur.scoring import as_rows, both_sides, findings, would_be
from kim.topics.texts import SCORING
from kim.typology import AGREED, criteria_of, dimensions
from kim.ui.page import PAGES
from kim.ui.parts import show, show_parts

OPENED = "struktur-bewerten"  # in the address: the form is open
SIDE = "seite"
ANCHOR = "bewerten"
DISCARDED = "_verworfene_bewertungen"
WIDTH = 480
UNSAID = "noch nicht bewertet"
FROM_LAST = "Vorbelegt ist die letzte Bewertung aus derselben Sicht."
FROM_DRAFT = "Vorbelegt ist, was aus dieser Sicht begonnen und noch nicht eingereicht ist."
FROM_BOTH = (
    "Vorbelegt ist, worin beide externen Bewertungen einig sind. Wo nicht, steht bei der Frage, was beide "
    "sagen; dort fehlt noch die abgestimmte Stufe."
)
EMPTY = (
    "Nichts ist vorbelegt: Aus dieser Sicht gibt es hier noch keine Bewertung, und was andere sagten, soll "
    "niemanden leiten."
)
ROUND = (
    "Alle Bewertungen einer Runde tragen denselben Stichtag, sonst lassen sie sich nicht vergleichen. "
    "Vorgeschlagen ist der Tag der letzten Runde; beginnt eine neue, wählen Sie ihren Tag."
)


@dataclass(frozen=True)
class Site:
    """What is scored, by whom, and what the form begins with: nobody is shown what others said.

    `rows`: criterion → what stands in its fields at first, and `origin` says where that comes from; `draft`:
    where it is kept. `beside`: criterion → what is said at its question.
    """

    kreis_id: str
    by: str
    stichtag: date
    rows: Mapping[str, Row]
    origin: str
    draft: str | None = None
    beside: Mapping[str, str] = field(default_factory=dict)

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
            _offer_form(some, _site(some, gebiet.kreis_id, by))


def _choose_side() -> str | None:
    sides = labels("bewertet_von")
    return st.radio("Bewertet von", list(sides), None, sides.get, key=SIDE, bind="query-params")


def _site(some: Structures, kreis_id: str, by: str) -> Site:
    """What is begun comes first, for an agreed review then both external ones, else the last of the same."""
    both = both_sides(some, kreis_id) if by == AGREED else None
    beside = both.differences if both else {}
    if found := begun(Store(), kreis_id, by):
        return Site(kreis_id, by, found.stichtag, found.rows, FROM_DRAFT, found.draft, beside)
    day, last = _round(some, kreis_id), some.of_rater(by).get(kreis_id)
    if both and (last is None or last.stichtag < both.stichtag):
        return Site(kreis_id, by, day, both.agreed, FROM_BOTH, beside=beside)
    rows = as_rows(last) if last else {}
    return Site(kreis_id, by, day, rows, FROM_LAST if last else EMPTY, beside=beside)


def _round(some: Structures, kreis_id: str) -> date:
    """The day of the last round of the site, else the chosen Termin."""
    known = some.told.get(kreis_id)
    return known.stichtag if known else min(date.fromisoformat(some.lens.termin), date.today())


def _offer_form(some: Structures, site: Site) -> None:
    st.markdown(site.origin)
    if site.draft:
        st.button("Begonnene Bewertung verwerfen", on_click=_discard, args=(site,), key=f"weg-{site.key}")
    with st.form(f"bewertung-{site.key}", border=False, enter_to_submit=False):
        day = _choose_day(site)
        rows = [row for dimension in dimensions() for row in _dimension(dimension, site)]
        sent = st.form_submit_button("Prüfen", type="primary")
    if sent and day is None:
        st.error("Sagen Sie noch, für welchen Tag bewertet wurde: Er steht ganz oben im Formular.")
    elif sent:
        _look_at(some, site, day, rows)


def _choose_day(site: Site) -> date | None:
    return st.date_input(
        "Stichtag",
        site.stichtag,
        format="DD.MM.YYYY",
        key=f"tag-{site.key}",
        help=ROUND,
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
    if said := site.beside.get(criterion):
        st.caption(said)
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
    return {"kriterium": criterion, "stufe": level or ""} | texts


def _choose_level(criterion: str, told: Mapping[str, str], before: str, key: str) -> str | None:
    """One of the levels in the words of the criterion; none, until somebody has judged it."""
    levels = list(labels("bewertungsstufe"))
    return st.selectbox(
        f"{criterion} {told['frage']}",
        levels,
        levels.index(before) if before in levels else None,
        lambda code: _anchor(code, told),
        key=f"stufe-{key}",
        placeholder=UNSAID,
    )


def _anchor(code: str, told: Mapping[str, str]) -> str:
    """What a level means for this criterion."""
    said = told.get(f"stufe_{code}")
    return f"{code}: {said}" if said else labels("bewertungsstufe")[code]


def _look_at(some: Structures, site: Site, day: date, rows: list[Row]) -> None:
    """Keep what was filled in and say what is wrong with it, else which group it gives and how to go on."""
    submission = scored(site.kreis_id, day, site.by, rows)
    try:
        check = check_file(Store(), submission)
    except KimError as problem:  # nothing in it can make it one that is handed in
        st.error(str(problem))
        return
    draft = save_draft(Store(), submission) if check.may_be_kept else None
    drop_draft(Store(), site.draft or "")
    errors = sum(issue.severity == "error" for issue in check.issues)
    if errors:
        number = f"{formats.with_unit(errors, 'Befunde')} {'ist' if errors == 1 else 'sind'}"
        st.error(f"{number} im Formular zu beheben; danach noch einmal »Prüfen«. {_kept(draft)}")
        show(findings(check))
    else:
        _go_on(some, check, draft)


def _kept(draft: str | None) -> str:
    return "Das Ausgefüllte ist aufgehoben." if draft else "Das Ausgefüllte wird nicht aufgehoben."


def _go_on(some: Structures, check: Check, draft: str | None) -> None:
    st.success("Nichts muss behoben werden. So sähe das Ergebnis aus; eingereicht ist noch nichts.")
    show_parts(would_be(check, some.lens))
    if check.issues:
        show(findings(check))
    st.page_link(
        PAGES / "einreichung.py", label="Weiter zu Vorschau und Einreichen", query_params={"entwurf": draft}
    )
