"""Typst sets finished data in templates of our own, with our own fonts and nothing from elsewhere."""

import json
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Literal

import typst

from kim.errors import KimError
from kim.exports.paper import fonts
from kim.exports.paper.checking import checked

TEMPLATES = Path(__file__).parent / "templates"
STANDARDS = ["ua-1", "a-2a"]
KEPT = 10  # compilations
UNTIMED = date(1980, 1, 1)  # pictures carry no time
Format = Literal["pdf", "svg", "png"]


def compiled(
    template: str, data: dict[str, object], day: date = UNTIMED, format: Format = "pdf", ppi: int = 144
) -> bytes:
    """The file of a template; the day of the Stand is its time, so that the same question has the same bytes.

    Data goes in as JSON and never becomes markup. KimError with the place for signs that the fonts lack.
    """
    said = json.dumps(checked(data), ensure_ascii=False)
    try:
        made = typst.compile(
            TEMPLATES / template,
            root=TEMPLATES,
            font_paths=_fonts(),
            format=format,
            ppi=ppi,
            sys_inputs={"data": said},
            pdf_standards=STANDARDS if format == "pdf" else [],
            timestamp=int(datetime.combine(day, time(), UTC).timestamp()),
        )
    except typst.TypstError as error:
        raise KimError(f"Das Papier kann nicht gesetzt werden: {error.message}") from error
    if format == "pdf":
        _forget()
    return made if isinstance(made, bytes) else made[0]


def _forget() -> None:
    """Typst keeps what it has set for ten compilations more, over 100 MB for each paper: those are these."""
    for _ in range(KEPT + 1):
        typst.compile(b"", font_paths=_fonts(), format="svg")


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts.FOLDER])
