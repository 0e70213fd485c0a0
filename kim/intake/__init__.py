"""Read, check, store: files become submissions with receipts, or are refused with every issue at once."""

from kim.intake.batch import submit, submit_batch
from kim.intake.check import check_file
from kim.intake.submission import EDITORS, RULES, Check, Submission, senders
from kim.intake.withdrawing import withdraw

__all__ = [
    "EDITORS",
    "RULES",
    "Check",
    "Submission",
    "check_file",
    "senders",
    "submit",
    "submit_batch",
    "withdraw",
]
