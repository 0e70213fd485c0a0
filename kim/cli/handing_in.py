"""Commands that check and hand in files, take them back, and keep house in the store."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from kim.checking import Checker
from kim.cli.files import Given, Named, add_file_arguments, given, named_files
from kim.cli.findings import show_checks
from kim.cli.parser import Verbs, add_verb
from kim.cli.printing import print_records, show_progress
from kim.errors import KimError, Refused
from kim.exports.korrekturmappe import befunde, korrekturmappe
from kim.intake import Check, check_file, drop_draft, submit_batch, tidy
from kim.intake import drafts as kept_drafts
from kim.intake import erase as remove
from kim.intake import restore as bring_back
from kim.intake import withdraw as take_back
from kim.stand import build_stand, clean_up, rebuild_erased, told_of
from kim.store import Receipt, Store

REBUILT = {None: "zu prüfen", "": "nichts mehr da"}  # what is told instead of a new id


def add_verbs(verbs: Verbs) -> None:
    _add_check(add_verb(verbs, "check", check, "Dateien prüfen, ohne sie einzureichen"))
    handed = add_verb(verbs, "submit", submit, "Dateien einreichen, alle oder keine, und den Stand neu bauen")
    add_file_arguments(handed)
    handed.add_argument("--note", default="", help="freie Bemerkung")
    handed.add_argument("--no-build", action="store_true", help="keinen neuen Stand bauen")
    _add_change(add_verb(verbs, "withdraw", withdraw, "eine Einreichung zurückziehen"))
    _add_change(add_verb(verbs, "restore", restore, "eine zurückgezogene Einreichung wieder gelten lassen"))
    gone = add_verb(
        verbs, "erase", erase, "eine Einreichung mit allem, was von ihr da ist, endgültig löschen"
    )
    _add_change(gone)
    begun = add_verb(verbs, "drafts", drafts, "begonnene Einreichungen aufzählen oder verwerfen")
    begun.add_argument("--sender", help="nur die eines Absenders")
    begun.add_argument("--drop", metavar="NUMMER", help="diese verwerfen")
    add_verb(verbs, "leftovers", leftovers, "was unterbrochene Läufe hinterlassen haben")


def _add_check(verb: argparse.ArgumentParser) -> None:
    add_file_arguments(verb)
    written = verb.add_argument_group("Was geschrieben wird (bei einer einzelnen Datei)")
    written.add_argument("--report", metavar="XLSX", help="die Liste der Befunde")
    written.add_argument(
        "--correction", metavar="XLSX", help="die Korrekturmappe: die Datei, mit Anmerkungen"
    )
    written.add_argument("--mapping-out", metavar="LESART", help="die Zuordnung mit Vorschlägen, als JSON")


def _add_change(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("submission", metavar="QUITTUNG", help="Nummer der Quittung")
    verb.add_argument("--reason", required=True, help="Grund")


def check(options: argparse.Namespace) -> int:
    store, checker = Store(), Checker()
    files = named_files(options, complete=False)
    if len(files) > 1 and (options.report or options.correction or options.mapping_out):
        raise KimError("Dateien werden zu einer einzelnen geprüften Datei geschrieben; nennen Sie nur eine.")
    found = [
        (check_file(store, file.submission, checker=checker), file) for file in given(store, files, options)
    ]
    show_checks([(checked, file.remembered) for checked, file in found], options)
    _write(found[0][0], options)
    return 0 if all(checked.accepted for checked, _ in found) else 1


def submit(options: argparse.Namespace) -> None:
    store = Store()
    files = named_files(options, complete=True)
    receipts = _hand_in(store, files, options)
    stand = {} if options.no_build else {"stand": build_stand(store, on_progress=show_progress)}
    print_records([_receipt_record(receipt) | stand for receipt in receipts], options.format)


def withdraw(options: argparse.Namespace) -> None:
    manifest = take_back(Store(), options.submission, options.reason)
    _told(options, "zurückgezogen", f"(Manifest {manifest.version})")


def restore(options: argparse.Namespace) -> None:
    manifest = bring_back(Store(), options.submission, options.reason)
    _told(options, "wiederhergestellt", f"(Manifest {manifest.version})")


def erase(options: argparse.Namespace) -> None:
    """Erase, then build every Stand again that rests on it; what a person has to look at is said."""
    store = Store()
    remove(store, options.submission, options.reason)
    print(f"{options.submission} ist gelöscht.", file=sys.stderr)
    rebuilt = rebuild_erased(store)
    print_records(
        [{"stand": stand.old, "neu": REBUILT.get(stand.new, stand.new)} for stand in rebuilt], options.format
    )
    for text in told_of(store):
        print(text, file=sys.stderr)


def drafts(options: argparse.Namespace) -> None:
    store = Store()
    if options.drop:
        drop_draft(store, options.drop)
    records = [
        {
            "entwurf": draft.id,
            "absender": draft.sender or "",
            "datensatz": draft.dataset or "",
            "stichtag": str(draft.stichtag or ""),
            "datei": draft.file_name,
            "begonnen": draft.created_at,
        }
        for draft in kept_drafts(store, options.sender)
    ]
    print_records(records, options.format)


def leftovers(options: argparse.Namespace) -> None:
    store = Store()
    left = store.leftovers()
    tidy(store)
    for stand in rebuild_erased(store):
        if stand.new is not None:
            done = "neu gebaut" if stand.new else "entfernt"
            left.append(f"weil Angaben gelöscht wurden, {done}: {stand.old}")
    clean_up(store)
    print_records([{"rest": text} for text in [*left, *told_of(store)]], options.format)


def _hand_in(store: Store, files: Sequence[Named], options: argparse.Namespace) -> list[Receipt]:
    """All files as one batch; what goes wrong with one of several is said with its name."""
    current = ""

    def one_by_one():
        nonlocal current
        for file in given(store, files, options):
            current = file.submission.file_name
            _say_remembered(file)
            yield file.submission

    try:
        return submit_batch(store, one_by_one())[1]
    except Refused:
        raise
    except KimError as error:
        raise (
            error if len(files) == 1 else KimError(f"{current}: {error} Nichts wurde eingereicht.")
        ) from None


def _say_remembered(file: Given) -> None:
    if file.remembered.columns or file.remembered.codes:
        name = file.submission.file_name
        print(f"{name}: Spalten und Codes wie in der letzten Datei zugeordnet.", file=sys.stderr)


def _write(checked: Check, options: argparse.Namespace) -> None:
    written = (
        (options.report, befunde, "Befunde"),
        (options.correction, korrekturmappe, "Korrekturmappe"),
        (options.mapping_out, _mapping, "Zuordnung; sehen Sie die Vorschläge darin durch"),
    )
    for path, make, what in written:
        if path:
            Path(path).write_bytes(make(checked))
            print(f"Geschrieben: {path} ({what}).", file=sys.stderr)


def _mapping(checked: Check) -> bytes:
    """The Lesart of a checked file with the proposals that are sure, to be looked through and used."""
    layout, lesart = checked.sheet.layout, checked.submission.lesart
    columns = {p.name: p.heading for p in layout.column_proposals}
    codes: dict[str, dict[str, str]] = {}
    for p in layout.code_proposals:
        if p.sure:
            codes.setdefault(p.name, {})[p.spelling] = p.code
    proposed = lesart.over(type(lesart)(columns=columns, codes=codes))
    return proposed.as_json().encode()


def _receipt_record(receipt: Receipt) -> dict[str, object]:
    return {
        "quittung": receipt.submission,
        "datei": receipt.file_name,
        "zeilen": receipt.rows,
        "sha256": receipt.sha256,
        "eingegangen": receipt.received_at,
    }


def _told(options: argparse.Namespace, what: str, *more: str) -> None:
    if options.format == "table":
        print(f"{' '.join([options.submission, 'ist', what, *more])}. `stand build` baut den neuen Stand.")
    else:
        print_records([{"quittung": options.submission, "status": what}], options.format)
