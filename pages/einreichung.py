"""Einreichung: check a file, read what is wrong with it, hand it in, get a receipt."""

from kim import ui
from kim.ui import handin, receipt

ui.page_head("Einreichung")
ui.answer("Datei wählen, prüfen, einreichen. Eingereicht wird erst, wenn Sie es sagen.")
chosen = handin.choose_submission()
if chosen:
    handin.show_check(chosen)
receipt.show_receipt()
ui.foot()
