"""`python -m tests.fuzz --minutes 10`: broken files for the readers; only findings may come."""

import argparse
import random
import time
import traceback
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
)


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
    broken = bytearray(content)
    for _ in range(rng.randint(1, 6)):
        _break(rng, broken)
    if rng.random() < 0.1:
        name = f"datei.{rng.choice(SUFFIXES)}"
    return name, bytes(broken)


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
        slowest, seed = max(slowest, time.monotonic() - start), seed + 1
    print(f"{seed - options.seed} Dateien, die langsamste in {slowest:.2f} s")


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
            print(f"seed {seed}, {dataset_id}, {name}")
            traceback.print_exc()


if __name__ == "__main__":
    main()
