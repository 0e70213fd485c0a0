"""What pages share: head, selection, figures, tables, foot."""

from kim.topics import Choice, Gebiet, Tile, tile_of
from kim.ui.figure import offer_csv, show_chart, show_table
from kim.ui.frame import choice, current_stand, draw_frame, find_stand, lens
from kim.ui.page import answer, empty_page, foot, page_head, show_tiles
from kim.ui.parts import show, show_parts
from kim.ui.tables import as_csv, as_html

__all__ = [
    "Choice",
    "Gebiet",
    "Tile",
    "answer",
    "as_csv",
    "as_html",
    "choice",
    "current_stand",
    "draw_frame",
    "empty_page",
    "find_stand",
    "foot",
    "lens",
    "offer_csv",
    "page_head",
    "show",
    "show_chart",
    "show_parts",
    "show_table",
    "show_tiles",
    "tile_of",
]
