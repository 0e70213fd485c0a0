"""Run on its own: the worksheets of a workbook on standard input as a pickle on standard output.

The reader of workbooks takes its whole process with it when a broken file makes it ask for too much memory;
so it gets a process that nobody misses. This file imports nothing of the project, so that it starts at once;
the limits come as arguments. What it answers is (word, …): sheets, password, far, bad_cell or broken.
"""

import gc
import io
import pickle
import re
import sys

import python_calamine

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
Columns = list[list[object]]


def limit_memory(limit: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def worksheets(content: bytes, cells: int, columns: int, signs: int, text: int) -> tuple:
    """Name, whether it is shown, columns and merged cells of each worksheet."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    shown, kind = python_calamine.SheetVisibleEnum.Visible, python_calamine.SheetTypeEnum.WorkSheet
    found, known = [], {}
    for listed in book.sheets_metadata:
        if listed.typ == kind:
            sheet = book.get_sheet_by_name(listed.name)
            height, width = (last + 1 for last in sheet.end or (-1, -1))
            if width > columns or height * width > cells:
                return "far", listed.name
            rows = sheet.to_python(skip_empty_area=False)
            held = [shared(column, known) for column in zip(*rows, strict=True)]
            if bad := bad_cell(held, known, signs):
                return "bad_cell", listed.name, *bad
            if sum(map(len, known)) > text:
                return "far", listed.name
            found.append((listed.name, listed.visible == shown, held, list(sheet.merged_cell_ranges or ())))
    return "sheets", found


def shared(column: tuple, known: dict) -> list[object]:
    """Equal texts as one object: the pickle holds it once, and so does its reader."""
    return [known.setdefault(cell, cell) if type(cell) is str else cell for cell in column]


def bad_cell(columns: Columns, known: dict, signs: int) -> tuple[int, int, bool] | None:
    """Line and column of a text that no table holds, and whether that is for its length."""
    bad = next((text for text in known if len(text) > signs or CONTROL.search(text)), None)
    if bad is None:
        return None
    column = next(place for place, cells in enumerate(columns) if bad in cells)
    return columns[column].index(bad), column, len(bad) > signs


def main() -> None:
    gc.disable()  # a list of cells holds no circles
    memory, *limits = map(int, sys.argv[1:])
    limit_memory(memory)
    try:
        answer: tuple = worksheets(sys.stdin.buffer.read(), *limits)
    except python_calamine.PasswordError:
        answer = ("password",)
    except MemoryError:
        answer = ("far", None)
    except BaseException:  # noqa: BLE001 - panics of the reader are no Exceptions; whatever it is, it is no workbook
        answer = ("broken",)
    sys.stdout.buffer.write(pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))


if __name__ == "__main__":
    main()
