"""Show the parts of a topic on a page."""

from collections.abc import Callable, Iterable, Mapping
from functools import singledispatch

import streamlit as st

from kim.topics import Answer, Beside, Cards, Figure, Folded, Heading, Part, Table, Tiles, Words
from kim.ui.figure import show_chart, show_table
from kim.ui.page import answer, show_cards, show_tiles


def show_parts(parts: Iterable[Part], controls: Mapping[str, Callable[[], object]] | None = None) -> None:
    """Parts in their order; `controls`: anchor of a heading → what is drawn below it to arrange the rest."""
    for part in parts:
        show(part)
        if controls and isinstance(part, Heading) and part.anchor in controls:
            controls[part.anchor]()


@singledispatch
def show(part: Part) -> None:
    """One part, whatever it is."""
    raise TypeError(f"no page shows a {type(part).__name__}")


@show.register
def _answer(part: Answer) -> None:
    answer(part.text)


@show.register
def _heading(part: Heading) -> None:
    (st.header if part.level == 2 else st.subheader)(part.text, anchor=part.anchor)


@show.register
def _words(part: Words) -> None:
    (st.caption if part.small else st.markdown)(part.text)


@show.register
def _tiles(part: Tiles) -> None:
    show_tiles(part.tiles)


@show.register
def _cards(part: Cards) -> None:
    show_cards(part.cards)


@show.register
def _figure(part: Figure) -> None:
    show_chart(part.chart, part.indicator)


@show.register
def _table(part: Table) -> None:
    show_table(part.frame, part.title, part.key)


@show.register
def _beside(part: Beside) -> None:
    for column, parts in zip(st.columns(2, gap="large"), (part.left, part.right), strict=True):
        with column:
            show_parts(parts)


@show.register
@st.fragment
def _folded(part: Folded) -> None:
    """Only what is opened is asked for."""
    with st.expander(part.title, key=part.key, on_change="rerun") as folded:
        if folded.open:
            show_parts(part.parts())
