"""The vendored fonts: which signs they have and how wide a text is, read from their own tables."""

import struct
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent
REGULAR, BOLD = "SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf"
UNDRAWN = "\n\r\u00ad\u200b"  # line ends and places to break at need no glyph


@dataclass(frozen=True)
class Font:
    """sign → glyph, and the width of each glyph as a share of the size."""

    glyphs: dict[int, int]
    widths: tuple[float, ...]

    def width(self, sign: str) -> float:
        return self.widths[min(self.glyphs.get(ord(sign), 0), len(self.widths) - 1)]


@lru_cache(maxsize=65536)
def width(text: str, size: float, bold: bool = False) -> float:
    """pt that a text needs on one line."""
    font = font_of(BOLD if bold else REGULAR)
    return size * sum(map(font.width, text))


@lru_cache(maxsize=65536)
def missing(text: str) -> str:
    """The signs of a text that the fonts do not have, each once."""
    known = font_of(REGULAR).glyphs.keys() & font_of(BOLD).glyphs.keys()
    return "".join(dict.fromkeys(sign for sign in text if ord(sign) not in known and sign not in UNDRAWN))


@cache
def font_of(name: str) -> Font:
    data = (FOLDER / name).read_bytes()
    return Font(_glyphs(_table(data, b"cmap")), _widths(data))


def _table(data: bytes, tag: bytes) -> bytes:
    """One table of an OpenType font."""
    for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16):
        name, _, start, length = struct.unpack_from(">4sIII", data, at)
        if name == tag:
            return data[start : start + length]
    raise KeyError(tag)


def _widths(data: bytes) -> tuple[float, ...]:
    [units] = struct.unpack_from(">H", _table(data, b"head"), 18)
    [count] = struct.unpack_from(">H", _table(data, b"hhea"), 34)
    metrics = struct.unpack_from(f">{'Hh' * count}", _table(data, b"hmtx"))
    return tuple(advance / units for advance in metrics[::2])


def _glyphs(cmap: bytes) -> dict[int, int]:
    """The map of all of Unicode (format 12)."""
    places = [
        struct.unpack_from(">HHI", cmap, 4 + 8 * at) for at in range(struct.unpack_from(">H", cmap, 2)[0])
    ]
    start = next(offset for _, _, offset in places if struct.unpack_from(">H", cmap, offset)[0] == 12)
    [count] = struct.unpack_from(">I", cmap, start + 12)
    groups = (struct.unpack_from(">III", cmap, start + 16 + 12 * at) for at in range(count))
    return {first + at: glyph + at for first, last, glyph in groups for at in range(last - first + 1)}


def wrapped(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """A text in lines that fit a room, none broken inside a word."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
