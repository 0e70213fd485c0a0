"""`make bench`: checking 50,000 rows of XLSX and a million of CSV, beside frictionless and pandera."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import xlsxwriter

from kim import engine
from kim.datasets import ROOT, Dataset, load_dataset, spellings

OTHERS = ROOT / ".venv-bench" / "bin" / "python"
SENDER, DAY = "EBH-05382", date(2025, 12, 31)
COLUMNS = (
    "vorgang_id", "behoerde_id", "anliegen", "personen", "terminanfrage_am", "termin_am", "eingang_am",
    "vollstaendig_am", "bearbeitungsbeginn_am", "entscheidung_am", "entscheidung", "vorgezogen",
)  # fmt: skip
ROWS = """
    with drawn as (
        select
            range as i,
            date '2022-01-03' + cast(hash(range) % 1300 as integer) as eingang,
            cast(30 + hash(range + 7) % 700 as integer) as dauer,
            hash(range + 13) % 100 as los
        from range({rows})
    )
    select
        'E-' || lpad(cast(i as varchar), 7, '0'),
        '{sender}',
        ['stag_8', 'stag_9', 'stag_10', 'sonst'][1 + i % 4],
        cast(1 + los % 4 as varchar),
        strftime(eingang - 40, '%d.%m.%Y'),
        strftime(eingang - 3, '%d.%m.%Y'),
        strftime(eingang, '%d.%m.%Y'),
        strftime(eingang + 12, '%d.%m.%Y'),
        strftime(eingang + 20, '%d.%m.%Y'),
        case when eingang + dauer <= date '{day}' then strftime(eingang + dauer, '%d.%m.%Y') end,
        case when eingang + dauer <= date '{day}' then
            case when los < 80 then 'positiv' when los < 88 then 'abgelehnt' else 'zurueckgenommen' end
        end,
        case when los < 10 then 'ja' else 'nein' end
    from drawn
    order by i
"""


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="kim-bench-") as folder:
        work = Path(folder)
        schema = work / "schema.json"
        schema.write_text(json.dumps(_schema(load_dataset("antraege"))), encoding="utf-8")
        print("Anträge prüfen, jede Messung in einem eigenen Prozess; Verhältnis: KIM-Monitor geteilt durch")
        print("den Vergleich, unter 1 ist KIM-Monitor schneller oder sparsamer.\n")
        print("| Datei | womit | Sekunden | MB | Fehler | Verhältnis Zeit | Verhältnis Speicher | Ziel |")
        print("|---|---|--:|--:|--:|--:|--:|---|")
        for path, goal in ((_workbook(work, 50_000), "5 s"), (_text(work, 1_000_000), "20 s, 2.000 MB")):
            _compare(path, schema, goal)


def _compare(path: Path, schema: Path, goal: str) -> None:
    ours = _run([sys.executable, "-c", f"from tests import bench_checking as b; b.measure({str(path)!r})"])
    _show(path, "KIM-Monitor", ours, "", "", goal)
    for name in ("pandera", "frictionless"):
        if not OTHERS.exists():
            print(f"{name} ist nicht eingerichtet (make bench richtet es ein)", file=sys.stderr)
            continue
        theirs = _run([str(OTHERS), str(ROOT / "tests" / "bench_others.py"), name, str(path), str(schema)])
        ratios = (f"{ours[what] / theirs[what]:.2f}".replace(".", ",") for what in ("seconds", "megabytes"))
        _show(path, name, theirs, *ratios, "")


def _show(path: Path, name: str, found: dict, time: str, memory: str, goal: str) -> None:
    seconds = f"{found['seconds']:.1f}".replace(".", ",")
    print(
        f"| {path.name} | {name} | {seconds} | {found['megabytes']:.0f} | {found['errors']}"
        f" | {time} | {memory} | {goal} |",
        flush=True,
    )


def measure(path: str) -> None:
    """What our measuring process does: check one file against an empty store."""
    from kim.intake import Submission, check_file
    from kim.store import Store

    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as store:
        file = Submission(Path(path).read_bytes(), Path(path).name, "antraege", SENDER, DAY)
        check = check_file(Store(store), file, date(2026, 1, 20))
    print(json.dumps({"seconds": time.perf_counter() - start, "errors": check.counts.muss}))


def _run(command: list[str]) -> dict:
    """What the process says of itself, and the most memory it and its own processes had at one time."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        most = 0
        while process.poll() is None:
            most = max(most, _resident(process.pid))
            time.sleep(0.02)
        said = process.stdout.read()
    if process.returncode:
        raise SystemExit(f"Die Messung ist gescheitert: {' '.join(command)}")
    return {**json.loads(said.splitlines()[-1]), "megabytes": most / 1e6}


def _resident(pid: int) -> int:
    """Bytes in memory of a process and those it started; the peak a process tells of itself counts what its
    parent had before it began."""
    with suppress(OSError):  # it may end while it is looked at
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return pages * os.sysconf("SC_PAGE_SIZE") + sum(_resident(int(child)) for child in children)
    return 0


def _schema(dataset: Dataset) -> dict:
    """The rules of the declaration that all three can express."""
    columns = [
        {
            "heading": column.label,
            "type": column.type,
            "required": column.required,
            "minimum": column.minimum if column.type == "integer" else None,
            "enum": sorted(_written(column.codes)) if column.codes else None,
        }
        for column in (dataset.column(name) for name in COLUMNS)
    ]
    label = {column.name: column.label for column in dataset.columns}
    return {
        "columns": columns,
        "key": [label["behoerde_id"], label["vorgang_id"]],
        "ordered": [
            [label["eingang_am"], label["entscheidung_am"]],
            [label["eingang_am"], label["vollstaendig_am"]],
        ],
        "both": [[label["entscheidung_am"], label["entscheidung"]]],
    }


def _written(codes: str) -> set[str]:
    listed = spellings(codes)
    return {*listed["spelling"], *listed["code"]}


def _rows(rows: int) -> Iterator[tuple[str | None, ...]]:
    connection = engine.connect()
    table = engine.arrow(connection, ROWS.format(rows=rows, sender=SENDER, day=DAY))
    labels = [load_dataset("antraege").column(name).label for name in COLUMNS]
    yield tuple(labels)
    for batch in table.to_batches():
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _text(work: Path, rows: int) -> Path:
    path = work / f"antraege_{rows}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(";".join(cell or "" for cell in row) + "\n" for row in _rows(rows))
    return path


def _workbook(work: Path, rows: int) -> Path:
    path = work / f"antraege_{rows}.xlsx"
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("Anträge")
    for line, row in enumerate(_rows(rows)):
        for place, cell in enumerate(row):
            if cell:
                sheet.write_string(line, place, cell)
    book.close()
    return path


if __name__ == "__main__":
    main()
