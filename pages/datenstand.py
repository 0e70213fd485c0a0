"""Datenstand: who handed in what for when, gaps, receipts, and what interrupted runs left."""

from kim import ui
from kim.ui import deliveries

ui.page_head("Datenstand")
deliveries.show_state()
deliveries.show_sites()
deliveries.show_authorities()
deliveries.show_receipts()
deliveries.show_staende()
ui.foot()
