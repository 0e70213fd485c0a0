"""What unknown headings and unknown spellings of codes probably mean: proposed, never applied."""

import re
from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz, process

from kim.datasets import Column, Dataset, codes_of, spellings
from kim.reading.dates import is_open, is_serial
from kim.reading.headings import Heading, plain
from kim.reading.layout import CodeProposal, ColumnProposal
from kim.reading.lesart import NOT_THERE, Lesart
from kim.reading.numbers import mark_of
from kim.reading.spellings import known_spellings, plain_spelling

LIKELY = 65  # from this likeness on (0 to 100) a column is proposed
LIKELY_CODE = 60
SURE_CODE = 85  # from this likeness on a code is chosen beforehand
LEAD = 10  # and only if every other code is less like it by so much
CONTENT = 0.4  # share of the content in the likeness; the rest is that of the names
SAMPLE = 50  # different values of a column that are looked at
MOST_CODES = 100  # spellings of one column that are proposed one by one
NEGATION = re.compile(r"\b(nicht|kein\w*|ohne|un(?!d\b|ter)\w+)\b", re.IGNORECASE)
DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}-\d{2}-\d{2}.*")


def propose_columns(
    dataset: Dataset, heading: Heading, texts: Sequence[pa.Array], lesart: Lesart
) -> Iterator[ColumnProposal]:
    """For each of our columns that the file does not name the unknown column most like it, each once."""
    refused = {name for name, told in lesart.columns.items() if told == NOT_THERE}
    open_columns = [c for c in dataset.columns if c.name not in heading.words and c.name not in refused]
    likeness = [
        (_likeness(column, heading.names[place], _samples(texts[place])), column.name, place)
        for column in open_columns
        for place in heading.unknown
        if not heading.is_personal(place)
    ]
    used: set[object] = set()
    for score, name, place in sorted(likeness, key=lambda found: -found[0]):
        if score >= LIKELY and not used & {name, place}:
            used |= {name, place}
            yield ColumnProposal(name, heading.names[place], round(score))


def propose_codes(
    columns: Mapping[str, Column], cells: Mapping[str, pa.Array], lesart: Lesart
) -> Iterator[CodeProposal]:
    """Unknown spellings in columns of codes, the most frequent first, with the code most like them."""
    for name, column in columns.items():
        if column.type != "code" or name not in cells:
            continue
        told = {s for s, code in lesart.codes.get(name, {}).items() if code in codes_of(column.codes)}
        known = {*known_spellings(column.codes), *map(plain_spelling, told)}
        counted = pc.value_counts(cells[name]).to_pylist()
        unknown = [
            (c["values"], c["counts"])
            for c in counted
            if c["values"] and plain_spelling(c["values"]) not in known
        ]
        for spelling, count in sorted(unknown, key=lambda found: -found[1])[:MOST_CODES]:
            code, sure = _most_like(spelling, column.codes)
            yield CodeProposal(name, spelling, count, code, sure)


def _likeness(column: Column, heading: str, samples: Sequence[str]) -> float:
    """0 to 100: how much a heading reads like one of the column's names, and how well the content fits."""
    names = max(fuzz.token_set_ratio(_words(heading), _words(known)) for known in column.headings)
    close = max(fuzz.ratio(plain(heading), plain(known)) for known in column.headings)
    fit = sum(_fits(sample, column) for sample in samples) / len(samples) if samples else 0.5
    if samples and fit < 0.5:
        return 0
    return (1 - CONTENT) * max(0.9 * names, close) + CONTENT * 100 * fit * _telling(column)


def _telling(column: Column) -> float:
    """How much it says that content fits: any text fits a column of text, any number one of numbers."""
    if column.type in ("code", "boolean") or column.pattern:
        return 1
    return {"date": 0.7, "text": 0.5}.get(column.type, 0.6)


def _fits(sample: str, column: Column) -> float:
    """0 to 1: whether a sample may be a value of the column; a spelling of a code may be a new one."""
    match column.type:
        case "code":
            known = plain_spelling(sample) in known_spellings(column.codes)
            return 1 if known else 0.6 if _most_like(sample, column.codes)[0] else 0
        case "date":
            return bool(DAY.fullmatch(sample)) or is_open(sample) or is_serial(sample)
        case "decimal" | "integer":
            return sample.isdecimal() or mark_of(sample) is not None
        case "boolean":
            return plain_spelling(sample) in ("ja", "nein", "j", "n", "0", "1", "x")
        case _:
            return _fits_text(sample, column)


def _fits_text(sample: str, column: Column) -> bool:
    if column.pattern:
        return bool(re.fullmatch(column.pattern, sample))
    return not DAY.fullmatch(sample) and (not column.pseudonym or any(map(str.isdecimal, sample)))


def _samples(text: pa.Array) -> list[str]:
    return pc.drop_null(pc.unique(text))[:SAMPLE].to_pylist()


def _most_like(spelling: str, codes: str) -> tuple[str | None, bool]:
    """The code that a spelling is most like, if any, and whether nothing speaks for another one."""
    alike = _alike(spelling, codes)
    if not alike:
        return None, False
    code, best = alike[0]
    second = alike[1][1] if len(alike) > 1 else 0
    return code, best >= SURE_CODE and best - second >= LEAD


def _alike(spelling: str, codes: str) -> list[tuple[str, float]]:
    """Codes with their likeness, the most like first; what is denied is like nothing that is not."""
    listed = spellings(codes)
    found = process.extract(
        _words(spelling),
        listed["spelling"].map(_words),
        scorer=fuzz.token_set_ratio,
        score_cutoff=LIKELY_CODE,
        limit=None,
    )
    denied = bool(NEGATION.search(spelling))
    best: dict[str, float] = {}
    for text, likeness, place in found:
        if bool(NEGATION.search(text)) == denied:
            best.setdefault(listed["code"].iloc[place], likeness)
    return list(best.items())


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold().replace("_", " ")))
