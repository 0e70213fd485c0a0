"""Topics: what is said about posts, cases and authorities, once for pages, exports and reports."""

from kim.topics.choice import Choice, Gebiet
from kim.topics.lens import ART, Lens, quarters_until
from kim.topics.parts import Answer, Beside, Card, Cards, Figure, Folded, Heading, Part, Table, Tiles, Words
from kim.topics.tiles import Tile, tile_of

__all__ = [
    "ART",
    "Answer",
    "Beside",
    "Card",
    "Cards",
    "Choice",
    "Figure",
    "Folded",
    "Gebiet",
    "Heading",
    "Lens",
    "Part",
    "Table",
    "Tile",
    "Tiles",
    "Words",
    "quarters_until",
    "tile_of",
]
