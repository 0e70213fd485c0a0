"""Reports on the newest Stand of the demo store, whole or of parts made by hand, and what is made of them."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from kim.charts import Chart
from kim.datasets import ROOT
from kim.topics import Choice, Lens
from kim.topics.choice import gebiete, termine
from kim.topics.parts import Figure
from kim.topics.report import Chapter, Report, report
from tests import made_charts, made_newer_charts
from tests.demo_store import demo_stand, demo_store

WHATS = ("land", "kreis:05382", "kreis:05334002", "review")  # reports that are read back as packages
Export = Callable[[Report], bytes]
ELSEWHERE = """
import hashlib, sys
from importlib import import_module
from pathlib import Path
from kim.stand import open_stand
from kim.store import Store
from kim.topics import Choice, Lens
from kim.topics.choice import gebiete, termine
from kim.topics.report import report
_, store, module, name, what = sys.argv
stand = open_stand(Store(Path(store)))
lens = Lens(stand, Choice(gebiete()["land"], next(iter(termine(stand)))))
made = getattr(import_module(module), name)(report(what, lens))
print(hashlib.sha256(made).hexdigest())
"""


@cache
def lens() -> Lens:
    """The Land at the newest Termin."""
    return Lens(demo_stand(), Choice(gebiete()["land"], next(iter(termine(demo_stand())))))


@cache
def reported(what: str) -> Report:
    return report(what, lens())


@cache
def exported(make: Export, what: str) -> tuple[Report, bytes]:
    """A report and what an export makes of it."""
    return reported(what), make(reported(what))


def digest_elsewhere(make: Export, what: str, env: dict[str, str] | None = None) -> str:
    """SHA-256 of what an export makes of a report in a process of its own."""
    command = [sys.executable, "-c", ELSEWHERE, str(demo_store()), make.__module__, make.__name__, what]
    done = subprocess.run(
        command, cwd=ROOT, env=env or os.environ, capture_output=True, text=True, timeout=100, check=True
    )
    return done.stdout.strip()


def of_parts(*parts: object, title: str = "Probe", kind: str = "thema:probe") -> Report:
    """A report of one chapter with these parts."""
    return Report(kind, title, lens(), (Chapter("probe", title, parts),))


def of_charts(*charts: Chart) -> Report:
    return of_parts(*map(Figure, charts))


def untraced(*parts: object) -> tuple[object, ...]:
    """The same without ids that would lead to indicators no catalogue knows."""
    return tuple(
        Figure(replace(part.chart, traces=())) if isinstance(part, Figure) else part for part in parts
    )


def every_kind() -> list[Chart]:
    """Charts of every kind and with every status, each with an id of its own."""
    return [
        made_charts.site_bars(),
        made_charts.post_stack(),
        made_charts.lines(),
        replace(made_charts.ranges(), id="spannen"),
        made_charts.site_tiles(),
        made_charts.curves(),
        made_charts.ways_stack(),
        replace(made_charts.funnels(), id="trichter"),
        *(replace(chart(), id=name) for name, chart in made_newer_charts.ALL.items()),
    ]
