"""What a scenario assumes; all of it stands visibly beside the result."""

from dataclasses import dataclass

import numpy as np

from kim.errors import KimError

LONGEST = 24  # months; beyond them the bands mean nothing


@dataclass(frozen=True)
class Assumptions:
    """What may be chosen; KimError for what cannot be.

    `arrivals` times what comes in now; `fte_more` full-time equivalents more (or fewer), of whom each decides
    `productivity` a year; more of them take `ramp_months` to be worked in, fewer are missed at once.
    `target` is the stock that is asked for, by default half of today's.
    """

    arrivals: float = 1.0
    fte_more: float = 0.0
    ramp_months: int = 6
    productivity: float = 95.0
    horizon: int = LONGEST
    target: float | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.horizon <= LONGEST:
            raise KimError(f"Ein Szenario reicht 1 bis {LONGEST} Monate weit, nicht {self.horizon}.")
        if not 0 <= self.ramp_months <= LONGEST:
            raise KimError(f"Die Einarbeitung dauert 0 bis {LONGEST} Monate, nicht {self.ramp_months}.")
        if self.productivity <= 0:
            raise KimError(
                "Geben Sie an, wie viele Verfahren eine Stelle im Jahr entscheidet: mehr als null."
            )
        if self.arrivals < 0 or (self.target or 0) < 0:
            raise KimError("Eingänge und Zielbestand können nicht kleiner als null sein.")

    def more(self, month: np.ndarray | float) -> np.ndarray:
        """Decisions by year that the change of staff adds in a month (1 = the first)."""
        full = np.full(np.shape(month), self.fte_more * self.productivity)
        if self.fte_more <= 0 or not self.ramp_months:
            return full
        return full * np.clip((np.asarray(month) - 0.5) / self.ramp_months, 0, 1)
