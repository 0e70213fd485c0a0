"""What authorities report about those who still wait for an appointment to hand their application in."""

from collections.abc import Iterator

import pandas as pd

from kim import formats
from kim.sentences.places import place
from kim.topics.behoerden.asking import Authorities
from kim.topics.parts import Heading, Part, Words
from kim.topics.texts import BEFORE_THE_QUEUE


def queue_before(some: Authorities) -> Iterator[Part]:
    art = some.art
    yield Heading("Die Schlange vor der Schlange", f"termine-{art.lower()}", 3)
    yield Words(BEFORE_THE_QUEUE)
    title = f"Terminvorlauf und Warteliste, wie von den {art} gemeldet"
    table = some.table(_lead_table, title, f"vorlauf-{art}")
    yield Words("Dazu hat hier noch keine Behörde etwas gemeldet.") if table.frame.empty else table


def _waiting(some: Authorities) -> pd.DataFrame:
    queue = some.lens.ask("vorwarteschlange", "behoerde_id", art=some.art).frame
    return queue.loc[queue["status"].isin(("shown", "zero")), ["behoerde_id", "anzahl"]]


def _lead_table(some: Authorities) -> pd.DataFrame:
    """The latest delivered lead time of each authority, with the people on its waiting list."""
    lead = some.lens.ask("terminvorlauf", art=some.art).frame
    told = lead.merge(_waiting(some), on="behoerde_id", how="outer")
    latest = told.sort_values("zeitraum_bis").drop_duplicates(["behoerde_id", "anliegen"], keep="last")
    rows = [
        {
            "Behörde": place(row.behoerde_id),
            "Zeitraum bis": formats.date(row.zeitraum_bis) if row.zeitraum_bis == row.zeitraum_bis else "",
            "Terminvorlauf (Tage)": _whole(row.terminvorlauf_tage),
            "Warteliste (Personen)": _whole(row.anzahl),
        }
        for row in latest.itertuples()
    ]
    return pd.DataFrame(rows)


def _whole(value: float) -> str:
    return formats.label(value, "not_reported" if formats.is_missing(value) else "shown")
