"""The same tables described as CSV on the Web."""

import json
from collections.abc import Mapping

from kim.exports.datapackage import provenance
from kim.exports.datapackage.descriptor import path_of, references
from kim.exports.datapackage.fields import Field, Table
from kim.topics.report import Report

TYPES = {"text": "string", "number": "double", "integer": "integer", "date": "date"}


def csvw(report: Report, tables: list[Table]) -> bytes:
    by_key = {table.name: table for table in tables}
    told = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "de"}],
        "dc:title": provenance.title(report),
        "dc:description": provenance.description(report),
        "dc:issued": {"@value": str(report.lens.stand.day), "@type": "xsd:date"},
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "lineTerminators": ["\r\n"]},
        "tables": [_table(table, by_key) for table in tables],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _table(table: Table, tables: Mapping[str, Table]) -> dict[str, object]:
    return {
        "url": path_of(table),
        "dc:title": table.title,
        "tableSchema": {
            "columns": [_column(column) for column in table.fields],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {
                    "columnReference": [name],
                    "reference": {
                        "resource": path_of(tables[other]),
                        "columnReference": list(tables[other].key),
                    },
                }
                for name, other in _always(table)
            ],
        },
    }


def _always(table: Table) -> list[tuple[str, str]]:
    """What every row refers to: some readers take an empty cell for a row that is missing."""
    filled = {column.name for column in table.fields if column.required}
    return [(name, other) for name, other in references(table) if name in filled]


def _column(column: Field) -> dict[str, object]:
    told: dict[str, object] = {
        "name": column.name,
        "titles": column.name,
        "dc:title": column.title,
        "datatype": TYPES[column.kind],
    }
    told |= {"dc:description": column.meaning} if column.meaning else {}
    return told | ({"required": True} if column.required else {})
