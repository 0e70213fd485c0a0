"""Run by the environment of the bench: the same rules over the same file with frictionless or pandera."""

import importlib
import json
import sys
import time
from pathlib import Path

TYPES = {"text": "string", "code": "string", "date": "date", "integer": "integer", "boolean": "string"}


def with_pandera(path: Path, schema: dict) -> int:
    """Read as text with pandas, convert, validate lazily; how many failure cases there are."""
    import pandas as pd
    import pandera.pandas as pa

    if path.suffix == ".xlsx":
        frame = pd.read_excel(path, dtype="str", engine="calamine", keep_default_na=False)
    else:
        frame = pd.read_csv(path, sep=";", dtype="str", keep_default_na=False)
    frame = frame.mask(frame == "")
    for column in schema["columns"]:
        name = column["heading"]
        if column["type"] == "date":
            frame[name] = pd.to_datetime(frame[name], format="%d.%m.%Y", errors="coerce")
        elif column["type"] == "integer":
            frame[name] = pd.to_numeric(frame[name], errors="coerce").astype("Int64")
    checked = pa.DataFrameSchema(
        {column["heading"]: _pandera_column(pa, column) for column in schema["columns"]},
        unique=schema["key"],
        checks=[
            *(pa.Check(lambda f, a=a, b=b: f[b].isna() | (f[b] >= f[a])) for a, b in schema["ordered"]),
            *(pa.Check(lambda f, a=a, b=b: f[a].isna() == f[b].isna()) for a, b in schema["both"]),
        ],
    )
    try:
        checked.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as found:
        return len(found.failure_cases)
    return 0


def _pandera_column(pa: object, column: dict) -> object:
    checks = [pa.Check.isin(column["enum"])] if column["enum"] else []
    checks += [pa.Check.ge(column["minimum"])] if column["minimum"] is not None else []
    return pa.Column(nullable=not column["required"], checks=checks)


def with_frictionless(path: Path, schema: dict) -> int:
    """A table schema and row constraints; how many errors the report counts."""
    from frictionless import Checklist, Dialect, Resource, Schema, checks, formats

    fields = [_frictionless_field(column) for column in schema["columns"]]
    described = Schema.from_descriptor({"fields": fields, "primaryKey": schema["key"]})
    control = (
        formats.ExcelControl(stringified=True)
        if path.suffix == ".xlsx"
        else formats.CsvControl(delimiter=";")
    )
    names = {column["heading"]: f"f{number}" for number, column in enumerate(schema["columns"])}
    for field in described.fields:
        field.name = names[field.name]
    described.primary_key = [names[name] for name in schema["key"]]
    rules = [
        *(f"({names[b]} is None) or ({names[b]} >= {names[a]})" for a, b in schema["ordered"]),
        *(f"({names[a]} is None) == ({names[b]} is None)" for a, b in schema["both"]),
    ]
    resource_ = Resource(
        path=path.name, basepath=str(path.parent), schema=described, dialect=Dialect(controls=[control])
    )
    listed = Checklist(
        checks=[checks.row_constraint(formula=rule) for rule in rules], skip_errors=["incorrect-label"]
    )
    report = resource_.validate(listed, limit_errors=10_000)
    return report.stats["errors"]


def _frictionless_field(column: dict) -> dict:
    constraints = {"required": column["required"]}
    if column["enum"]:
        constraints["enum"] = column["enum"]
    if column["minimum"] is not None:
        constraints["minimum"] = column["minimum"]
    more = {"format": "%d.%m.%Y"} if column["type"] == "date" else {}
    return {"name": column["heading"], "type": TYPES[column["type"]], "constraints": constraints, **more}


def main() -> None:
    name, path, schema = (
        sys.argv[1],
        Path(sys.argv[2]),
        json.loads(Path(sys.argv[3]).read_text(encoding="utf-8")),
    )
    run, module = {
        "pandera": (with_pandera, "pandera.pandas"),
        "frictionless": (with_frictionless, "frictionless"),
    }[name]
    importlib.import_module(module)  # loading is not checking
    start = time.perf_counter()
    errors = run(path, schema)
    print(json.dumps({"seconds": time.perf_counter() - start, "errors": errors}))


if __name__ == "__main__":
    main()
