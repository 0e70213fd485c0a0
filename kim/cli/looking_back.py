"""Commands that say what became of files, and those that ask their senders."""

import argparse

from kim.cli.parser import Verbs, add_verb, add_verbs_below, day
from kim.cli.printing import as_json, print_records
from kim.datasets import load_dataset
from kim.errors import KimError
from kim.intake import Rueckfrage, senders
from kim.intake import answer as give_answer
from kim.intake import ask as put_question
from kim.intake import difference as compare_rows
from kim.intake import history as past_of
from kim.intake import rueckfragen as questions
from kim.store import Store

KINDS = {"added": "neu", "changed": "geändert", "gone": "weg"}


def add_verbs(verbs: Verbs) -> None:
    add_verb(verbs, "receipts", receipts, "alle Quittungen aufzählen")
    past = add_verb(verbs, "history", history, "was ein Absender eingereicht hat und was daraus wurde")
    past.add_argument("--sender", required=True, help="Kreis, Behörde oder redaktion")
    past.add_argument("--dataset", help="nur dieser Datensatz")
    compared = add_verb(verbs, "difference", difference, "Zeilen einer Einreichung gegen die ersetzten")
    compared.add_argument("submission", metavar="QUITTUNG", help="Nummer der Quittung")
    _add_questions(add_verbs_below(verbs, "rueckfragen", "Absendern Fragen stellen und sie beantworten"))


def _add_questions(verbs: Verbs) -> None:
    listed = add_verb(verbs, "list", list_questions, "Rückfragen aufzählen")
    listed.add_argument("--sender", help="nur die an diesen Absender")
    listed.add_argument("--open", action="store_true", help="nur die ohne Antwort")
    asked = add_verb(verbs, "ask", ask, "eine Rückfrage stellen")
    asked.add_argument("text", help="die Frage")
    asked.add_argument("--sender", required=True, help="Kreis, Behörde oder redaktion")
    asked.add_argument("--dataset", required=True, help="Datensatz, um den es geht")
    asked.add_argument("--subject", required=True, help="Kennzahl oder Befund, um den es geht")
    asked.add_argument("--termin", type=day, help="JJJJ-MM-TT, um den es geht")
    asked.add_argument("--link", default="", help="Ansicht, aus der gefragt wird")
    answered = add_verb(verbs, "answer", answer, "eine Rückfrage beantworten")
    answered.add_argument("question", metavar="NUMMER", help="Nummer der Rückfrage")
    answered.add_argument("text", help="die Antwort")


def receipts(options: argparse.Namespace) -> None:
    records = [
        {
            "quittung": r.submission,
            "absender": r.sender,
            "stichtag": str(r.stichtag),
            "datei": r.file_name,
            "zeilen": r.rows,
            "eingegangen": r.received_at,
            "sha256": r.sha256,
        }
        for r in Store().receipts()
    ]
    print_records(records, options.format)


def history(options: argparse.Namespace) -> None:
    records = [
        {
            "quittung": entry.submission,
            "status": entry.status,
            "stichtag": entry.stichtag,
            "eingegangen": entry.received_at,
            "zeilen": entry.receipt.rows if entry.receipt else None,
            "geändert": entry.changed_at,
            "grund": entry.reason,
        }
        for entry in past_of(Store(), options.sender, options.dataset)
    ]
    print_records(records, options.format)


def difference(options: argparse.Namespace) -> None:
    """Counts, and the keys of some rows; CSV has the keys alone."""
    found = compare_rows(Store(), options.submission)
    counts = {word: getattr(found, name) for name, word in KINDS.items()}
    keys = [{"art": KINDS[name], "schlüssel": key} for name in KINDS for key in found.keys[name]]
    if options.format == "json":
        print(as_json({"ersetzt": found.previous, **counts, "schlüssel": keys}))
        return
    if options.format == "table":
        print(f"Ersetzt: {', '.join(found.previous) or 'nichts'}")
        print(", ".join(f"{count} {word}" for word, count in counts.items()) + " (Zeilen)")
    print_records(keys, options.format)


def list_questions(options: argparse.Namespace) -> None:
    found = questions(Store(), options.sender, options.open)
    print_records([_question_record(question) for question in found], options.format)


def ask(options: argparse.Namespace) -> None:
    if options.sender not in senders(load_dataset(options.dataset)):
        raise KimError(f"»{options.sender}« reicht den Datensatz {options.dataset} nicht ein.")
    termin = str(options.termin) if options.termin else None
    about = (options.sender, options.dataset, options.subject, options.text, options.link, termin)
    print_records([_question_record(put_question(Store(), *about))], options.format)


def answer(options: argparse.Namespace) -> None:
    print_records([_question_record(give_answer(Store(), options.question, options.text))], options.format)


def _question_record(question: Rueckfrage) -> dict[str, object]:
    return {
        "rueckfrage": question.id,
        "absender": question.sender,
        "datensatz": question.dataset,
        "gegenstand": question.subject,
        "termin": question.termin or "",
        "frage": question.text,
        "gestellt": question.asked_at,
        "antwort": question.answer or "",
        "beantwortet": question.answered_at or "",
    }
