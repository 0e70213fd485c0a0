"""Step 2, first half: what columns and codes mean that are not known; proposed, and taken when confirmed."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import streamlit as st

from kim import formats
from kim.datasets import Column, labels
from kim.intake import Check
from kim.reading import NOT_THERE, CodeProposal, FileColumn, Question
from kim.ui.einreichung.parts import OPEN
from kim.ui.einreichung.state import LEFT, change_lesart, tag

ABSENT = "steht nicht in der Datei"
UNUSED, AS_IT_IS = "", ""
FEW = 8  # further columns that are asked about without a click


def is_settled(check: Check) -> bool:
    """Whether nothing about reading the file is left to say, so that its findings mean something."""
    return not (open_questions(check) or _asked(check) or _open_codes(check))


def open_questions(check: Check) -> list[Question]:
    """A question stays with the file; it is open as long as the Lesart does not answer it."""
    lesart = check.submission.lesart
    return [asked for asked in check.sheet.layout.questions if getattr(lesart, asked.field) is None]


def show_mapping(check: Check) -> None:
    asked, codes = _asked(check), _open_codes(check)
    if asked or codes:
        st.subheader("Bitte bestätigen", anchor="zuordnen")
        st.markdown(
            "Naheliegendes ist vorausgewählt; was nur ähnlich ist, steht als Frage im Feld. Übernommen wird,"
            " was Sie bestätigen. Ihre Zuordnung wird mit dem Einreichen für die nächste Datei gemerkt."
        )
        _show_form(check, asked, codes)
    elif _confirmed(check) or _further(check):
        with st.expander("Zuordnung von Spalten und Angaben ändern", key="zuordnung_aendern"):
            _show_form(check, [], [])
            if _confirmed(check) and st.button("Zuordnung vergessen", key="zuordnung_vergessen"):
                change_lesart(check, replace(check.submission.lesart, columns={}, codes={}))


def _show_form(check: Check, asked: list[Column], codes: list[CodeProposal]) -> None:
    with st.form("zuordnen", border=False):
        proposed = {proposal.name: proposal.heading for proposal in check.sheet.layout.column_proposals}
        columns = {column.name: _choose_heading(check, column, proposed.get(column.name)) for column in asked}
        columns |= {c.name: _choose_heading(check, c, None) for c in _confirmed(check) if not asked}
        meant = [(proposal, _choose_code(check, proposal)) for proposal in codes]
        further = _choose_further(check, set(proposed.values()))
        if st.form_submit_button("Zuordnung übernehmen", type="primary"):
            _take(check, columns, further, meant)


def _take(
    check: Check,
    columns: Mapping[str, str | None],
    further: Mapping[str, str],
    codes: Iterable[tuple[CodeProposal, str | None]],
) -> None:
    """What is confirmed becomes part of the Lesart; a column of the file means one of ours at most."""
    told = {name: heading for name, heading in columns.items() if heading is not None}
    taken = {heading for heading in told.values() if heading != NOT_THERE}
    told |= {name: heading for heading, name in further.items() if name != UNUSED and heading not in taken}
    spellings = {name: dict(known) for name, known in check.submission.lesart.codes.items()}
    for proposal, code in codes:
        if code == AS_IT_IS:
            st.session_state.setdefault(LEFT, set()).add((proposal.name, proposal.spelling))
        elif code:
            spellings.setdefault(proposal.name, {})[proposal.spelling] = code
    lesart = check.submission.lesart
    change_lesart(check, replace(lesart, columns={**lesart.columns, **told}, codes=spellings))


def _asked(check: Check) -> list[Column]:
    """Our columns that somebody has to decide on: required ones, then those with a proposal."""
    proposed = {proposal.name for proposal in check.sheet.layout.column_proposals}
    free = bool(_unknown(check))
    undecided = [column for column in check.dataset.columns if _is_undecided(check, column)]
    asked = [c for c in undecided if (c.required and free) or c.name in proposed]
    return sorted(asked, key=lambda column: not column.required)


def _is_undecided(check: Check, column: Column) -> bool:
    return column.name not in check.sheet.headings and column.name not in check.submission.lesart.columns


def _confirmed(check: Check) -> list[Column]:
    return [c for c in check.dataset.columns if c.name in check.submission.lesart.columns]


def _open_codes(check: Check) -> list[CodeProposal]:
    left = st.session_state.get(LEFT, set())
    return [p for p in check.sheet.layout.code_proposals if (p.name, p.spelling) not in left]


def _unknown(check: Check) -> list[FileColumn]:
    return [column for column in check.sheet.layout.columns if column.name is None]


def _further(check: Check) -> list[FileColumn]:
    proposed = {proposal.heading for proposal in check.sheet.layout.column_proposals}
    return [column for column in _unknown(check) if column.heading not in proposed]


def _choose_heading(check: Check, column: Column, proposed: str | None) -> str | None:
    """Which column of the file ours is; None where the sender leaves it open."""
    now = check.submission.lesart.columns.get(column.name)
    there = {c.heading: c for c in check.sheet.layout.columns if c.name in (None, column.name)}
    options = [*there, NOT_THERE]
    wanted = proposed if now is None else now
    return st.selectbox(
        f"»{column.label}«{' (Pflicht)' if column.required else ''} steht in der Spalte",
        options,
        index=options.index(wanted) if wanted in options else None,
        format_func=lambda heading: _with_samples(there[heading]) if heading in there else ABSENT,
        placeholder=OPEN,
        help=column.meaning or None,
        filter_mode="contains",
        key=f"spalte_{column.name}_{tag()}",
    )


def _choose_further(check: Check, proposed: set[str]) -> dict[str, str]:
    """Columns of the file that nothing is proposed for: what is in them, if it is anything of ours."""
    columns, free = _further(check), [c for c in check.dataset.columns if _is_undecided(check, c)]
    if not columns or not free:
        return {}
    names = {UNUSED: "nichts davon, wird nicht übernommen"} | {c.name: c.label for c in free}
    few = len(columns) <= FEW
    if few:
        st.markdown("**Weitere Spalten der Datei**, die nicht bekannt sind:")
    with st.container() if few else st.expander(f"{len(columns)} weitere Spalten der Datei", key="weitere"):
        return {column.heading: _choose_name(column, names) for column in columns}


def _choose_name(column: FileColumn, names: Mapping[str, str]) -> str:
    return st.selectbox(
        f"In der Spalte {_with_samples(column)} steht",
        list(names),
        format_func=names.get,
        filter_mode="contains",
        key=f"weitere_{column.letter}_{tag()}",
    )


def _with_samples(column: FileColumn) -> str:
    samples = ", ".join(column.samples)
    return f"»{column.heading}« (zum Beispiel {samples})" if samples else f"»{column.heading}«"


def _choose_code(check: Check, proposal: CodeProposal) -> str | None:
    column = check.dataset.column(proposal.name)
    names = {**labels(column.codes), AS_IT_IS: "nichts davon; wird in der Datei berichtigt"}
    options = sorted(names, key=lambda code: code != proposal.code)
    rows = formats.with_unit(proposal.count, "Zeilen")
    return st.selectbox(
        f"»{proposal.spelling}« in »{column.label}« ({rows}) bedeutet",
        options,
        index=0 if proposal.sure else None,
        format_func=names.get,
        placeholder=f"Vielleicht »{names[proposal.code]}«? {OPEN}" if proposal.code else OPEN,
        filter_mode="contains",
        key=f"code_{proposal.name}_{proposal.spelling}_{tag()}",
    )
