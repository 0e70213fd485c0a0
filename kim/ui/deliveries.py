"""The parts of the page Datenstand: the board of deliveries with ways to hand in, receipts, Stände."""

from collections.abc import Sequence
from datetime import date
from html import escape
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from kim import formats
from kim.datasets import load_datasets
from kim.exports.quittung import what_is_meant
from kim.intake import EDITORS
from kim.sentences.places import place
from kim.stand import (
    MISSING,
    NOT_DUE,
    STATUSES,
    board,
    deadline,
    list_staende,
    name_stand,
    newest_stand,
    told_of,
)
from kim.store import Receipt, Store
from kim.ui.ask import quarters_until, termin
from kim.ui.figure import offer_csv, show_table
from kim.ui.frame import choice, current_stand
from kim.ui.page import answer
from kim.ui.rueckfragen import offer_question

SITES = ("stellen", "faelle", "ziele")
AUTHORITIES = ("antraege", "bestand")
NOT_OWED = "–"  # an authority that delivers its procedures one by one owes no counts
SIGNS = {
    "vollständig": "✓",
    "verspätet": "◷",
    "mit offenen Befunden": "!",
    "fehlt": "×",
    "noch nicht fällig": "…",
}
SHOWN_RECEIPTS = 200


def show_state() -> None:
    """How complete the Termin is, and whether anything waits for the next Stand."""
    answer(_completeness())
    store, newest = Store(), newest_stand(Store())
    if newest and store.versions()[-1] > newest.manifest:
        st.warning(
            "Es sind Dateien angenommen, die noch in keinem Stand stehen. "
            "`python -m kim stand build` baut ihn."
        )
    for text in told_of(store):
        st.warning(text)
    if left := store.leftovers():
        st.warning(
            "Unterbrochene Läufe haben etwas hinterlassen:\n\n" + "\n".join(f"- {text}" for text in left)
        )


def _completeness() -> str:
    sites, authorities = (current_stand().units[name] for name in ("ki_standorte", "behoerden"))
    posts, cases = (_delivered(name, sites) for name in ("stellen", "faelle"))
    applications = _delivered("antraege", authorities)
    return (
        f"In Nordrhein-Westfalen haben zum {formats.date(termin())} von {len(sites)} KI-Standorten {posts} "
        f"ihre Stellen und {cases} ihre Fälle gemeldet, von {len(authorities)} Behörden {applications} "
        "ihre Anträge."
    )


def _delivered(dataset: str, units: pd.DataFrame) -> int:
    rows = current_stand().lieferungen
    there = rows[(rows["berichtstermin"] == pd.Timestamp(termin())) & (rows["datensatz"] == dataset)]
    return int(units["einheit"].isin(there["einheit"]).sum())


def show_board() -> None:
    """Every unit against the datasets it owes, with their statuses; from a gap a link leads on."""
    told = board(Store(), current_stand(), termin(), date.today())
    wanted = st.multiselect("Status", STATUSES, placeholder="Alle", key="board_status")
    for population, datasets, heading in (
        ("ki_standorte", SITES, "KI-Standort"),
        ("behoerden", AUTHORITIES, "Behörde"),
    ):
        _show_part(told, population, datasets, heading, wanted)


def _show_part(
    told: pd.DataFrame, population: str, datasets: Sequence[str], heading: str, wanted: Sequence[str]
) -> None:
    units = _units_here(population)
    mine = told[told["einheit"].isin(units["einheit"]) & told["datensatz"].isin(datasets)]
    titles = {"KI-Standort": "KI-Standorte", "Behörde": "Behörden"}
    st.header(titles[heading], anchor=titles[heading].lower().replace("ö", "oe"))
    st.markdown(_in_words(mine, datasets))
    if wanted:
        units = units[units["einheit"].isin(mine.loc[mine["status"].isin(wanted), "einheit"])]
    ordered = units.sort_values(["regierungsbezirk", "einheit"])
    caption = f"Lieferungen zum {formats.date(termin())}: {heading}"
    st.html(_board_html(ordered, mine, datasets, heading, caption))
    with st.container(key=f"angebot-raster-{population}"):
        offer_csv(lambda: _board_frame(ordered, mine, datasets, heading), caption, f"raster-{population}")


