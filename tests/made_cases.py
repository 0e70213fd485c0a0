"""Small files of one Kreis for tests of what is kept, and for how long."""

from kim.intake import Submission, history
from kim.store import Store
from tests import store_worker as worker

DAY, TODAY = worker.LAST_DAY, worker.TODAY
SITE = "05382"
GONE = {"faelle_verschwunden": "doppelt geführt"}


def cases(*names: str, **more: object) -> Submission:
    lines = ["Fall;Kreis;Fallart;Aufnahme am;Personen", *(f"{name};{SITE};CM;15.01.2025;2" for name in names)]
    return Submission("\n".join(lines).encode(), f"{'_'.join(names)}.csv", "faelle", SITE, DAY, **more)


def live(store: Store) -> set[str]:
    return {unit.submission for unit in store.manifest().units}


def statuses(store: Store) -> list[str]:
    return [entry.status for entry in history(store, SITE)]
