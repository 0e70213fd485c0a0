"""Wide tables drawn on their side: one line a column, so that a line stays readable."""


def turned(table: str) -> str:
    """A table drawn with one column per line → the same table drawn with one row per line."""
    lines = [line.strip().strip("|").split("|") for line in table.strip().splitlines()]
    return "\n".join("|" + "|".join(cells) + "|" for cells in zip(*lines, strict=True))
