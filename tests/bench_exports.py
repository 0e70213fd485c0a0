"""`make bench`: how long reports take in every form, and how much memory; prints and asserts nothing."""

import multiprocessing
import resource
import time
from collections.abc import Callable

from kim.exports.bundle import FORMATS, export
from kim.exports.paper import profile
from kim.stand import open_stand
from kim.store import Store
from kim.topics import Choice, Lens, kreis
from kim.topics.choice import gebiete, termine
from kim.topics.report import Report, report
from tests.demo_store import demo_store

KREIS = "05382"
ROUNDS = 3


def main() -> None:
    """Each measurement in a process of its own, so that memory is its own."""
    print("| Was | Sekunden | MB |\n|---|--:|--:|")
    for title, work in WORK.items():
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            seconds, megabytes = pool.apply(measured, (work,))
        print(f"| {title} | {seconds:.2f} | {megabytes:.0f} |".replace(".", ","))


def measured(work: Callable[[Lens], object]) -> tuple[float, float]:
    """The best of a few rounds with a Stand that was just opened, and the most memory of the process."""
    best = min(_once(work) for _ in range(ROUNDS))
    return best, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _once(work: Callable[[Lens], object]) -> float:
    stand = open_stand(Store(demo_store()))
    lens = Lens(stand, Choice(gebiete()[KREIS], next(iter(termine(stand))), shown=("gebiet", "termin")))
    begun = time.perf_counter()
    work(lens)
    seconds = time.perf_counter() - begun
    stand.close()
    return seconds


def _everything(made: Report) -> None:
    for _ in export(made, list(FORMATS)):
        pass


def review(lens: Lens) -> None:
    _everything(report("review", lens))


def two_pages(lens: Lens) -> None:
    profile(report(f"kreis:{KREIS}", lens))


def page(lens: Lens) -> None:
    list(kreis.content(lens))


WORK = {
    "Strukturbericht für das Land, alle Formate": review,
    "Kreisprofil auf zwei Seiten (PDF)": two_pages,
    "Kreisprofil, Inhalt der Seite": page,
}

if __name__ == "__main__":
    main()
