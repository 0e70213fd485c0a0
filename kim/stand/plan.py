"""What a build needs to know before it starts: which queries run, on what, and whether they ran before."""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date

import pandas as pd

from kim.catalogue import QUERIES, load_catalogue, load_query, load_views
from kim.datasets import load_codes, load_datasets, load_reference
from kim.stand.notes import Notes
from kim.store import Manifest, Store

AUDIENCE = "intern"
LIEFERUNGEN = "lieferungen"
REFERENCES = ("ki_standorte", "kreise", "behoerden", "festbetraege", "ereignisse", "gemeinden")


class Plan:
    """What a build needs to know before it starts: queries (all by default), their texts and their inputs."""

    def __init__(
        self, store: Store, manifest: Manifest, day: date, chosen: Mapping[str, str] | None = None
    ) -> None:
        self.store, self.manifest, self.day = store, manifest, day
        self.queries = chosen or queries()
        self.notes = Notes(store, manifest)
        self.datasets = {name: unitsfingerprint(manifest, name) for name in load_datasets()}
        self.references = {name: fingerprint(load_reference(name).to_csv(index=False)) for name in REFERENCES}
        self.references["codes"] = fingerprint(all_codes().to_csv(index=False))
        self.texts = {name: full_text(text) for name, text in self.queries.items()}
        inputs = json.dumps([manifest.version, str(day), AUDIENCE, self.inputs()], sort_keys=True)
        self.id = f"{day}-m{manifest.version:08d}-{fingerprint(inputs)[:8]}"

    def inputs(self) -> dict[str, str]:
        return {name: self.input_of(name) for name in self.texts}

    def input_of(self, name: str) -> str:
        """Everything that decides a cube's bytes: its text, the day, its data and reference lists."""
        text = self.texts[name]
        used = {key: value for key, value in (self.datasets | self.references).items() if mentions(text, key)}
        told = self._told() if name == LIEFERUNGEN else None
        return fingerprint(json.dumps([text, str(self.day), used, told], sort_keys=True))

    def _told(self) -> list[object]:
        """What the deliveries say beyond the data: the same rows may come with other submissions."""
        submissions = [unit.submission for unit in self.manifest.units]
        return [self.manifest.version, self.notes.fingerprint, self.datasets, sorted(submissions)]


def queries() -> dict[str, str]:
    """Every query of a Stand by name: those of the catalogue and the deliveries."""
    names = sorted({entry.query for entry in load_catalogue().values()})
    return {LIEFERUNGEN: (QUERIES / "lieferungen.sql").read_text(encoding="utf-8")} | {
        n: load_query(n) for n in names
    }


def full_text(text: str) -> str:
    """A query with the views it rests on, in a fixed order: the copy a Stand keeps, and its fingerprint."""
    used: dict[str, str] = {}
    pending = [text]
    while pending:
        current = pending.pop()
        for name, view in load_views().items():
            if name not in used and mentions(current, name):
                used[name] = view
                pending.append(view)
    return "\n".join([*(f"-- view {name}\n{used[name]}" for name in sorted(used)), text])


def mentions(text: str, relation: str) -> bool:
    return re.search(rf"\b{relation}\b", re.sub(r"--.*", "", text)) is not None


def unitsfingerprint(manifest: Manifest, dataset: str) -> str:
    units = manifest.units_of(dataset)
    return fingerprint("\n".join(sorted(f"{u.unit_id} {u.sha256} {manifest.auszug_vom(u)}" for u in units)))


def view_order() -> list[str]:
    """The views, each after those it mentions."""
    views, ordered = dict(load_views()), []
    while views:
        ready = [n for n, text in views.items() if not any(mentions(text, o) for o in views if o != n)]
        if not ready:
            raise ValueError(f"views mention each other in a circle: {sorted(views)}")
        ordered += ready
        views = {name: text for name, text in views.items() if name not in ready}
    return ordered


def all_codes() -> pd.DataFrame:
    """Every code list as one relation: liste, code, label, gruppe."""
    lists = sorted({c.codes for d in load_datasets().values() for c in d.columns if c.codes})
    return pd.concat(
        [load_codes(name).assign(liste=name)[["liste", "code", "label", "gruppe"]] for name in lists]
    )


def fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
