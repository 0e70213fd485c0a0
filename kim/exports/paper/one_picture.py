"""One chart as a file of its own: SVG or PNG."""

from html import escape
from typing import Literal

from kim.charts import Chart
from kim.exports.paper import setting
from kim.exports.paper.drawing import Scene, draw
from kim.exports.paper.figures import broken_id, described

WIDTH, PLOT = 480.0, 190.0  # pt
PPI = 200


def picture(chart: Chart, format: Literal["svg", "png"]) -> bytes:
    """The chart with its title, sentence, notes, source and ids; an SVG is told to screen readers."""
    made = setting.compiled("picture.typ", _data(chart), format=format, ppi=PPI)
    return _told(chart, made) if format == "svg" else made


def _data(chart: Chart) -> dict[str, object]:
    scene = Scene(WIDTH, 0, ()) if chart.silent else draw(chart, WIDTH, PLOT)
    signs = [f"»{sign}« {meaning}" for sign, meaning in chart.legend]
    legend = [f"Zeichen: {'; '.join(signs)}."] if signs else []
    return {
        **described(chart),
        "scene": scene.as_dict(),
        "small": [*chart.notes, *legend, chart.source],
        "traces": [broken_id(trace) for trace in chart.traces],
    }


def _told(chart: Chart, svg: bytes) -> bytes:
    """Letters in the picture are outlines: title and description say it in words."""
    text = svg.decode("utf-8")
    start, end = text.index("<svg"), text.index(">", text.index("<svg"))
    said = f'<title id="titel">{escape(chart.title)}</title><desc id="text">{escape(chart.alt)}</desc>'
    role = ' role="img" aria-labelledby="titel text" lang="de"'
    return f"{text[:start]}{text[start:end]}{role}>{said}{text[end + 1 :]}".encode()
