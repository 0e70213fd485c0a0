"""A report: chapters of what pages say about a selection, ready for a file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kim import formats
from kim.errors import KimError
from kim.topics import behoerden, faelle, stellen
from kim.topics.choice import LAND, Choice, gebiete
from kim.topics.lens import Lens
from kim.topics.parts import Beside, Figure, Folded, Heading, Part, Table

THEMES = {
    "stellen": "Stellen",
    "fallausgaenge": "Fallausgänge",
    "wartezeiten_ebh": "Wartezeiten der Einbürgerungsbehörden",
    "wartezeiten_abh": "Wartezeiten der Ausländerbehörden",
}


@dataclass(frozen=True)
class Chapter:
    """What is said about one theme; nothing in it is folded or stands beside something else."""

    id: str
    title: str
    parts: tuple[Part, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(part for part in self.parts if isinstance(part, Figure))

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(part for part in self.parts if isinstance(part, Table))


@dataclass(frozen=True)
class Report:
    """Chapters on one selection of one Stand; `id` says what was asked for ("kreis:05382")."""

    id: str
    title: str
    lens: Lens
    chapters: tuple[Chapter, ...]

    @property
    def selection(self) -> str:
        """The filter in words."""
        return self.lens.choice.words

    @property
    def stand(self) -> str:
        """The Stand in words."""
        stand = self.lens.stand
        name = f" ({stand.name})" if stand.name else ""
        return f"Stand {formats.date(stand.day)}{name}"

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(figure for chapter in self.chapters for figure in chapter.figures)


def report(what: str, lens: Lens) -> Report:
    """What is asked for: "thema:stellen", "kreis:05382", "land".

    A Kreis and the Land have all themes. KimError for what there is not.
    """
    kind, _, name = what.partition(":")
    if kind == "thema" and name in THEMES:
        return Report(what, THEMES[name], lens, (_chapter(lens, name),))
    if kind == "kreis" and name in gebiete() and gebiete()[name].kreis_id:
        return _all_themes(what, gebiete()[name].name, _of(lens, name))
    if what == "land":
        return _all_themes(what, "Nordrhein-Westfalen", _of(lens, LAND))
    known = ", ".join([*(f"thema:{theme}" for theme in THEMES), "kreis:05382 (und andere)", "land"])
    raise KimError(f"»{what}« kann nicht exportiert werden. Möglich sind: {known}.")


def _of(lens: Lens, gebiet: str) -> Lens:
    """The same Stand and Termin with another Gebiet and nothing else chosen."""
    old = lens.choice
    shown = ("gebiet", "vergleich", "termin")
    chosen = Choice(gebiete()[gebiet], old.termin, old.vergleich, old.mit, shown=shown)
    return Lens(lens.stand, chosen)


def _all_themes(what: str, title: str, lens: Lens) -> Report:
    return Report(what, title, lens, tuple(_chapter(lens, theme) for theme in THEMES))


def _chapter(lens: Lens, theme: str) -> Chapter:
    return Chapter(theme, THEMES[theme], tuple(_flat(_content(lens, theme))))


def _content(lens: Lens, theme: str) -> Iterator[Part]:
    if theme == "stellen":
        return stellen.content(lens)
    if theme == "fallausgaenge":
        return faelle.content(faelle.Cases(lens))
    return behoerden.content(behoerden.Authorities(lens, theme[-3:].upper()))


def _flat(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts one after the other; what was folded stands under a heading of its own."""
    for part in parts:
        if isinstance(part, Beside):
            yield from _flat((*part.left, *part.right))
        elif isinstance(part, Folded):
            yield Heading(part.title, part.key, 3)
            yield from _flat(part.parts())
        else:
            yield part
