"""The Rhein-Sieg-Kreis of the example: as told in its Sozialausschuss, and invented around that."""

from dataclasses import dataclass

FILINGS_A_YEAR = {2019: 900, 2020: 1150, 2021: 1400, 2022: 1640, 2023: 1700, 2024: 1720, 2025: 1730}
DECISIONS_IN_ORDER_A_YEAR = 840
FAST_LANE = 0.15
LEAD_TIME_DAYS = {2023: 105, 2024: 130, 2025: 118}


@dataclass(frozen=True)
class Told:
    """A group of posts (Baustein, Kategorie, Träger, place) with its VZÄ at the 16 Stichtage from 2022 on."""

    group: tuple[str, ...]
    assigned: tuple[float, ...]
    called_off: tuple[float, ...]
    filled: tuple[float, ...]

    @property
    def paths(self) -> tuple[tuple[float, ...], ...]:
        return self.assigned, self.called_off, self.filled


def _years(*of_each_year: float) -> tuple[float, ...]:
    return tuple(amount for amount in of_each_year for _ in range(4))


NONE = _years(0, 0, 0, 0)
IN_TOWNS = _years(0, 0, 0, 2)
POSTS = (
    Told(
        ("1", "koordination", "kreis", ""),
        _years(3, 3, 3, 3),
        (2, 2, 2, 2.5, 2.5, 3, 3, 3, *_years(3, 3)),
        (1, 2, 2, 2, 2.5, 2.5, 3, 3, *_years(3, 3)),
    ),
    Told(
        ("1", "verwaltungsassistenz", "kreis", ""),
        _years(0.5, 0.5, 0.5, 0.5),
        _years(0.5, 0.5, 0.5, 0.5),
        (0, 0.5, 0.5, 0.5, *_years(0.5, 0.5, 0.5)),
    ),
    Told(("1", "koordination_kreisangehoerig", "kommune", "05382068"), _years(1, 1, 1, 1), NONE, NONE),
    Told(
        ("2", "case_management", "kreis", ""),
        _years(9, 18, 18, 18),
        (*_years(5, 7, 7), 1, 1, 1, 1),
        (3, 4, 5, 5, 6, 6, 6, 7, 7, 7, 6, 7, 1, 1, 1, 1),
    ),
    Told(
        ("2", "case_management", "freie_wohlfahrt", ""),
        NONE,
        _years(2, 4, 4, 4),
        (1, 2, 2, 2, 2, 3, 3, 4, *_years(4, 4)),
    ),
    Told(("2", "case_management", "kommune", "05382056"), NONE, IN_TOWNS, IN_TOWNS),
    Told(("2", "case_management", "kommune", "05382060"), NONE, IN_TOWNS, IN_TOWNS),
    Told(("2", "case_management", "kommune", "05382020"), NONE, IN_TOWNS, IN_TOWNS),
    Told(
        ("3", "abh", "kreis", ""),
        _years(2, 3, 3, 3),
        _years(2, 3, 3, 3),
        (1, 1, 2, 2, 2, 2, 2.5, 2.5, *_years(2.5, 3)),
    ),
    Told(
        ("3", "ebh", "kreis", ""),
        _years(2, 3, 3, 3),
        _years(2, 3, 3, 3),
        (1, 1, 1.5, 2, 2, 2.5, 3, 3, *_years(3, 3)),
    ),
)
