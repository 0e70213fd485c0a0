"""The parts of the page Methodik."""

from collections.abc import Mapping
from html import escape

import pandas as pd
import streamlit as st

from kim import formats
from kim.catalogue import Indicator, load_catalogue
from kim.datasets import ROOT, load_datasets, load_reference
from kim.topics.texts import RULES
from kim.ui.figure import show_table

THEMES = {
    "stellen": "Stellen",
    "faelle": "Fälle und Ziele",
    "behoerden": "Einbürgerungs- und Ausländerbehörden",
    "struktur": "Struktur und Themen",
    "redaktion": "Veröffentlichtes und Zusagen",
}
BETTER = {
    "higher": "mehr ist besser",
    "lower": "weniger ist besser",
    "neither": "weder mehr noch weniger ist besser",
}
INTERVALS = {
    "none": "keines (Vollerhebung)",
    "wilson": "95 %, nach Wilson",
    "greenwood": "95 %, log-log nach Greenwood",
    "bootstrap": "95 %, durch wiederholtes Ziehen der Standorte",
    "spread": "Spanne der Monatswerte (Quartile)",
}


def show_rules() -> None:
    """What holds for all numbers."""
    st.header("Was für alle Zahlen gilt", anchor="regeln")
    for text in RULES:
        st.markdown(f"- {text}")


def show_catalogue() -> None:
    """All entries by theme, each one folded."""
    st.header("Kennzahlen", anchor="kennzahlen")
    for theme, title in THEMES.items():
        st.subheader(title, anchor=theme)
        entries = [entry for entry in load_catalogue().values() if entry.theme == theme]
        st.html("".join(_entry(entry) for entry in sorted(entries, key=_order)))


def _order(entry: Indicator) -> tuple[str, int, str]:
    number = "".join(sign for sign in entry.code if sign.isdigit())
    return entry.code[:1], int(number or 0), entry.title


def _entry(entry: Indicator) -> str:
    parts = "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in _facts(entry).items() if text)
    small = " · ".join(filter(None, [entry.code, entry.unit]))
    summary = f"{escape(entry.title)} <small>{escape(small)}</small>"
    anchor = f'<details class="kim-eintrag" id="{escape(entry.id)}">'
    return f'{anchor}<summary>{summary}</summary><dl class="kim-definition">{parts}</dl></details>'


def _facts(entry: Indicator) -> Mapping[str, str]:
    datasets = ", ".join(load_datasets()[name].title for name in entry.datasets)
    return {
        "Definition": entry.definition,
        "Formel": entry.formula,
        "Lesebeispiel": entry.reading_example,
        "Richtung": BETTER[entry.better],
        "Intervall": INTERVALS[entry.interval] if entry.kind not in ("count", "list") else "",
        "Mindestzahl": f"ab {entry.minimum_n}" if entry.minimum_n else "",
        "Grenzen": entry.limits,
        "Datensätze": datasets,
        "Quelle": entry.source,
        "Kennung": entry.id,
    }


def show_glossary() -> None:
    st.header("Glossar", anchor="glossar")
    lines = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    cells = [line.strip("|").split("|") for line in lines if line.startswith("| ")][1:]
    rows = [
        {"Wort": word.strip(), "Bedeutung": meaning.strip().replace("`", "")} for word, meaning, _ in cells
    ]
    show_table(pd.DataFrame(rows), "Ein Wort für eine Sache", "glossar")


def show_events() -> None:
    st.header("Brüche in den Reihen", anchor="brueche")
    events = load_reference("ereignisse")
    columns = {"datum": "Datum", "titel": "Ereignis", "wirkung": "Wirkung", "quelle": "Quelle"}
    told = events.assign(datum=events["datum"].map(formats.date))
    show_table(told[list(columns)].rename(columns=columns), "Gesetze und Ereignisse", "ereignisse")
