"""What is asked of a Stand about the structures of all sites."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from math import nan

from kim.sentences.places import district, place, sort_key
from kim.stand import Result, Rows
from kim.topics.lens import Lens
from kim.typology import DECISIVE, Profile, Typed, classify, dimensions, profiles, profiles_of

PROFILE = "struktur_profil"
ORDERS = {"bezirk": "Regierungsbezirk", "name": "Name", "groesse": "Größe (zugewiesene Stellen)"}
STATUS = {"nb": "not_estimable", "entfaellt": "not_applicable"}


def reviewed(lens: Lens) -> Result:
    """The scores that count, of what is selected."""
    return lens.ask(PROFILE, bewertet_von=DECISIVE)


def types_of(lens: Lens) -> Mapping[str, Typed]:
    """kreis_id → its group, of what is selected."""
    return {unit: classify(profile) for unit, profile in profiles(reviewed(lens)).items()}


@dataclass(frozen=True)
class Structures:
    """The structural reviews of all sites, seen through a Lens; `order` of the sites: one of ORDERS."""

    lens: Lens
    order: str = "bezirk"

    def ask(self, indicator: str, *by: str, **where: object) -> Result:
        """Of the whole Land: profiles stand beside each other."""
        return self.lens.ask(indicator, *by, land=True, **where)

    def asked(self, rater: str = DECISIVE, **where: object) -> Result:
        """The scores of a rater, or of those that count."""
        return self.ask(PROFILE, bewertet_von=rater, **where)

    @cached_property
    def told(self) -> Mapping[str, Profile]:
        """kreis_id → the profile that counts."""
        return profiles(self.asked())

    @cached_property
    def typed(self) -> Mapping[str, Typed]:
        return {kreis_id: classify(profile) for kreis_id, profile in self.told.items()}

    def of_rater(self, rater: str) -> Mapping[str, Profile]:
        return profiles_of(self.asked(rater), rater)

    @cached_property
    def sites(self) -> list[str]:
        """All sites of the comparison group in their order, within it by name."""
        by_name = sorted(self.lens.sites, key=lambda unit: sort_key(place(unit)))
        keys = {"bezirk": lambda unit: sort_key(district(unit)), "groesse": self._size}
        return sorted(by_name, key=keys[self.order]) if self.order in keys else by_name

    @cached_property
    def _posts(self) -> Mapping[str, float]:
        """kreis_id → assigned posts, where they are known."""
        known = (row for row in self.ask("zugewiesene_vzae", "kreis_id").rows if row["value"] == row["value"])
        return {row["kreis_id"]: row["value"] for row in known}

    def _size(self, unit: str) -> float:
        """The largest first."""
        return -self._posts.get(unit, 0)


def levels(some: Structures) -> Result:
    """The level of each dimension, 0 to 3, as a result by Kreis and dimension."""
    asked = some.asked()
    rows = [row for kreis_id in some.sites for row in _levels(kreis_id, some.told.get(kreis_id))]
    selection = replace(asked.selection, by=("kreis_id", "dimension"))
    missing = tuple(unit for unit in some.sites if unit not in some.told)
    coverage = (len(some.sites) - len(missing), len(some.sites))
    entry = replace(asked.indicator, decimals=0)
    told = {"indicator": entry, "selection": selection, "missing": missing, "coverage": coverage}
    return replace(asked, answer=Rows(rows), **told)


def _levels(kreis_id: str, profile: Profile | None) -> Iterator[dict[str, object]]:
    for dimension in dimensions():
        level = profile.level(dimension) if profile else None
        status = STATUS.get(level, "shown" if profile else "not_reported")
        value = float(level) if status == "shown" else nan
        row = {"kreis_id": kreis_id, "dimension": dimension, "value": value, "lower": nan, "upper": nan}
        yield row | {"n": nan, "status": status}