def _in_words(told: pd.DataFrame, datasets: Sequence[str]) -> str:
    """ "Stellen (fällig am 14.02.2026): 50 vollständig, 4 fehlt. …" """
    said = []
    for name in datasets:
        rows = told[told["datensatz"] == name]
        counts = [(status, int((rows["status"] == status).sum())) for status in STATUSES]
        parts = ", ".join(f"{count} {_plural(status, count)}" for status, count in counts if count)
        due = formats.date(deadline(name, termin()))
        said.append(f"**{load_datasets()[name].title}** (erwartet bis {due}): {parts or 'nichts erwartet'}.")
    return " ".join(said) + " Die Tage sind eine Festlegung von KIM-Monitor; kein Erlass nennt eine Frist."


def _plural(status: str, count: int) -> str:
    return "fehlen" if status == MISSING and count > 1 else status


def _units_here(population: str) -> pd.DataFrame:
    gebiet, units = choice().gebiet, current_stand().units[population]
    return units[units[gebiet.dimension] == gebiet.value] if gebiet.dimension else units


def _board_frame(
    units: pd.DataFrame, told: pd.DataFrame, datasets: Sequence[str], heading: str
) -> pd.DataFrame:
    """The board as a table for a file: status and Stichtag of each dataset."""
    known = {(row.einheit, row.datensatz): row for row in told.itertuples()}
    rows = []
    for unit in units.itertuples():
        line = {heading: place(unit.einheit), "Regierungsbezirk": unit.regierungsbezirk}
        for name in datasets:
            row, title = known.get((unit.einheit, name)), load_datasets()[name].title
            line[title] = row.status if row else NOT_OWED
            line[f"{title}, Stichtag"] = formats.date(row.stichtag) if row and row.stichtag else ""
        rows.append(line)
    return pd.DataFrame(rows)


