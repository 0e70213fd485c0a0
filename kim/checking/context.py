"""What a check must know beside the file: who sends it for which day, and what the store holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Stored:
    """Parquet files of the store, and how many rows they hold."""

    files: tuple[Path, ...] = ()
    rows: int = 0


NOTHING = Stored()


@dataclass(frozen=True)
class Context:
    """Who sends a file for which day, and what there is to compare it with.

    `known` maps datasets to the sender's own live rows. `others` maps comparable senders to the file of
    their newest rows in this dataset, none where they are too few; `group` is their name ("Kreise").
    """

    sender: str | None
    auszug_vom: date
    eingereicht_am: date
    known: Mapping[str, Stored] = field(default_factory=dict)
    others: Mapping[str, Path] = field(default_factory=dict)
    group: str = ""

    @property
    def given(self) -> dict[str, object]:
        """The parameters that conditions and queries may name."""
        return {
            "sender": self.sender,
            "auszug_vom": self.auszug_vom,
            "eingereicht_am": self.eingereicht_am,
        }

    def stored(self, dataset_id: str) -> Stored:
        return self.known.get(dataset_id, NOTHING)
