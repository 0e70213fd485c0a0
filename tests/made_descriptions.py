"""Descriptions of charts made by hand, as plain as they can be, for what a description refuses."""

import pandas as pd

from kim.charts import Chart, Series
from kim.charts.twins import Twins

ONE, TWO = Series("s", (1, 2)), Series("t", (1, 2))


def chart(**changes: object) -> Chart:
    usual = {
        "id": "c",
        "kind": "bar",
        "title": "Titel",
        "categories": ("a", "b"),
        "series": (Series("Reihe", (1, None)),),
        "unit": "%",
        "decimals": 1,
        "sentence": "Satz.",
        "source": "Quelle",
        "twins": Twins(pd.DataFrame, pd.DataFrame),
    }
    return Chart(**usual | changes)
