"""With whom a Kreis or an authority is compared: the Land, a Bezirk, its type, its likes, a choice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from kim.datasets import load_reference
from kim.errors import KimError

LIKES = 8  # Kreise that count as similar, beside the one that is compared
FIGURES = ("einwohner", "auslaendische_bevoelkerung")
SUPPLIED = (*FIGURES, "bevoelkerung_jahr", "bevoelkerung_quelle")
NOT_SUPPLIED = (
    "Ähnliche Kreise werden nicht angeboten: In data/reference/kreise.csv fehlen dafür Angaben des Betreibers"
    " ({})."
)
CITIES = ("kreisfreie Stadt", "Stadt Aachen (Sonderfall)")


@dataclass(frozen=True)
class Group:
    """A comparison group: what it is called and the KI-Standorte in it, the compared one among them."""

    id: str
    name: str
    kreis_ids: tuple[str, ...]
    note: str = ""

    @property
    def where(self) -> Mapping[str, tuple[str, ...]]:
        """Its part of a Selection; nothing for the Land."""
        return {} if self.id == "land" else {"kreis_id": self.kreis_ids}


def groups_of(unit_id: str, kreise: pd.DataFrame | None = None) -> tuple[Group, ...]:
    """The groups a KI-Standort or an authority can be compared in, the widest first.

    *Ähnliche* is among them only where the operator has supplied its figures in `kreise` (by default the
    reference list); otherwise `why_no_likes` says what is missing. KimError for a unit that there is not.
    """
    site = _site(unit_id)
    found = [_land(), _bezirk(site), _type(site)]
    return tuple(found) if why_no_likes(kreise) else (*found, _likes(site, _kreise(kreise)))


def chosen(kreis_ids: Iterable[str]) -> Group:
    """A group of one's own choice; KimError for a Kreis that there is not, or for fewer than two."""
    sites = tuple(dict.fromkeys(_site(kreis_id)["kreis_id"] for kreis_id in kreis_ids))
    if len(sites) < 2:
        raise KimError("Wählen Sie für einen Vergleich mindestens zwei Kreise.")
    return Group("auswahl", "eigene Auswahl", sites)


def why_no_likes(kreise: pd.DataFrame | None = None) -> str:
    """Why similar Kreise are not offered; "" where they are. KimError where a figure is no number."""
    kreise = _kreise(kreise)
    missing = [name for name in SUPPLIED if name not in kreise or (kreise[name] == "").any()]
    if missing:
        return NOT_SUPPLIED.format(", ".join(missing))
    _figures(kreise)
    return ""


def _land() -> Group:
    return Group("land", "Nordrhein-Westfalen", tuple(_sites()))


def _bezirk(site: Mapping[str, str]) -> Group:
    bezirk = site["regierungsbezirk"]
    inside = (key for key, other in _sites().items() if other["regierungsbezirk"] == bezirk)
    return Group("bezirk", f"Regierungsbezirk {bezirk}", tuple(inside))


def _type(site: Mapping[str, str]) -> Group:
    """Kreise with the Städteregion, or kreisfreie Städte with the Stadt Aachen."""
    city = site["typ"] in CITIES
    alike = tuple(key for key, other in _sites().items() if (other["typ"] in CITIES) == city)
    return Group("typ", "kreisfreie Städte" if city else "Kreise", alike)


def _likes(site: Mapping[str, str], kreise: pd.DataFrame) -> Group:
    """The nearest in size (a factor counts, not a difference) and in the share of foreign residents.

    Each is measured in its standard deviations over all Kreise.
    """
    figures = _figures(kreise)
    size, share = np.log(figures["einwohner"]), figures["auslaendische_bevoelkerung"] / figures["einwohner"]
    places = pd.DataFrame({"size": _standardised(size), "share": _standardised(share)})
    away = np.hypot(*(places - places.loc[site["ags"]]).to_numpy().T)
    near = set(places.index[np.argsort(away, kind="stable")[: LIKES + 1]]) | {site["ags"]}
    sites = tuple(key for key, other in _sites().items() if other["ags"] in near)
    return Group("aehnlich", "ähnlich in Größe und Anteil ausländischer Bevölkerung", sites, _source(kreise))


def _source(kreise: pd.DataFrame) -> str:
    years, sources = (list(dict.fromkeys(kreise[name])) for name in SUPPLIED[2:])
    return f"Bevölkerung {', '.join(years)}; {'; '.join(sources)}"


def _figures(kreise: pd.DataFrame) -> pd.DataFrame:
    """Residents and foreign residents by ags."""
    figures = kreise.set_index("ags")[list(FIGURES)].apply(pd.to_numeric, errors="coerce")
    whole, part = (figures[name] for name in FIGURES)
    wrong = figures.index[~((whole > 0) & (part >= 0) & (part <= whole))]
    if len(wrong):
        raise KimError(
            f"In data/reference/kreise.csv sind {' und '.join(FIGURES)} bei {', '.join(wrong[:3])} keine"
            " brauchbaren Zahlen. Erwartet werden Zahlen ohne Punkte, der Teil nicht größer als das Ganze."
        )
    return figures


def _standardised(values: pd.Series) -> pd.Series:
    spread = values.std()
    return (values - values.mean()) / (spread or 1)


def _kreise(kreise: pd.DataFrame | None) -> pd.DataFrame:
    return load_reference("kreise") if kreise is None else kreise


def _site(unit_id: str) -> Mapping[str, str]:
    """The KI-Standort that a unit is or lies in."""
    found = _sites().get(_homes().get(unit_id, unit_id))
    if found is None:
        raise KimError(f"»{unit_id}« steht weder unter den KI-Standorten noch unter den Behörden.")
    return found


@cache
def _homes() -> dict[str, str]:
    """behoerde_id → the KI-Standort it lies in."""
    authorities = load_reference("behoerden")
    return dict(zip(authorities["behoerde_id"], authorities["kreis_id"], strict=True))


@cache
def _sites() -> dict[str, Mapping[str, str]]:
    return {site["kreis_id"]: site for site in load_reference("ki_standorte").to_dict("records")}