def _board_html(
    units: pd.DataFrame, told: pd.DataFrame, datasets: Sequence[str], heading: str, caption: str
) -> str:
    known = {(row.einheit, row.datensatz): row for row in told.itertuples()}
    head = "".join(f'<th scope="col">{escape(load_datasets()[name].title)}</th>' for name in datasets)
    body = "".join(
        f'<tr><th scope="row">{escape(place(unit.einheit))}</th><td data-spalte="Regierungsbezirk">'
        f"{escape(unit.regierungsbezirk)}</td>"
        + "".join(_cell(unit.einheit, name, known.get((unit.einheit, name))) for name in datasets)
        + "</tr>"
        for unit in units.itertuples()
    )
    return (
        f'<div class="kim-tabelle liste" role="region" tabindex="0" aria-label="{escape(caption)}"><table>'
        f'<caption>{escape(caption)}</caption><thead><tr><th scope="col">{heading}</th>'
        f'<th scope="col">Regierungsbezirk</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _cell(unit: str, dataset: str, row: object | None) -> str:
    """Sign and word of a status, with the Stichtag; from a gap a link leads to the hand-in."""
    title = escape(load_datasets()[dataset].title)
    if row is None:
        return f'<td data-spalte="{title}">{NOT_OWED}</td>'
    day = f", {formats.date(row.stichtag)}" if row.stichtag else ""
    told = f"{SIGNS[row.status]} {row.status}{day}"
    if row.status in (MISSING, NOT_DUE):
        name = f"{load_datasets()[dataset].title} von {place(unit)} einreichen"
        link = f'href="{_link(unit, dataset)}" target="_self" aria-label="{escape(name)}"'
        told = f"{told} <a {link}>einreichen</a>"
    return f'<td data-spalte="{title}" class="{"luecke" if row.status == MISSING else ""}">{told}</td>'


def _link(unit: str, dataset: str) -> str:
    return escape("einreichung?" + urlencode({"datensatz": dataset, "absender": unit, "stichtag": termin()}))


def show_course() -> None:
    """The last four Termine: how many have delivered what."""
    st.header("Die letzten Termine", anchor="verlauf")
    rows = []
    for day in reversed(quarters_until(termin(), 4)):
        told = board(Store(), current_stand(), day, date.today())
        told = told[
            told["einheit"].isin(
                [*_units_here("ki_standorte")["einheit"], *_units_here("behoerden")["einheit"]]
            )
        ]
        for name in (*SITES, *AUTHORITIES):
            mine = told.loc[told["datensatz"] == name, "status"]
            counts = {status: int((mine == status).sum()) for status in STATUSES}
            rows.append({"Termin": formats.date(day), "Datensatz": load_datasets()[name].title, **counts})
    show_table(pd.DataFrame(rows), "Lieferungen zu den letzten Terminen", "termine")


def show_receipts() -> None:
    """The newest receipts of the Gebiet; all of them are in the file."""
    st.header("Quittungen", anchor="quittungen")
    here = {*_units_here("ki_standorte")["einheit"], *_units_here("behoerden")["einheit"]}
    land = choice().gebiet.dimension is None
    receipts = [r for r in Store().receipts() if land or r.sender in here]
    st.markdown(f"{len(receipts)} Dateien sind angenommen.")
    with st.expander("Quittungen zeigen", key="quittungen", on_change="rerun") as opened:
        if opened.open:
            rows = [_receipt(receipt) for receipt in receipts[:SHOWN_RECEIPTS]]
            show_table(pd.DataFrame(rows), "Quittungen, die neuesten zuerst", "quittungen")
            _offer_questions([r for r in receipts[:SHOWN_RECEIPTS] if r.acknowledged and not _of_editors(r)])


def _of_editors(receipt: Receipt) -> bool:
    return receipt.sender == EDITORS


def _offer_questions(receipts: Sequence[Receipt]) -> None:
    """Ask a sender about a finding that was let stand with a reason."""
    findings = {f"{r.submission} {code}": (r, code) for r in receipts for code in r.acknowledged}
    if not findings:
        return
    chosen = st.selectbox(
        "Rückfrage zu einem begründeten Befund",
        list(findings),
        index=None,
        format_func=lambda key: _finding(*findings[key]),
        placeholder="Bitte wählen",
        key="befund_wahl",
    )
    if chosen in findings:
        receipt, code = findings[chosen]
        subject = what_is_meant(load_datasets()[receipt.dataset], code)
        link = "/datenstand?" + urlencode(choice().codes)
        offer_question(receipt.sender, receipt.dataset, subject, link, None, chosen)


def _finding(receipt: Receipt, code: str) -> str:
    dataset = load_datasets()[receipt.dataset]
    day = formats.date(receipt.stichtag)
    return f"{place(receipt.sender)}, {dataset.title}, {day}: {what_is_meant(dataset, code)}"


def _receipt(receipt: Receipt) -> dict[str, object]:
    dataset = load_datasets()[receipt.dataset]
    reasons = [f"{what_is_meant(dataset, code)}: {reason}" for code, reason in receipt.acknowledged.items()]
    return {
        "Quittung": receipt.submission,
        "Datensatz": dataset.title,
        "Absender": "Redaktion" if _of_editors(receipt) else place(receipt.sender),
        "Stichtag": formats.date(receipt.stichtag),
        "Datei": receipt.file_name,
        "Zeilen": receipt.rows,
        "Eingegangen (UTC)": f"{formats.date(receipt.received_at)} {receipt.received_at[11:16]}",
        "Prüfsumme (SHA-256)": receipt.sha256[:16],
        "Begründungen": "; ".join(reasons),
        "Vermerk": receipt.note,
    }


def show_staende() -> None:
    st.header("Stände", anchor="staende")
    rows = [
        {"Stand": i.id, "Name": i.name or "", "Tag": formats.date(i.day), "Einreichungen": i.submissions}
        for i in list_staende(Store())
    ]
    show_table(pd.DataFrame(rows), "Alle Stände, der neueste zuerst", "staende")
    _offer_name()


def _offer_name() -> None:
    """Name the Stand that a meeting gets to see: named ones are kept and easily found again."""
    stand = current_stand()
    with st.form("benennen", border=False):
        name = st.text_input("Name für den gewählten Stand, zum Beispiel die Sitzung", value=stand.name or "")
        if st.form_submit_button("Benennen") and name.strip():
            name_stand(Store(), stand.id, name.strip())
            st.rerun()
