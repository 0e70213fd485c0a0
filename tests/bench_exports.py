"""`make bench`: how long reports take in every form, and how much memory; prints and asserts nothing."""

import multiprocessing
import resource
import time
from collections.abc import Callable

from kim.exports.bundle import FORMATS, export
from kim.exports.paper import profile
from kim.stand import Stand, open_stand
from kim.store import Store
from kim.topics import Choice, Lens, kreis
from kim.topics.choice import gebiete, termine
from kim.topics.report import Report, report
from tests.demo_store import demo_store

KREIS, OTHER = "05382", "05315"
WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
ROUNDS = 3


def main() -> None:
    """Each measurement in a process of its own, so that memory is its own."""
    print("| Was | Sekunden | MB | MB des Setzers |\n|---|--:|--:|--:|")
    for title, work in WORK.items():
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            seconds, own, child = pool.apply(measured, (work,))
        print(f"| {title} | {seconds:.2f} | {own:.0f} | {child:.0f} |".replace(".", ","))


def measured(work: Callable[[Lens], object]) -> tuple[float, float, float]:
    """The best of a few rounds, and the most memory of the process and of the one that sets papers.

    Each round opens the Stand anew and has read the profile of another Kreis before, as a server has.
    """
    best = min(_once(work) for _ in range(ROUNDS))
    own, child = (resource.getrusage(who).ru_maxrss / 1000 for who in WHO)
    return best, own, child


def _once(work: Callable[[Lens], object]) -> float:
    stand = open_stand(Store(demo_store()))
    page(_of(stand, OTHER))
    lens = _of(stand, KREIS)
    begun = time.perf_counter()
    work(lens)
    seconds = time.perf_counter() - begun
    stand.close()
    return seconds


def _of(stand: Stand, kreis_id: str) -> Lens:
    return Lens(stand, Choice(gebiete()[kreis_id], next(iter(termine(stand))), shown=("gebiet", "termin")))


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
