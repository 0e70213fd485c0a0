"""Counts by day of a clock's cube, for tests that draw the procedures they count."""

from collections.abc import Callable

from kim.catalogue import load_indicator

Counts = dict[tuple, tuple[int, ...]]


def counts(
    answer: Callable, indicator: str, *keys: str, day: str = "2024-12-31", auszug_vom: str = "", **tables: str
) -> Counts:
    """keys…, tag → zugang, abgang and the ways out, of the cube that an indicator reads; dates as ISO."""
    entry = load_indicator(indicator)
    found = answer(indicator, list(entry.fixed), day, auszug_vom or day, tables, {})
    columns = [*(f"cast({key} as varchar)" for key in keys), "tag"]
    sums = ", ".join(f"cast(sum({name}) as bigint)" for name in entry.additive)
    by = ", ".join(columns)
    rows = found.stand.query(f'select {by}, {sums} from "{entry.query}" group by {by}')
    return {row[: len(columns)]: row[len(columns) :] for row in rows.itertuples(index=False, name=None)}
