"""What can be chosen and what is chosen: Gebiete, Behörden, Termine, Stände."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from kim import formats
from kim.comparison import Group, chosen, groups_of, why_no_likes
from kim.datasets import labels, load_reference
from kim.sentences.naming import place
from kim.stand import Stand, StandInfo

LAND, OWN = "land", "auswahl"
FIRST_KREIS = "05111"  # whoever is asked: the Land is the same for all
ALL = "alle"
LIKES = "aehnlich"
GROUPS = {
    LAND: "dem Land",
    "bezirk": "dem Regierungsbezirk",
    "typ": "gleicher Art (Kreis oder Stadt)",
    LIKES: "ähnlichen Kreisen",
    OWN: "eigener Auswahl",
}


@dataclass(frozen=True)
class Gebiet:
    """The Land, a Regierungsbezirk, the Kreise of one type or one Kreis; `dimension` is None for the Land."""

    code: str
    name: str
    dimension: str | None = None
    value: str = ""

    @property
    def where(self) -> dict[str, tuple[str, ...]]:
        return {self.dimension: (self.value,)} if self.dimension else {}

    @property
    def kreis_id(self) -> str | None:
        return self.value if self.dimension == "kreis_id" else None


@dataclass(frozen=True)
class Choice:
    """What is selected, None for all; `shown` names the controls the page listens to.

    `vergleich` is the kind of comparison group, `mit` the Kreise of an own one beside the selected Kreis.
    """

    gebiet: Gebiet
    termin: str | None = None
    vergleich: str = LAND
    mit: tuple[str, ...] = ()
    baustein: str | None = None
    behoerde: str | None = None
    anliegen: str | None = None
    shown: tuple[str, ...] = ()

    def where(self, *dimensions: str) -> dict[str, tuple[str, ...]]:
        """The `where` of a Selection: the Gebiet, and of the dimensions named those that are chosen."""
        chosen = {
            "berichtstermin": self.termin,
            "baustein": self.baustein,
            "behoerde_id": self.behoerde,
            "anliegen": self.anliegen,
        }
        return self.gebiet.where | {name: (chosen[name],) for name in dimensions if chosen[name]}

    @property
    def group(self) -> Group:
        """With whom the selected Kreis or authority is compared; the Land where none is selected."""
        kreis = self.gebiet.kreis_id
        if self.vergleich == OWN and kreis and self.mit:
            return chosen((kreis, *self.mit))
        found = {group.id: group for group in _groups(self.behoerde or kreis)} if kreis else {}
        return found.get(self.vergleich) or _groups(FIRST_KREIS)[0]

    @property
    def words(self) -> str:
        """The selection as the head says it: "Rhein-Sieg-Kreis · Baustein 2: … · Termin 31.12.2025"."""
        said = {
            "baustein": self.baustein and labels("baustein")[self.baustein],
            "behoerde": self.behoerde and place(self.behoerde),
            "anliegen": self.anliegen and labels("anliegen")[self.anliegen],
            "vergleich": self.group.id != LAND and f"verglichen mit: {self.group.name}",
            "termin": self.termin and f"Termin {formats.date(self.termin)}",
        }
        return " · ".join([self.gebiet.name, *(said[name] for name in self.shown if said.get(name))])

    @property
    def codes(self) -> dict[str, str]:
        """The controls of the page with their codes, as they stand in a link."""
        told = {"gebiet": self.gebiet.code} | {name: getattr(self, name) for name in self.shown[1:]}
        told |= {"vergleich": None} if self.vergleich == LAND else {}
        return {name: value for name, value in told.items() if value} if self.shown else {}


@lru_cache(maxsize=256)
def _groups(unit_id: str) -> tuple[Group, ...]:
    return groups_of(unit_id)


@cache
def gebiete() -> Mapping[str, Gebiet]:
    """All there is to choose: Land, Regierungsbezirke, types, then the Kreise by name."""
    sites = load_reference("ki_standorte")
    kreise = [Gebiet(kreis_id, place(kreis_id), "kreis_id", kreis_id) for kreis_id in sites["kreis_id"]]
    found = [
        Gebiet(LAND, "Nordrhein-Westfalen"),
        *(_bezirk(name) for name in sorted(set(sites["regierungsbezirk"]), key=in_order)),
        Gebiet("kreise", "Alle Kreise", "typ", "Kreis"),
        Gebiet("staedte", "Alle kreisfreien Städte", "typ", "kreisfreie Stadt"),
        *sorted(kreise, key=lambda gebiet: in_order(gebiet.name)),
    ]
    return {gebiet.code: gebiet for gebiet in found}


def _bezirk(name: str) -> Gebiet:
    return Gebiet(f"bezirk-{in_order(name)}", f"Regierungsbezirk {name}", "regierungsbezirk", name)


@cache
def behoerden(gebiet: Gebiet) -> Mapping[str, str]:
    """behoerde_id → name of the authorities in a Gebiet."""
    here = (unit for unit in _behoerden() if not gebiet.dimension or unit[gebiet.dimension] == gebiet.value)
    names = {unit["behoerde_id"]: place(unit["behoerde_id"]) for unit in here}
    return dict(sorted(names.items(), key=lambda item: in_order(item[1])))


@cache
def _behoerden() -> list[Mapping[str, str]]:
    """All authorities with what their Kreis belongs to."""
    sites = load_reference("ki_standorte").set_index("kreis_id")
    listed = load_reference("behoerden").join(sites[["regierungsbezirk", "typ"]], on="kreis_id")
    return listed.to_dict("records")


def anliegen() -> dict[str, str]:
    return {code: label for code, label in labels("anliegen").items() if code != ALL}


def groups(gebiet: Gebiet) -> dict[str, str]:
    """The kinds of comparison group that a Gebiet can have; only a Kreis has others than the Land."""
    if not gebiet.kreis_id:
        return {LAND: GROUPS[LAND]}
    return {name: label for name, label in GROUPS.items() if name != LIKES or not why_no_likes()}


def other_kreise(gebiet: Gebiet) -> dict[str, str]:
    """kreis_id → name of those an own comparison group can be made of."""
    return {g.code: g.name for g in gebiete().values() if g.kreis_id and g.kreis_id != gebiet.kreis_id}


def termine(stand: Stand) -> dict[str, str]:
    """The Termine somebody delivered for, newest first."""
    return {day: formats.date(day) for day in stand.termine or (str(stand.day),)}


def opening(stand: Stand) -> str:
    """The Termin at which a page opens."""
    return stand.opening or str(stand.day)


def stand_titles(staende: Sequence[StandInfo]) -> dict[str, str]:
    """id → title, each only once: the name, for nameless ones the day and if need be the id."""
    titles = {info.id: _stand_title(info) for info in staende}
    seen = list(titles.values())
    return {key: f"{title} ({key})" if seen.count(title) > 1 else title for key, title in titles.items()}


def _stand_title(info: StandInfo) -> str:
    """Short enough for the side bar; the day of a Stand that has a name is said in the head."""
    return info.name or f"{formats.date(info.day)} · Nr. {info.manifest}"


def in_order(name: str) -> str:
    """A key that sorts German names as a phone book does."""
    return name.lower().translate(str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"}))
