"""What becomes of a stock if things go on as now, or with more or fewer hands: a scenario, no forecast."""

from kim.scenario.assumptions import LONGEST, Assumptions
from kim.scenario.outlook import Outlook, Wait, break_even, outlook, outlook_at
from kim.scenario.pace import MONTHS_NEEDED, MONTHS_USED, Pace, pace_of
from kim.scenario.queue import RUNS, months_until_turn, years_to

__all__ = [
    "LONGEST",
    "MONTHS_NEEDED",
    "MONTHS_USED",
    "RUNS",
    "Assumptions",
    "Outlook",
    "Pace",
    "Wait",
    "break_even",
    "months_until_turn",
    "outlook",
    "outlook_at",
    "pace_of",
    "years_to",
]
