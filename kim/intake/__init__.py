"""Read, check, store: files become submissions with receipts, or are refused with every issue at once."""

from kim.intake.batch import submit, submit_batch
from kim.intake.check import check_file, earlier_reasons
from kim.intake.drafts import DAYS_KEPT, Draft, drafts, drop_draft, load_draft, save_draft, sweep_drafts
from kim.intake.erasing import erase
from kim.intake.history import Difference, Entry, Event, difference, history
from kim.intake.remembering import remembered_lesart
from kim.intake.rueckfragen import Rueckfrage, answer, ask, rueckfragen
from kim.intake.submission import EDITORS, RULES, Check, Counts, Submission, senders
from kim.intake.tombstones import Tombstone, tombstones
from kim.intake.turns import tidy
from kim.intake.withdrawing import restore, withdraw

__all__ = [
    "DAYS_KEPT",
    "EDITORS",
    "RULES",
    "Check",
    "Counts",
    "Difference",
    "Draft",
    "Entry",
    "Event",
    "Rueckfrage",
    "Submission",
    "Tombstone",
    "answer",
    "ask",
    "check_file",
    "difference",
    "drafts",
    "drop_draft",
    "earlier_reasons",
    "erase",
    "history",
    "load_draft",
    "remembered_lesart",
    "restore",
    "rueckfragen",
    "save_draft",
    "senders",
    "submit",
    "submit_batch",
    "sweep_drafts",
    "tidy",
    "tombstones",
    "withdraw",
]
