"""The Stand: an immutable folder of small count tables, and the only door to numbers."""

from kim.stand.board import COMPLETE, LATE, MISSING, NOT_DUE, OPEN, STATUSES, board, deadline
from kim.stand.build import build_stand, clean_up
from kim.stand.compare import Change, changes, compare
from kim.stand.lineage import Lineage, Source, lineage
from kim.stand.preview import Preview, effect, preview
from kim.stand.process import build_in_process, print_step
from kim.stand.read import Result, Stand, traces
from kim.stand.rebuilding import Rebuilt, confirm_stand, rebuild_erased, told_of
from kim.stand.rows import Framed, Rows
from kim.stand.selection import Selection
from kim.stand.shelf import StandInfo, forwarding, list_staende, name_stand, newest_stand, open_stand
from kim.stand.tracing import parse_trace, trace_id

__all__ = [
    "COMPLETE",
    "LATE",
    "MISSING",
    "NOT_DUE",
    "OPEN",
    "STATUSES",
    "Change",
    "Framed",
    "Lineage",
    "Preview",
    "Rebuilt",
    "Result",
    "Rows",
    "Selection",
    "Source",
    "Stand",
    "StandInfo",
    "board",
    "build_in_process",
    "build_stand",
    "changes",
    "clean_up",
    "compare",
    "confirm_stand",
    "deadline",
    "effect",
    "forwarding",
    "lineage",
    "list_staende",
    "name_stand",
    "newest_stand",
    "open_stand",
    "parse_trace",
    "preview",
    "print_step",
    "rebuild_erased",
    "told_of",
    "trace_id",
    "traces",
]
