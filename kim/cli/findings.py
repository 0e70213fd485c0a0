"""What checking found, for people and for machines: how a file was understood, and the three lists."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date

from kim.cli.files import MARKS
from kim.cli.printing import as_json, print_records
from kim.errors import SEVERITIES, Issue, Refused, blocking
from kim.formats import NBSP, number, unit_word, with_unit
from kim.intake import Check
from kim.reading import CodeProposal, Layout, Lesart, Question

FIELDS = (
    "code", "severity", "case", "period", "message", "sheet", "row", "column", "cell", "value", "expected",
    "remedy", "count",
)  # fmt: skip
MOST = 20  # lines that are shown one by one
TITLES = {"error": "Muss behoben werden", "warning": "Bitte prüfen", "hint": "Hinweise"}
FLAGS = {
    "zahlformat_unklar": "--decimal comma oder --decimal point",
    "datum_unklar": "--dates TMJ, --dates MTJ oder --dates JMT",
    "strich_unklar": "--dash null oder --dash leer",
    "code_unbekannt": "--mapping LESART; --mapping-out schreibt eine mit Vorschlägen",
    "spalte_fehlt": "--mapping LESART; --mapping-out schreibt eine mit Vorschlägen",
    "weiteres_blatt": "--sheet NAME",
}


def show_checks(found: Sequence[tuple[Check, Lesart]], options: argparse.Namespace) -> None:
    """Everything that checking some files gave; with each the Lesart that was remembered for it."""
    by_file = [(check.submission.file_name, check.issues) for check, _ in found]
    if options.format == "json":
        files = [_file_record(check, remembered) for check, remembered in found]
        print(as_json({"files": files, **_findings(by_file, options)}))
    elif options.format == "csv":
        print_records(list(_records(by_file)), "csv")
    else:
        for check, remembered in found:
            print("\n".join(_file_text(check, remembered)))


def show_refused(refused: Refused, options: argparse.Namespace) -> None:
    """The findings against each file that was not stored."""
    by_file = list(refused.by_file.items())
    if options.format == "json":
        print(as_json(_findings(by_file, options)))
    elif options.format == "csv":
        print_records(list(_records(by_file)), "csv")
    else:
        for name, issues in by_file:
            print("\n".join([name, *_lists(issues, dict(options.acknowledge))]))


def _findings(by_file: Sequence[tuple[str, Sequence[Issue]]], options: argparse.Namespace) -> dict:
    reasons = dict(options.acknowledge)
    count = sum(len(blocking(issues, reasons)) for _, issues in by_file)
    return {"findings": list(_records(by_file)), "blocking": count}


def _records(by_file: Iterable[tuple[str, Iterable[Issue]]]) -> Iterator[dict[str, object]]:
    for name, issues in by_file:
        for issue in _ordered(issues):
            flag = FLAGS.get(issue.code)
            yield {"file": name, **{key: getattr(issue, key) for key in FIELDS}, "flag": flag}


def _ordered(issues: Iterable[Issue]) -> list[Issue]:
    return sorted(issues, key=lambda i: (SEVERITIES.index(i.severity), i.code, i.row or 0))


def _file_record(check: Check, remembered: Lesart) -> dict[str, object]:
    submission = check.submission
    return {
        "file": submission.file_name,
        "dataset": submission.dataset,
        "sender": submission.sender,
        "stichtag": submission.stichtag,
        "accepted": check.accepted,
        "layout": asdict(check.sheet.layout),
        "remembered": remembered.as_dict(),
        "counts": asdict(check.counts),
        "passed": [asdict(passed) for passed in check.passed],
    }


def _file_text(check: Check, remembered: Lesart) -> Iterator[str]:
    submission = check.submission
    whose = f"{submission.dataset}, {submission.sender or 'ohne Absender'}, {_day(submission.stichtag)}"
    yield f"{submission.file_name} ({whose})"
    if check.sheet.readable:
        yield from _understood(check.sheet.layout, remembered)
        open_questions = [
            q for q in check.sheet.layout.questions if getattr(submission.lesart, q.field) is None
        ]
        yield from (f"  Frage: {_question(asked)}" for asked in open_questions)
    yield from _lists(check.issues, check.reasons)
    if check.passed:
        yield f"\nGeprüft und in Ordnung: {_counted(len(check.passed), 'Prüfungen')}"
        yield from (f"  {done.text} ({_counted(done.count, done.unit)})" for done in check.passed)
    counts = check.counts
    looked = f"{_counted(counts.zeilen, 'Zeilen')}, {_counted(counts.werte, 'Werte')}"
    can = "kann eingereicht werden" if check.accepted else "kann so nicht eingereicht werden"
    yield f"\nAngesehen: {looked}. Die Datei {can}.\n"


def _understood(layout: Layout, remembered: Lesart) -> Iterator[str]:
    first, last = layout.heading
    sheets = f" (von {len(layout.sheets)} Blättern)" if len(layout.sheets) > 1 else ""
    lines = f"Zeile {first}" if first == last else f"den Zeilen {first}–{last}"
    yield f"  {layout.form}{sheets}; Überschrift in {lines}"
    for column in layout.columns:
        meant = f"→ {column.name} ({column.how})" if column.name else "wird nicht gelesen"
        yield f"    {column.letter:>3}  {column.heading} {meant}"
    if remembered.columns or remembered.codes:
        yield "  Spalten und Codes wie in der letzten Datei zugeordnet; --fresh liest ohne diese Zuordnung."
    formats = (("Zahlen", layout.numbers), ("Tage", layout.dates))
    yield from (f"  {what}: {told}" for what, told in formats if told)
    yield from _left_out(layout)
    yield from _proposals(layout)


def _left_out(layout: Layout) -> Iterator[str]:
    for left in layout.left_out[:MOST]:
        yield f"  Nicht gelesen: Zeile {left.row}, {left.why}: {left.text}"
    more = len(layout.left_out) - MOST
    if more > 0:
        yield f"  … und {number(more)} weitere {unit_word('Zeilen', number(more))}"


def _proposals(layout: Layout) -> Iterator[str]:
    if layout.column_proposals or layout.code_proposals:
        yield "  Vorschläge; --mapping-out schreibt sie in eine Datei, --mapping verwendet sie:"
    for p in layout.column_proposals:
        yield f"    Spalte »{p.heading}« → {p.name} (zu {round(p.likeness)} % ähnlich)"
    for p in layout.code_proposals:
        rows = _counted(p.count, "Zeilen")
        yield f"    »{p.spelling}« in {p.name} ({rows}) → {_proposed(p)}"


def _proposed(proposal: CodeProposal) -> str:
    """What is only like a code is not written into a mapping: somebody has to say it."""
    if proposal.code is None:
        return "kein Vorschlag"
    return proposal.code if proposal.sure else f"vielleicht {proposal.code}; bitte selbst eintragen"


def _question(asked: Question) -> str:
    words = {mark: word for word, mark in MARKS.items()}
    answers = [f"{asked.flag} {words.get(value, value)}: {told}" for value, told in asked.choices.items()]
    return f"{asked.text} {'; '.join(answers)}"


def _lists(issues: Iterable[Issue], reasons: dict[str, str]) -> Iterator[str]:
    for severity in SEVERITIES:
        listed = [issue for issue in _ordered(issues) if issue.severity == severity]
        if listed or severity == "error":
            yield f"\n{TITLES[severity]}: {_counted(len(listed), 'Befunde')}"
        yield from (_issue_text(issue, reasons) for issue in listed)


def _issue_text(issue: Issue, reasons: dict[str, str]) -> str:
    about = ", ".join(part for part in (issue.case, issue.period) if part)
    also = f" ({number(issue.count)} Zeilen)" if issue.count > 1 else ""
    lines = [f"  [{issue.code}] {f'{about}: ' if about else ''}{issue.message}{also}", f"    {_place(issue)}"]
    lines += [f"    erwartet: {issue.expected}", f"    {issue.remedy}"]
    if issue.code in FLAGS:
        lines.append(f"    Auf der Kommandozeile: {FLAGS[issue.code]}")
    if issue.severity == "warning":
        given = reasons.get(issue.code)
        lines.append(
            f"    Begründet: {given}" if given else f"    Begründen: --acknowledge {issue.code}=GRUND"
        )
    return "\n".join(lines)


def _place(issue: Issue) -> str:
    place = (
        f"Blatt {issue.sheet}" if issue.sheet else "",
        f"Zelle {issue.cell}" if issue.cell else f"Zeile {issue.row}" if issue.row else "",
        f"Spalte {issue.column}" if issue.column else "",
    )
    value = f": »{issue.value}«" if issue.value is not None else ""
    return (", ".join(part for part in place if part) or "ganze Datei") + value


def _counted(count: int, unit: str) -> str:
    """With an ordinary space, so that what is printed can be searched for."""
    return with_unit(count, unit).replace(NBSP, " ")


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
