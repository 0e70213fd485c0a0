"""Cells by name and by number, and many cells as few ranges."""

from collections.abc import Iterable

Place = tuple[int, int]  # row and column, from 0


def place_of(cell: str) -> Place:
    """ "B3" → (2, 1)"""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(cell[len(letters) :]) - 1, column - 1


def name_of(row: int, column: int) -> str:
    """(2, 1) → "B3" """
    letters, left = "", column + 1
    while left:
        left, last = divmod(left - 1, 26)
        letters = chr(ord("A") + last) + letters
    return f"{letters}{row + 1}"


def ranges(places: Iterable[Place]) -> list[str]:
    """Cells as few ranges: those below each other are one."""
    runs: list[list[int]] = []
    for row, column in sorted(places, key=lambda place: (place[1], place[0])):
        if runs and runs[-1][2] == column and runs[-1][1] == row - 1:
            runs[-1][1] = row
        else:
            runs.append([row, row, column])
    return [_range(*run) for run in runs]


def _range(first: int, last: int, column: int) -> str:
    start = name_of(first, column)
    return start if first == last else f"{start}:{name_of(last, column)}"
