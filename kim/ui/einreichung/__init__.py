"""The page Einreichung: choose, see how the file was read, mend, look at the figures, hand in, look back."""

from kim.ui.einreichung.choosing import choose_file
from kim.ui.einreichung.findings import show_findings
from kim.ui.einreichung.focus import move_focus
from kim.ui.einreichung.handing_in import offer_hand_in
from kim.ui.einreichung.looking_back import show_sender
from kim.ui.einreichung.mapping import is_settled
from kim.ui.einreichung.receipt import show_receipt
from kim.ui.einreichung.state import checked
from kim.ui.einreichung.understood import show_understood

__all__ = [
    "checked",
    "choose_file",
    "is_settled",
    "move_focus",
    "offer_hand_in",
    "show_findings",
    "show_receipt",
    "show_sender",
    "show_understood",
]
