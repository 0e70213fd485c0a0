"""The months behind an answer: what a scenario starts from."""

import pandas as pd

from kim.stand import Result


def months_of(flow: Result) -> pd.DataFrame:
    """The counts by month of a figure of the kind `flow` without dimensions, as `outlook` takes them.

    ValueError for any other figure: only flows are kept by month.
    """
    if flow.indicator.kind != "flow" or flow.selection.by:
        raise ValueError(f"{flow.indicator.id} by {flow.selection.by} has no months")
    return flow.stand.roll_up(flow.indicator, flow.selection)
