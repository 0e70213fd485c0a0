"""A report: chapters of what pages say about a selection, ready for a file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from kim import formats
from kim.catalogue import Indicator
from kim.errors import KimError
from kim.stand import Stand
from kim.topics import behoerden, faelle, stellen, struktur
from kim.topics.anonymity import only
from kim.topics.changed import changed
from kim.topics.choice import LAND, Choice, gebiete
from kim.topics.kreis import cards, key_figures
from kim.topics.lens import Lens
from kim.topics.parts import (
    Answer,
    Beside,
    Card,
    Figure,
    Folded,
    Heading,
    Part,
    Table,
    Tiles,
    Words,
    indicators,
)
from kim.topics.portfolio import TITLE, portfolio
from kim.topics.texts import ANONYMOUS, RECOMMENDATIONS, RULES

UNNAMED = "andere Standorte ohne Namen"
HIDDEN_FROM = 10  # sites of a comparison group, from which on one among them is not known at once
THEMES = {
    "stellen": "Stellen",
    "fallausgaenge": "Fallausgänge",
    "wartezeiten_ebh": "Wartezeiten der Einbürgerungsbehörden",
    "wartezeiten_abh": "Wartezeiten der Ausländerbehörden",
    "struktur": "Strukturen",
}
SHORT = {"wartezeiten_ebh": "Wartezeiten EBH", "wartezeiten_abh": "Wartezeiten ABH"}  # where there is no room


@dataclass(frozen=True)
class Chapter:
    """What is said about one theme; nothing in it is folded or stands beside something else."""

    id: str
    title: str
    parts: tuple[Part, ...]

    @property
    def short(self) -> str:
        """The title where there is little room."""
        return SHORT.get(self.id, self.title)

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(part for part in self.parts if isinstance(part, Figure))

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(part for part in self.parts if isinstance(part, Table))


@dataclass(frozen=True)
class Report:
    """Chapters on one selection of one Stand; `id` says what was asked for ("kreis:05382").

    `cards`: a Kreis or the Land at a glance; () for anything else.
    """

    id: str
    title: str
    lens: Lens
    chapters: tuple[Chapter, ...]
    cards: tuple[Card, ...] = ()

    @property
    def selection(self) -> str:
        """The filter in words, and whether others are named."""
        return self.lens.choice.words + (f" · {UNNAMED}" if self.lens.anonymity else "")

    @property
    def stand(self) -> str:
        """The Stand in words."""
        stand = self.lens.stand
        name = f" ({stand.name})" if stand.name else ""
        return f"Stand {formats.date(stand.day)}{name}"

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(figure for chapter in self.chapters for figure in chapter.figures)

    @property
    def indicators(self) -> list[Indicator]:
        """All that must be defined."""
        return indicators(part for chapter in self.chapters for part in chapter.parts)


def report(what: str, lens: Lens, since: Stand | None = None, anonymous: bool = False) -> Report:
    """What is asked for: "thema:stellen", "kreis:05382", "land", "review", "review:05382".

    A Kreis and the Land have all themes, a review what it says first and how it was made as well.
    `since`: what changed since then; `anonymous`: no Kreis is named but the one it is about.
    KimError for what there is not.
    """
    made = _without_names(what, lens) if anonymous else _report(what, lens)
    if since is None:
        return made
    chapter = Chapter("geaendert", f"Geändert seit Stand {since.title}", tuple(changed(made.lens, since)))
    told = cards(made.lens, since) if made.cards else ()
    return replace(made, chapters=(*made.chapters, chapter), cards=told)


def _report(what: str, lens: Lens) -> Report:
    kind, _, name = what.partition(":")
    if kind == "thema" and name in THEMES:
        return Report(what, THEMES[name], lens, (_chapter(lens, name),))
    if kind == "kreis" and name in gebiete() and gebiete()[name].kreis_id:
        return _at_a_glance(_all_themes(what, gebiete()[name].name, _of(lens, name)))
    if what == "land":
        return _at_a_glance(_all_themes(what, "Nordrhein-Westfalen", _of(lens, LAND)))
    if kind == "review" and (name or LAND) in gebiete():
        gebiet = name or LAND
        return _review(_all_themes(what, f"Strukturbericht {gebiete()[gebiet].name}", _of(lens, gebiet)))
    known = [
        *(f"thema:{theme}" for theme in THEMES),
        "kreis:05382 (und andere)",
        "land",
        "review",
        "review:05382",
    ]
    raise KimError(f"»{what}« kann nicht exportiert werden. Möglich sind: {', '.join(known)}.")


def _without_names(what: str, lens: Lens) -> Report:
    """A report that names the Kreis it is about, and no other; KimError where that hides nobody."""
    kind, _, name = what.partition(":")
    if kind not in ("kreis", "review") or name not in gebiete() or not gebiete()[name].kreis_id:
        raise KimError(
            f"Anonymisiert wird ein Bericht zu einem Kreis, zum Beispiel review:05382, nicht »{what}«."
        )
    group = _of(lens, name).choice.group
    if len(group.kreis_ids) < HIDDEN_FROM:
        raise KimError(
            f"Die Vergleichsgruppe hat nur {len(group.kreis_ids)} Standorte; so wäre jeder zu erkennen."
            f" Wählen Sie für eine anonymisierte Fassung mindestens {HIDDEN_FROM}."
        )
    made = _report(what, replace(lens, anonymity=only(name, lens.stand)))
    about = Chapter("fassung", "Zu dieser Fassung", (Words(ANONYMOUS),))
    return replace(made, chapters=(*made.chapters, about))


def _of(lens: Lens, gebiet: str) -> Lens:
    """The same Stand and Termin with another Gebiet and nothing else chosen."""
    old = lens.choice
    shown = ("gebiet", "vergleich", "termin")
    chosen = Choice(gebiete()[gebiet], old.termin, old.vergleich, old.mit, shown=shown)
    return replace(lens, choice=chosen)


def _all_themes(what: str, title: str, lens: Lens) -> Report:
    return Report(what, title, lens, tuple(_chapter(lens, theme) for theme in THEMES))


def _at_a_glance(themes: Report) -> Report:
    return replace(themes, cards=cards(themes.lens))


def _review(themes: Report) -> Report:
    """What the themes say first, the themes, what is to be done, and the rules by which they were made."""
    said = [part for chapter in themes.chapters for part in chapter.parts if isinstance(part, Answer)]
    first = Chapter("wichtigstes", "Das Wichtigste", (*said, Tiles(tuple(key_figures(themes.lens)))))
    pairs = Chapter("portfolio", TITLE, tuple(portfolio(themes.lens.within("portfolio"))))
    *before, structures = themes.chapters
    rules = Chapter("methode", "Methode und Grenzen", tuple(map(Words, RULES)))
    return replace(themes, chapters=(first, *before, pairs, structures, _recommendations(), rules))


def _recommendations() -> Chapter:
    """Room for what only those can say who answer for the review."""
    blank = pd.DataFrame({"Nr.": list("12345")} | dict.fromkeys(("Empfehlung", "wer", "bis wann"), ""))
    table = Table(blank, "Empfehlungen", "empfehlungen")
    return Chapter("empfehlungen", "Empfehlungen", (Words(RECOMMENDATIONS), table))


def _chapter(lens: Lens, theme: str) -> Chapter:
    return Chapter(theme, THEMES[theme], tuple(_flat(_content(lens.within(theme), theme))))


def _content(lens: Lens, theme: str) -> Iterator[Part]:
    if theme == "stellen":
        return stellen.content(lens)
    if theme == "fallausgaenge":
        return faelle.content(faelle.Cases(lens))
    if theme == "struktur":
        return struktur.content(struktur.Structures(lens, "name" if lens.anonymity else "bezirk"))
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
