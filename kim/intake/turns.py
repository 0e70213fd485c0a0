"""Writers take turns, and each first finishes or removes what an interrupted one left."""

from collections.abc import Iterator
from contextlib import contextmanager

from kim.intake.drafts import sweep_drafts
from kim.intake.tombstones import finish_erasures
from kim.store import Store


def tidy(store: Store) -> None:
    """Do now what the next writer does first: finish erasures, end old drafts, remove what is unfinished."""
    with taking_turns(store):
        pass


@contextmanager
def taking_turns(store: Store) -> Iterator[None]:
    with store.writing():
        store.sweep()
        finish_erasures(store)
        sweep_drafts(store)
        yield
