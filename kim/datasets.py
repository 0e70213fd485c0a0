"""The declared datasets, reference lists and code lists, loaded from `data/`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from kim.errors import KimError

ROOT = Path(__file__).resolve().parent.parent
DATASETS = ROOT / "data" / "datasets"
REFERENCE = ROOT / "data" / "reference"
SAMPLES = ROOT / "data" / "samples"
REFERENCE_LISTS = ("ki_standorte", "behoerden")
SQL_TYPES = {
    "text": "varchar",
    "code": "varchar",
    "date": "date",
    "decimal": "decimal(12, 2)",
    "integer": "integer",
    "boolean": "boolean",
}


@dataclass(frozen=True)
class Column:
    """One declared column: how it is called in files, what may stand in it and what it means.

    `any_day` says that its days may be any of the year: many on a 1 January were made up.
    """

    name: str
    label: str
    type: str
    meaning: str = ""
    other_headings: tuple[str, ...] = ()
    codes: str | None = None
    required: bool = False
    default: str | None = None
    minimum: float | str | None = None
    pattern: str | None = None
    pseudonym: bool = False
    any_day: bool = False
    unit: str | None = None

    @property
    def sql_type(self) -> str:
        return SQL_TYPES[self.type]

    @property
    def headings(self) -> tuple[str, ...]:
        return (self.name, self.label, *self.other_headings)


@dataclass(frozen=True)
class RowCheck:
    """One declared check: an SQL condition that good rows meet, and the sentences for those that do not.

    `passed` is said where no row fails.
    """

    code: str
    severity: str
    columns: tuple[str, ...]
    condition: str
    message: str
    expected: str
    remedy: str
    passed: str


@dataclass(frozen=True)
class Comparison:
    """A check beyond one row, with the sender's own rows in the store: each row of `query` is a finding.

    The query sees `zeilen` (the file), `bisher` (the sender's rows of this dataset in the store), `eigene`
    (both, as they will be once the file is in) and the sender's rows of other datasets by their names. It
    returns `first` (line of the file, or null), `n` (how many rows share the finding), where it helps
    `value` and `case`, and whatever the message names in braces. It is not asked where relation `over` is
    empty, or where one of `columns` is missing or could not be read.
    """

    code: str
    severity: str
    columns: tuple[str, ...]
    query: str
    message: str
    expected: str
    remedy: str
    passed: str
    over: str = "bisher"


@dataclass(frozen=True)
class Outlier:
    """A share of the file that must not lie far outside what comparable senders report; values in percent.

    `numerator` and `denominator` are SQL sums over rows, counted once for each value of `by`; denominators
    below `minimum` are not looked at, and nothing is asked within `step` percentage points of what the
    middle half of the others reports. The message may name {value}, {usual}, {others}, {group} and {by}.
    """

    code: str
    columns: tuple[str, ...]
    numerator: str
    denominator: str
    message: str
    remedy: str
    passed: str
    step: float
    by: str | None = None
    minimum: float = 30
    severity: str = "warning"


@dataclass(frozen=True)
class Sum:
    """What must add up within a row: `plus` less `minus` is `total`; said while numbers are typed in."""

    total: str
    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dataset:
    """One declared dataset; `typed_in`: its files are so small that people may type them in.

    What was handed in counts at a Berichtstermin for `counts_for_days` after its Stichtag. `explained_by`
    names a reference list that says more about the codes in its first column, for people who fill them in.
    """

    id: str
    title: str
    row: str
    sender: str
    replaces: tuple[str, ...]
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    checks: tuple[RowCheck, ...]
    comparisons: tuple[Comparison, ...] = ()
    outliers: tuple[Outlier, ...] = ()
    sums: tuple[Sum, ...] = ()
    period_end: str | None = None
    typed_in: bool = False
    counts_for_days: int = 100
    explained_by: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def sender_column(self) -> str | None:
        """The column that says whom a row belongs to; None where the editors hand in."""
        return {"kreis": "kreis_id", "behoerde": "behoerde_id"}.get(self.sender)

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def load_dataset(dataset_id: str) -> Dataset:
    """The declaration of one dataset; KimError with the known ids where there is none."""
    known = load_datasets()
    if dataset_id not in known:
        raise KimError(f"Den Datensatz »{dataset_id}« gibt es nicht. Bekannt sind: {', '.join(known)}.")
    return known[dataset_id]


@cache
def load_datasets() -> Mapping[str, Dataset]:
    return {path.stem: _dataset(path) for path in sorted(DATASETS.glob("*.toml"))}


def _dataset(path: Path) -> Dataset:
    declared = _tuples(tomllib.loads(path.read_text(encoding="utf-8")))
    kinds = {
        "columns": Column,
        "checks": RowCheck,
        "comparisons": Comparison,
        "outliers": Outlier,
        "sums": Sum,
    }
    parts = {
        name: tuple(kind(**_tuples(part)) for part in declared.pop(name, ())) for name, kind in kinds.items()
    }
    return Dataset(**declared, **parts)


def _tuples(declared: dict) -> dict:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in declared.items()}


@cache
def load_reference(name: str) -> pd.DataFrame:
    """A reference list as text, one row per entry, empty cells as "" (do not change the frame)."""
    return _text_csv(REFERENCE / f"{name}.csv")


@cache
def load_codes(name: str) -> pd.DataFrame:
    """A list of codes with the columns code, label, synonyme, gruppe; reference lists count as code lists."""
    if name not in REFERENCE_LISTS:
        return _text_csv(REFERENCE / "codelisten" / f"{name}.csv")
    listed = load_reference(name)
    return pd.DataFrame({"code": listed.iloc[:, 0], "label": listed["name"], "synonyme": "", "gruppe": ""})


@cache
def labels(name: str) -> Mapping[str, str]:
    """code → German label of one list."""
    codes = load_codes(name)
    return dict(zip(codes["code"], codes["label"], strict=True))


@cache
def codes_of(name: str) -> tuple[str, ...]:
    """The codes of a list; none where there is no such list."""
    exists = name in REFERENCE_LISTS or (REFERENCE / "codelisten" / f"{name}.csv").exists()
    return tuple(load_codes(name)["code"]) if exists else ()


def label_of(name: str, code: str) -> str:
    return labels(name).get(code, code)


@cache
def spellings(name: str) -> pd.DataFrame:
    """Every spelling that stands for exactly one code: columns spelling, code, repaired.

    Spellings are lower-case with single spaces. Keys that lost their leading zero are `repaired`.
    """
    codes = load_codes(name)
    rows = [
        (spelling, code, False)
        for code, label, synonyms in codes[["code", "label", "synonyme"]].itertuples(index=False)
        for spelling in {code, label, *filter(None, synonyms.split("|"))}
    ]
    rows += [
        (code.lstrip("0"), code, True) for code in codes["code"] if code.startswith("0") and len(code) > 1
    ]
    return _unambiguous(pd.DataFrame(rows, columns=["spelling", "code", "repaired"]))


def _unambiguous(listed: pd.DataFrame) -> pd.DataFrame:
    listed["spelling"] = listed["spelling"].str.lower().str.split().str.join(" ")
    listed = listed.sort_values("repaired", kind="stable").drop_duplicates(["spelling", "code"])
    exact = listed["spelling"].isin(listed.loc[listed["spelling"] == listed["code"].str.lower(), "spelling"])
    is_code = listed["spelling"] == listed["code"].str.lower()
    listed = listed[is_code | ~exact]
    return listed[~listed["spelling"].duplicated(keep=False)].reset_index(drop=True)


def _text_csv(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8")
