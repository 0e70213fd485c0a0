"""Typst sets finished data in templates of our own, with our own fonts and nothing from elsewhere."""

import json
import subprocess
import sys
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
CHILD = [sys.executable, "-I", str(Path(__file__).with_name("child.py"))]
NOT_SET = "Das Papier kann nicht gesetzt werden:"
UNTIMED = date(1980, 1, 1)  # pictures carry no time
Format = Literal["pdf", "svg", "png"]


def compiled(
    template: str, data: dict[str, object], day: date = UNTIMED, format: Format = "pdf", ppi: int = 144
) -> bytes:
    """The file of a template; the day of the Stand is its time, so that the same question has the same bytes.

    Data goes in as JSON and never becomes markup. KimError with the place for signs that the fonts lack.
    """
    told = {
        "template": str(TEMPLATES / template),
        "root": str(TEMPLATES),
        "format": format,
        "sys_inputs": {"data": json.dumps(checked(data), ensure_ascii=False)},
        "timestamp": int(datetime.combine(day, time(), UTC).timestamp()),
    }
    return _paper(told) if format == "pdf" else _picture(told, ppi)


def _paper(told: dict[str, object]) -> bytes:
    """In a process of its own: a long paper takes some hundred MB, which Typst would keep."""
    asked = json.dumps(told | {"fonts": str(fonts.FOLDER), "pdf_standards": STANDARDS})
    done = subprocess.run(CHILD, input=asked.encode(), capture_output=True)
    if done.returncode:
        raise KimError(f"{NOT_SET} {done.stderr.decode(errors='replace')}")
    return done.stdout


def _picture(told: dict[str, object], ppi: int) -> bytes:
    try:
        made = typst.compile(told.pop("template"), font_paths=_fonts(), ppi=ppi, **told)
    except typst.TypstError as error:
        raise KimError(f"{NOT_SET} {error.message}") from error
    return made if isinstance(made, bytes) else made[0]


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts.FOLDER])
