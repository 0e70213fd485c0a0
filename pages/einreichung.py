"""Einreichung: choose, see how the file was read, mend, look at the figures, hand in, get a receipt."""

from kim import ui
from kim.ui import einreichung

ui.page_head("Einreichung")
ui.answer("Datei wählen, prüfen, einreichen. Eingereicht wird erst, wenn Sie es sagen.")
einreichung.show_receipt()
einreichung.choose_file()
check = einreichung.checked()
if check:
    if check.sheet.readable:
        einreichung.show_understood(check)
    einreichung.show_findings(check)
    einreichung.offer_hand_in(check)
einreichung.show_sender()
ui.foot()
