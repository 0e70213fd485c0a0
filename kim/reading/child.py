"""Run on its own: the worksheets of a workbook on standard input as a pickle on standard output.

The reader of workbooks takes its whole process with it when a broken file makes it ask for too much memory;
so it gets a process that nobody misses. This file imports nothing of the project, so that it starts at once.
"""

import io
import pickle
import sys

import python_calamine

MEMORY = 4_000_000_000  # bytes that reading may take


def limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def worksheets(content: bytes) -> list[tuple[str, bool, list[list[object]], list]]:
    """Name, whether it is shown, rows and merged cells of each worksheet."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    shown, kind = python_calamine.SheetVisibleEnum.Visible, python_calamine.SheetTypeEnum.WorkSheet
    found = []
    for listed in book.sheets_metadata:
        if listed.typ == kind:
            sheet = book.get_sheet_by_name(listed.name)
            rows = sheet.to_python(skip_empty_area=False)
            found.append((listed.name, listed.visible == shown, rows, list(sheet.merged_cell_ranges or ())))
    return found


def main() -> None:
    limit_memory()
    try:
        answer: object = worksheets(sys.stdin.buffer.read())
    except python_calamine.PasswordError:
        answer = "password"
    except BaseException:  # noqa: BLE001 - panics of the reader are no Exceptions; whatever it is, it is no workbook
        answer = "broken"
    sys.stdout.buffer.write(pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))


if __name__ == "__main__":
    main()
