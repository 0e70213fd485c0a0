"""Datenstand: who handed in what for when and what is missing, receipts, and what interrupted runs left."""

from kim import ui
from kim.ui import board, deliveries

ui.page_head("Datenstand")
deliveries.show_state()
board.show_board()
board.show_course()
deliveries.show_receipts()
deliveries.show_staende()
ui.foot()
