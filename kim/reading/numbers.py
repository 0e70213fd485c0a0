"""Which decimal mark a file uses, told by its own numbers or asked, never guessed."""

import re
from collections.abc import Callable, Mapping

from kim.errors import Issue
from kim.reading.layout import Question

MARKS = (",", ".")
UNCLEAR = "zahlformat_unklar"


def number_pattern(mark: str) -> str:
    """A whole number or decimal fraction with this mark; thousands may stand in groups of three."""
    group = "." if mark == "," else ","
    grouped = rf"[1-9]\d{{0,2}}(?:[{group}]\d{{3}})+|[1-9]\d{{0,2}}(?: \d{{3}})+"
    return rf"[-+]?(?:{grouped}|\d+)(?:[{mark}]\d+)?"


_PATTERNS = {mark: re.compile(number_pattern(mark)) for mark in MARKS}


def mark_of(text: str) -> str | None:
    """The mark a number speaks for; "?" where it can be read with either and means two different numbers.

    `1.234,5` and `12,5` speak for the comma, `1,234.5` and `12.5` for the point; `1.234` is "?", `7` None.
    """
    possible = [mark for mark in MARKS if _PATTERNS[mark].fullmatch(text)]
    if not possible or not re.search("[.,]", text):
        return None
    return possible[0] if len(possible) == 1 else "?"


def decide_mark(
    columns: Mapping[str, Mapping[str, str]], given: str | None
) -> tuple[str | None, tuple[str, str, str] | None]:
    """The decimal mark of the file, and the objection; `columns`: name → text of the file → number in it.

    The second part is None or (code of the issue, column, text): `zahlformat_widerspruechlich` where both
    marks are used, `zahlformat_unklar` where every number with a mark could be read both ways.
    """
    if given:
        return given, None
    found = [(mark_of(n), name, text) for name, texts in columns.items() for text, n in texts.items()]
    counted = {mark: sum(m == mark for m, _, _ in found) for mark in (*MARKS, "?")}
    if counted[","] and counted["."]:
        rarer = min(MARKS, key=lambda mark: counted[mark])
        return None, ("zahlformat_widerspruechlich", *_first(found, rarer))
    if counted["?"] and not counted[","] and not counted["."]:
        return None, (UNCLEAR, *_first(found, "?"))
    return next((mark for mark in MARKS if counted[mark]), None), None


def reader(unit: str | None) -> Callable[[str], str]:
    """A function that takes the column's unit and Swiss groups (1'234) off a number and keeps all else."""
    ending = re.compile(rf"\s*(?:{re.escape(unit)})\.?$", re.IGNORECASE) if unit else None

    def read(text: str) -> str:
        number = re.sub(r"(?<=\d)['\u2019](?=\d{3})", "", " ".join(text.split()))
        return ending.sub("", number) if ending else number

    return read


def mark_question(text: str) -> Question:
    """What a number such as 1.234 is; `text` may have its unit behind it."""
    example = re.search(r"\d+[.,]\d{3}", text)[0]
    whole, sign, fraction = example[:-4], example[-4], example[-3:]
    read = {mark: f"{whole},{fraction}" if mark == sign else f"{whole}{fraction}" for mark in MARKS}
    words = {",": "Dezimalkomma", ".": "Dezimalpunkt"}
    choices = {mark: f"{words[mark]}: »{example}« ist {read[mark]}" for mark in MARKS}
    return Question("decimal_mark", f"Welche Zahl ist »{example}«?", choices, "--decimal")


def number_issue(code: str, value: str, **place: object) -> Issue:
    """The question about decimal marks that only the sender can answer."""
    if code == UNCLEAR:
        message = f"»{value}« kann eine Zahl über tausend sein oder eine mit drei Nachkommastellen."
        expected = "eine Zahl, die nur auf eine Weise gelesen werden kann"
        remedy = "Schreiben Sie Zahlen ohne Tausenderzeichen, oder geben Sie das Dezimalzeichen der Datei an."
    else:
        message = "In der Datei stehen Zahlen mit Dezimalkomma und Zahlen mit Dezimalpunkt."
        expected = "in der ganzen Datei entweder 1.234,5 oder 1,234.5"
        remedy = "Vereinheitlichen Sie die Schreibweise der Zahlen in der Datei."
    return Issue(code, "error", message, expected, remedy, value=value, **place)


def _first(found: list[tuple[str | None, str, str]], mark: str) -> tuple[str, str]:
    return next((name, text) for m, name, text in found if m == mark)
