"""Einreichung: choose, see how the file was read, mend, look at the figures, hand in, get a receipt."""

from kim import ui
from kim.ui import einreichung

ui.page_head("Einreichung")
ui.answer("In fünf Schritten von der eigenen Liste zur Quittung. Eingereicht wird erst, wenn Sie es sagen.")
einreichung.show_receipt()
einreichung.choose_file()
check = einreichung.checked()
if check and check.sheet.readable:
    einreichung.show_understood(check)
if check and einreichung.is_settled(check):
    einreichung.show_findings(check)
    einreichung.offer_hand_in(check)
einreichung.show_sender()
einreichung.move_focus()
ui.foot()
