"""What the page Wartezeiten shows of one kind of authority."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from kim import charts, formats
from kim.datasets import labels, load_codes
from kim.sentences import topics
from kim.sentences.places import place
from kim.stand import Result
from kim.ui.ask import ART, ask, course, quarters_until, termin
from kim.ui.figure import show_chart, show_table
from kim.ui.frame import choice, current_stand
from kim.ui.page import answer, foot, show_tiles, tile_of
from kim.ui.published import LIST, published_here, show_published
from kim.ui.queue import show_queue_before
from kim.ui.texts import DELIVERED_COUNTS, EACH_AUTHORITY, NO_MEAN, ONLY_COUNTS, WITH_THOSE_WAITING

COUNTED = {"antrag": ("Anträge", "Anträge"), "person": ("Anträge", "Personen")}
STILL_OPEN = {
    182: "Nach einem halben Jahr noch offen",
    365: "Nach einem Jahr noch offen",
    730: "Nach zwei Jahren noch offen",
}
TABS = {"EBH": "Einbürgerungsbehörden (EBH)", "ABH": "Ausländerbehörden (ABH)"}


def tabs(authority: str | None) -> dict[str, str]:
    """Both kinds of authority; where one authority is chosen only its own."""
    return {art: name for art, name in TABS.items() if authority is None or authority.startswith(art)}


def show_waits(art: str) -> None:
    """Everything on the EBH or the ABH of the selection; never one figure for both."""
    if other := _other_art(art):
        st.info(f"»{labels('anliegen')[choice().anliegen]}« gehört zu den {topics.KINDS[other]}.")
        return
    open_now, ages = _of(art, "bestand"), _of(art, "bestand_nach_alter", "altersband")
    answer(topics.waits(art, open_now, ages, *_flows_of_a_year(art)))
    if open_now.row["status"] == "not_reported" and _counting(art):
        st.markdown(ONLY_COUNTS)
    elif open_now.coverage[1]:
        _show_own(art, open_now, ages)
    _show_delivered_counts(art)
    _show_published(art)
    _show_all(art)
    with st.expander("Warum steht hier kein Durchschnitt der erledigten Verfahren?", key=f"warum-{art}"):
        st.markdown(NO_MEAN)
    foot(open_now)


def _show_own(art: str, open_now: Result, ages: Result) -> None:
    """What the authorities of the selection have delivered."""
    _show_stock_and_flow(art, ages)
    _show_each(art, open_now)
    _show_indicators(art)
    _show_duration(art)
    _show_course(art)
    show_queue_before(art)


def _other_art(art: str) -> str | None:
    """The kind of authority that the chosen Anliegen belongs to, where it is not this one."""
    listed = load_codes("anliegen").set_index("code")["gruppe"]
    group = listed.get(choice().anliegen or "", "beide")
    return None if group in (art, "beide") else group


def _of(art: str, indicator: str, *by: str, **where: object) -> Result:
    return ask(indicator, *by, art=art, **(ART | where))


def _flows_of_a_year(art: str) -> tuple[Result, Result]:
    year = quarters_until(termin())
    return _of(art, "eingaenge", quartal=year), _of(art, "erledigungen", quartal=year)


def _show_stock_and_flow(art: str, ages: Result) -> None:
    left, right = st.columns(2, gap="large")
    quarters = course("antraege", 12)
    with left:
        show_chart(charts.bars_of_ages(ages), ages.indicator)
    with right:
        flows = {
            "Eingegangen": _of(art, "eingaenge", "quartal", quartal=quarters, same_units=True),
            "Erledigt": _of(art, "erledigungen", "quartal", quartal=quarters, same_units=True),
        }
        show_chart(charts.line_over_time(flows, events=(art,)), flows["Eingegangen"].indicator)


def _show_each(art: str, together: Result) -> None:
    """Each authority of a Kreis on its own: waiting times belong to authorities."""
    if not choice().gebiet.kreis_id or together.coverage[1] < 2:
        return
    st.subheader("Jede Behörde für sich", anchor=f"jede-{art.lower()}")
    st.markdown(EACH_AUTHORITY)
    year = quarters_until(termin())
    columns = {
        "Offen": _written(art, "bestand"),
        "davon älter als 12 Monate": _written(art, "anteil_aelter", "numerator", schwelle=12),
        "Anteil": _written(art, "anteil_aelter", schwelle=12),
        "Eingänge, vier Quartale": _written(art, "eingaenge", quartal=year),
        "Erledigt, vier Quartale": _written(art, "erledigungen", quartal=year),
    }
    show_table(_by_authority(columns), f"{art} im Gebiet {choice().gebiet.name}", f"jede-{art}")


def _by_authority(columns: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    units = next(iter(columns.values()))
    rows = [
        {"Behörde": place(unit)} | {title: told[unit] for title, told in columns.items()} for unit in units
    ]
    return pd.DataFrame(rows)


def _written(art: str, indicator: str, column: str = "value", **where: object) -> dict[str, str]:
    """behoerde_id → the written value, or the symbol that says why there is none."""
    result = _of(art, indicator, "behoerde_id", **where)
    entry = result.indicator
    unit, decimals = (entry.unit, entry.decimals) if column == "value" else ("", 0)
    rows = result.frame.to_dict("records")
    return {row["behoerde_id"]: formats.label(row[column], row["status"], unit, decimals) for row in rows}


def _show_indicators(art: str) -> None:
    st.subheader("Kennzahlen zum Termin", anchor=f"kennzahlen-{art.lower()}")
    year = quarters_until(termin())
    show_tiles(
        [
            *(
                tile_of(_of(art, "anteil_aelter", schwelle=months), f"Offen seit mehr als {months} Monaten")
                for months in (3, 12, 24)
            ),
            tile_of(_of(art, "erledigungsquote", quartal=year), "Erledigungsquote, zwölf Monate"),
            tile_of(_of(art, "rechnerische_reichweite"), "Reichweite (rechnerisch)"),
            tile_of(_of(art, "altfallindex")),
            tile_of(_of(art, "bestand_je_vzae", grundlage="bestand"), "Offene je VZÄ, aus Zählungen"),
            tile_of(
                _of(art, "erledigungen_je_vzae", grundlage="bestand", quartal=year),
                "Erledigt je VZÄ und Jahr, aus Zählungen",
            ),
        ]
    )


def _show_course(art: str) -> None:
    """How the procedures ended, and how the stock came to be what it is."""
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("Wie die Verfahren endeten", anchor=f"ausgaenge-{art.lower()}")
        ways = _of(art, "erledigungen", "ausgang", quartal=quarters_until(termin()))
        show_chart(charts.bars_by(ways, "ausgang"), ways.indicator)
    with right:
        st.subheader("Wie sich der Bestand entwickelte", anchor=f"verlauf-{art.lower()}")
        ages = _of(
            art,
            "bestand_nach_alter",
            "berichtstermin",
            "altersband",
            berichtstermin=course("antraege", 8),
            same_units=True,
        )
        show_chart(charts.stacked_by(ages, "altersband", "berichtstermin"), ages.indicator)


def _show_duration(art: str) -> None:
    """How many are still open after half a year, one year and two, those still waiting included."""
    st.subheader("Wie lange es dauert", anchor=f"dauer-{art.lower()}")
    st.markdown(WITH_THOSE_WAITING)
    year = quarters_until(termin())
    pace = [ask(f"offen_nach_{days}_tagen_tempo", art=art, fenster_quartal=year) for days in STILL_OPEN]
    show_tiles([tile_of(found, title) for found, title in zip(pace, STILL_OPEN.values(), strict=True)])
    if ripe := course("antraege", 12)[:-4]:
        cohorts = ask("offen_nach_365_tagen_kohorte", "eingang_quartal", art=art, eingang_quartal=ripe)
        show_chart(charts.line_over_time({"Nach einem Jahr noch offen": cohorts}), cohorts.indicator)


def _show_published(art: str) -> None:
    st.subheader("Was veröffentlicht ist", anchor=f"veroeffentlicht-{art.lower()}")
    chart = charts.range_bars(ask(LIST), stelle=art)
    if chart is not None:
        show_chart(chart)
    show_published(
        published_here(art), f"Veröffentlichte Angaben zu {art}", art, folded=not choice().gebiet.kreis_id
    )


def _show_all(art: str) -> None:
    st.subheader(f"Alle {art}", anchor=f"alle-{art.lower()}")
    older = ask("anteil_aelter", "behoerde_id", art=art, schwelle=12, land=True, **ART)
    land = ask("anteil_aelter", art=art, schwelle=12, land=True, **ART)
    highlight = choice().behoerde or _own_authority(art)
    show_chart(charts.bars_by_unit(older, highlight, land), older.indicator)


def _own_authority(art: str) -> str | None:
    """The authority of the selected Kreis itself, the one with the Kreis's own key."""
    kreis = choice().gebiet.kreis_id
    own = f"{art}-{kreis}"
    return own if own in current_stand().units["behoerden"]["einheit"].to_numpy() else None


