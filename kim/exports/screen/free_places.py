"""Where names stand in a cloud of points: beside theirs, where they cover neither points nor each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

STEP, FURTHEST = 4, 140  # px a name is moved by, and at most
POINT = 6.0  # px around a point that stay free
ROOM = 10.0  # px that a name may stand out of the plot
Place = tuple[float, float]


@dataclass(frozen=True)
class Name:
    """A name beside a point: from where to where it reaches, and at which height it would stand."""

    left: float
    right: float
    wanted: float
    height: float


@dataclass(frozen=True)
class _Box:
    left: float
    right: float
    bottom: float
    top: float

    def meets(self, other: "_Box") -> bool:
        beside = self.right < other.left or other.right < self.left
        return not (beside or self.top < other.bottom or other.top < self.bottom)


def free(names: Sequence[Name], points: Sequence[Place], high: float) -> list[float]:
    """The middle of each name: as near to its point as it can be while it hides nothing."""
    dots = [_Box(x - POINT, x + POINT, y - POINT, y + POINT) for x, y in points]
    taken: list[_Box] = []
    for name in names:
        taken.append(min(_boxes(name, high), key=lambda box: _cost(box, name, dots, taken)))
    return [(box.bottom + box.top) / 2 for box in taken]


def _boxes(name: Name, high: float) -> Iterator[_Box]:
    """Places inside the plot, the nearest first."""
    half = name.height / 2
    low, roof = half - ROOM, high + ROOM - half
    start = max(min(name.wanted, roof), low)
    for off in range(0, FURTHEST, STEP):
        for middle in (start + off, start - off):
            if low <= middle <= roof or off == 0:
                yield _Box(name.left, name.right, middle - half, middle + half)


def _cost(box: _Box, name: Name, dots: list[_Box], taken: list[_Box]) -> float:
    """Another name under it is worst, then points, then the way."""
    names, points = sum(map(box.meets, taken)), sum(map(box.meets, dots))
    return 10000 * names + 200 * points + abs((box.bottom + box.top) / 2 - name.wanted)
