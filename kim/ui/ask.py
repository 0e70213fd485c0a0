"""Ask the current Stand about what is selected on the page."""

from kim.stand import Result
from kim.topics.lens import ART, quarters_until
from kim.ui.frame import lens

__all__ = ["ART", "ask", "course", "quarters_until", "termin"]


def ask(indicator_id: str, *by: str, **how: object) -> Result:
    """As `Lens.ask`, through the lens of the page."""
    return lens().ask(indicator_id, *by, **how)


def course(dataset: str, count: int) -> tuple[str, ...]:
    return lens().course(dataset, count)


def termin() -> str:
    """The chosen Termin as ISO day."""
    return lens().termin
