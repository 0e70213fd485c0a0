"""`python -m tests.fuzz --minutes 10`: broken files for the readers; only findings may come, and soon."""

import argparse
import io
import random
import resource
import time
import traceback
import zipfile
from functools import cache
from pathlib import Path

from kim.checking import Checker, Context
from kim.datasets import load_dataset
from kim.errors import KimError
from kim.reading import read
from tests.made_dialects import CONTENT, DAY, DIALECTS, SENDERS, write

FOUND = Path("fuzz_found")  # files that broke a reader, to be kept as cases
SUFFIXES = ("csv", "tsv", "txt", "xlsx", "xls", "ods")
BAD = (
    b"\0",
    b'"',
    b";",
    b"\r",
    b"\n",
    b"\xff",
    b"<!DOCTYPE a>",
    b"PK\x03\x04",
    b"=1+1",
    b"9" * 40,
    b"\xef\xbb\xbf",
    b"&#x1;",
    b"_x0000_",
    b'r="XFD1048576"',
    b"<f>[1]A!B1</f>",
    b'table:number-rows-repeated="99999999"',
    b"\x06\x00\x16\x00",
    b"\xff\xff\xff\x7f",
)
SLOW = 20  # seconds that a small file may never take


@cache
def seeds() -> list[tuple[str, bytes]]:
    """Good files in every dialect: name and content."""
    return [
        (f"datei.{dialect.suffix}", write(dialect, name)) for dialect in DIALECTS.values() for name in CONTENT
    ]


def mutate(seed: int) -> tuple[str, bytes]:
    """A file that was good once: bits turned, parts cut, doubled, swapped or mixed with another file."""
    rng = random.Random(seed)
    name, content = rng.choice(seeds())
    inside = content.startswith(b"PK") and rng.random() < 0.8
    broken = _broken_inside(rng, content) if inside else _broken(rng, content)
    if rng.random() < 0.1:
        name = f"datei.{rng.choice(SUFFIXES)}"
    return name, broken


def _broken_inside(rng: random.Random, content: bytes) -> bytes:
    """An archive that is whole, with broken parts in it: the checksums of an archive hide them otherwise."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        chosen = rng.choice([name for name in old.namelist() if name.endswith((".xml", ".rels"))])
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _broken(rng, part) if name == chosen or "sheet1" in name else part)
    return buffer.getvalue()


def _broken(rng: random.Random, content: bytes) -> bytes:
    broken = bytearray(content)
    for _ in range(rng.randint(1, 6)):
        _break(rng, broken)
    return bytes(broken)


def _break(rng: random.Random, content: bytearray) -> None:
    at = rng.randrange(len(content) + 1)
    match rng.randrange(6):
        case 0 if content:
            content[at % len(content)] ^= 1 << rng.randrange(8)
        case 1:
            del content[at:]
        case 2:
            content[at:at] = content[at : at + rng.randint(1, 500)]
        case 3:
            content[at:at] = rng.choice(BAD)
        case 4:
            other = rng.choice(seeds())[1]
            content[at:] = other[rng.randrange(len(other)) :]
        case _:
            del content[at : at + rng.randint(1, 200)]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--minutes", type=float, default=10)
    arguments.add_argument("--seed", type=int, default=0)
    options = arguments.parse_args()
    checker, end, seed, slowest = Checker(), time.monotonic() + 60 * options.minutes, options.seed, 0.0
    while time.monotonic() < end:
        start = time.monotonic()
        _try(checker, seed)
        took = time.monotonic() - start
        if took > SLOW:
            print(f"seed {seed}: {took:.0f} s", flush=True)
        slowest, seed = max(slowest, took), seed + 1
    most = [
        resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    print(f"{seed - options.seed} Dateien, die langsamste in {slowest:.2f} s, höchstens {most} MB")


def _try(checker: Checker, seed: int) -> None:
    name, content = mutate(seed)
    for dataset_id in CONTENT:
        dataset = load_dataset(dataset_id)
        try:
            sheet = read(content, name, dataset)
            checker.check(sheet, dataset, Context(SENDERS[dataset_id], DAY, DAY))
        except KimError:
            continue
        except Exception:
            FOUND.mkdir(exist_ok=True)
            (FOUND / f"{seed}_{dataset_id}_{name}").write_bytes(content)
            print(f"seed {seed}, {dataset_id}, {name}", flush=True)
            traceback.print_exc()


if __name__ == "__main__":
    main()
