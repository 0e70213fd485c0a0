"""What a figure says around its drawing, and how ids and long words may be broken."""

import re

from kim.charts import Chart
from kim.errors import KimError
from kim.exports.paper.drawing import draw

PIECES = re.compile(r"[^?&@=_/.-]*[?&@=_/.-]?|.")  # an id may be broken behind these


def described(chart: Chart) -> dict[str, object]:
    """Title, sentence and alt text; KimError where one is missing, as no picture goes out without."""
    for what, text in {"Titel": chart.title, "beschreibenden Satz": chart.sentence}.items():
        if not text.strip():
            raise KimError(
                f"Das Bild »{chart.title or chart.id}« hat keinen {what} und damit keinen Text für alle, "
                "die es nicht sehen. Das Papier wird so nicht gesetzt."
            )
    return {"named": chart.title, "title": chart.title, "sentence": chart.sentence, "alt": chart.alt}


def figure(chart: Chart, width: float, height: float) -> dict[str, object]:
    """A chart with everything that stands around it; without a drawing where no value is known."""
    scene = None if chart.silent else draw(chart, width, height).as_dict()
    return {**described(chart), "scene": scene, "notes": chart.notes, "source": chart.source, "key": chart.id}


def broken_id(text: str) -> list[str]:
    """The pieces of an id, each not broken in itself."""
    return [piece for piece in PIECES.findall(text) if piece]
