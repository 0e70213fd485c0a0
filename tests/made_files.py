"""Small files of one Kreis as senders hand them in, and what checking them finds."""

from datetime import date

from kim.checking import Checker
from kim.intake import Submission, check_file
from kim.store import Store

DAY = date(2024, 1, 31)
TODAY = date(2024, 2, 8)


def stellen(*rows: str, day: date = DAY, sender: str | None = "05382", **more: object) -> Submission:
    """A file of posts of the Rhein-Sieg-Kreis; rows are `Stichtag;Baustein;Abgerufen;Besetzt`."""
    lines = ["Kreis;Stichtag;Baustein;Abgerufen;Besetzt", *(f"05382;{row}" for row in rows)]
    return Submission("\n".join(lines).encode("cp1252"), "stellen.csv", "stellen", sender, day, **more)


def faelle(name: str = "F-1", day: date = DAY, **more: object) -> Submission:
    content = f"Fall;Kreis;Fallart;Aufnahme am\n{name};05382;CM;15.01.2024\n".encode()
    return Submission(content, f"{name}.csv", "faelle", "05382", day, **more)


def found(submission: Submission, store: Store, checker: Checker, today: date = TODAY) -> list[tuple]:
    return [(i.code, i.row, i.count) for i in check_file(store, submission, today, checker).issues]
