"""The rows of an answer, as plain dictionaries and as a frame."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import pandas as pd

from kim.estimates import Row


class Rows:
    """Rows that were counted; their frame is made when somebody asks for it.

    For tables this small most pages need no frame, and making one costs more than counting.
    """

    def __init__(self, listed: list[Row], names: Sequence[str] = ()) -> None:
        """`names` are the columns where there is no row."""
        self.listed = listed
        self.names = tuple(listed[0] if listed else names)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Texts are plain objects: Arrow strings cost more here than they save."""
        columns = {name: [row[name] for row in self.listed] for name in self.names}
        return pd.DataFrame(
            {name: np.array(values, dtype=_dtype(values)) for name, values in columns.items()}
        )


class Framed:
    """Rows of a frame, as lists have them; dictionaries are made when somebody asks for them."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame
        self.names = tuple(frame.columns)

    @cached_property
    def listed(self) -> list[Row]:
        columns = {name: self.frame[name].tolist() for name in self.frame.columns}
        return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _dtype(values: Sequence[object]) -> type:
    return float if values and isinstance(values[0], float) else object