def _show_delivered_counts(art: str) -> None:
    """Counts of authorities beside the single procedures, never added to them."""
    rows = [row for unit in COUNTED for row in _counted_in(art, unit)]
    if not rows:
        return
    st.subheader("Gelieferte Bestandszahlen", anchor=f"bestand-{art.lower()}")
    st.markdown(DELIVERED_COUNTS)
    show_table(pd.DataFrame(rows), f"Bestandszahlen der {art}", f"bestand-{art}")


def _counting(art: str) -> list[str]:
    """The authorities of the selection that deliver counts, in applications or in persons."""
    return [authority for unit in COUNTED for authority in _told(art, unit)]


def _told(art: str, unit: str) -> list[str]:
    counts = _of(art, "bestand", "behoerde_id", grundlage="bestand", zaehleinheit=unit).frame
    return counts.loc[counts["status"].isin(("shown", "zero")), "behoerde_id"].tolist()


def _counted_in(art: str, unit: str) -> list[dict[str, str]]:
    """One row for each authority that counts in this unit."""
    year, counts = quarters_until(termin()), {"grundlage": "bestand", "zaehleinheit": unit}
    columns = {
        "Offen": _written(art, "bestand", **counts),
        "Eingänge, vier Quartale": _written(art, "eingaenge", quartal=year, **counts),
        "Erledigt, vier Quartale": _written(art, "erledigungen", quartal=year, **counts),
        "Ungeklärter Rest im letzten Quartal": _written(art, "bestandsabgleich", quartal=year[-1], **counts),
    }
    named = {
        title: {a: text.replace(*COUNTED[unit]) for a, text in c.items()} for title, c in columns.items()
    }
    told = {title: {a: column[a] for a in _told(art, unit)} for title, column in named.items()}
    return _by_authority(told).to_dict("records")
