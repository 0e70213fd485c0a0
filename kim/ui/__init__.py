"""What pages share: head, selection, figures, tables, foot."""

from kim.ui.choice import Choice, Gebiet
from kim.ui.figure import offer_csv, show_chart, show_table
from kim.ui.frame import choice, current_stand, draw_frame, find_stand
from kim.ui.page import Tile, answer, empty_page, foot, page_head, show_tiles, tile_of
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
    "offer_csv",
    "page_head",
    "show_chart",
    "show_table",
    "show_tiles",
    "tile_of",
]
