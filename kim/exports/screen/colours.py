"""The colours of charts on light and dark ground, and how series and styles use them."""

from dataclasses import dataclass

from kim.charts import Chart, Series
from kim.charts.description import Style


@dataclass(frozen=True)
class Colours:
    """One theme; `series` begins with the focus colour, `shades` are its ends for values in an order."""

    ground: str
    text: str
    muted: str
    grid: str
    grey: str
    series: tuple[str, ...]
    shades: tuple[str, str]

    @property
    def focus(self) -> str:
        return self.series[0]

    @property
    def hatching(self) -> str:
        return mix(self.ground, self.grey, 0.3)

    @property
    def faded(self) -> str:
        """The focus colour of an earlier Stand, still to be read as text."""
        return mix(self.ground, self.focus, 0.8)

    @property
    def tint(self) -> str:
        return mix(self.ground, self.focus, 0.35)


LIGHT = Colours(
    ground="#FFFFFF",
    text="#1B2126",
    muted="#56616B",
    grid="#E3E6E9",
    grey="#6B7680",
    series=("#0B4F8A", "#A85F00", "#0B7A5D", "#7D4E99", "#B3261E"),
    shades=("#DCE8F3", "#083A66"),
)
DARK = Colours(
    ground="#12161A",
    text="#E8EBEE",
    muted="#A9B3BC",
    grid="#2A3138",
    grey="#8A949E",
    series=("#6CB0EA", "#E0A04A", "#4FC3A1", "#C79BE6", "#F28B82"),
    shades=("#1E3448", "#9CCBF4"),
)


def fills(chart: Chart, colours: Colours) -> list[dict]:
    """The marker of each series of a stack: solid, lighter, outlined or hatched."""
    actual = [series for series in chart.series if series.style == "actual"]
    place = {series.name: at for at, series in enumerate(actual)}
    return [
        _fill(series, place.get(series.name, 0), len(actual), chart.ordered, colours)
        for series in chart.series
    ]


def styled(style: Style, colours: Colours) -> dict:
    """The marker of a bar whose style stands for itself."""
    looks = {
        "actual": marker(colours.focus, colours.ground, 1),
        "outline": marker(colours.ground, colours.focus),
        "light": marker(colours.tint, colours.focus),
        "forecast": marker(colours.ground, colours.focus) | {"pattern": hatch(colours.focus, colours.ground)},
        "other": marker(colours.grey, colours.grey, 1),
    }
    return looks[style]


def _fill(series: Series, at: int, of: int, ordered: bool, colours: Colours) -> dict:
    plain = series.style == "actual"
    return _solid(at, of, ordered, colours) if plain else styled(series.style, colours)


def _solid(at: int, of: int, ordered: bool, colours: Colours) -> dict:
    """Shades of one colour for parts with an order; else the next colour, patterned from the sixth on."""
    if ordered:
        return marker(mix(*colours.shades, at / max(of - 1, 1)), colours.focus, 1)
    colour = colours.series[at % len(colours.series)]
    plain = marker(colour, colours.ground, 1)
    return plain if at < len(colours.series) else plain | {"pattern": hatch(colours.ground, colour, "x")}


def line_colours(chart: Chart, colours: Colours) -> list[str]:
    """Focus and further colours for what is, grey for the Land, a tint for an earlier Stand."""
    actual = [series.name for series in chart.series if series.style == "actual"]
    own = {name: colours.series[at % len(colours.series)] for at, name in enumerate(actual)}
    by_style = {"light": colours.faded, "forecast": colours.text}
    return [own.get(s.name) or by_style.get(s.style, colours.grey) for s in chart.series]


def marker(fill: str, edge: str, width: float = 1.5) -> dict:
    return {"color": fill, "line": {"color": edge, "width": width}}


def edged(look: dict, series: Series) -> dict:
    """The marker of a part, without an edge where it has no length."""
    width = look["line"]["width"]
    return look | {"line": look["line"] | {"width": [width if value else 0 for value in series.values]}}


def hatch(line: str, ground: str, shape: str = "/") -> dict:
    return {
        "shape": shape,
        "fgcolor": line,
        "bgcolor": ground,
        "size": 6,
        "solidity": 0.2,
        "fillmode": "replace",
    }


def on(fill: str) -> str:
    """Black or white, whichever reads better on a fill."""
    return max(("#000000", "#FFFFFF"), key=lambda text: contrast(text, fill))


def sheer(colour: str, share: float) -> str:
    """A colour one can look through."""
    return f"rgba({', '.join(str(part) for part in _rgb(colour))}, {share})"


def mix(low: str, high: str, share: float) -> str:
    parts = [round(a + (b - a) * share) for a, b in zip(_rgb(low), _rgb(high), strict=True)]
    return "#" + "".join(f"{part:02X}" for part in parts)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    channels = [part / 255 for part in _rgb(colour)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
