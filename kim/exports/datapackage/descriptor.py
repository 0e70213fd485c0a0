"""The descriptor of a Data Package, version 2: types, keys, checksums, and where they come from."""

import json
from collections.abc import Mapping

from kim.exports.datapackage import provenance
from kim.exports.datapackage.fields import Field, Table
from kim.exports.datapackage.lists import indicators_of
from kim.store import sha256
from kim.topics.report import Report

PROFILES = "https://datapackage.org/profiles/2.0"
TYPES = {"text": "string", "number": "number", "integer": "integer", "date": "date"}


def descriptor(report: Report, tables: list[Table], files: Mapping[str, bytes]) -> bytes:
    """`files`: path → content of the CSV of each table."""
    by_key = {table.name: table for table in tables}
    stand = report.lens.stand
    sources = dict.fromkeys(entry.source for entry in indicators_of(report))
    told = {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": provenance.name(report),
        "title": provenance.title(report),
        "description": provenance.description(report),
        "version": stand.id,
        "created": f"{stand.day}T00:00:00Z",
        "keywords": ["KIM", "Kommunales Integrationsmanagement", "Nordrhein-Westfalen"],
        "sources": [{"title": source} for source in sources],
        "provenance": provenance.provenance(report),
        "resources": [_resource(table, by_key, path, files[path]) for table, path in _paths(tables)],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def path_of(table: Table) -> str:
    return f"daten/{table.name}.csv"


def _paths(tables: list[Table]) -> list[tuple[Table, str]]:
    return [(table, path_of(table)) for table in tables]


def _resource(table: Table, tables: Mapping[str, Table], path: str, content: bytes) -> dict[str, object]:
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": table.name,
        "type": "table",
        "title": table.title,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content)}",
        "dialect": {"$schema": f"{PROFILES}/tabledialect.json", "delimiter": ",", "lineTerminator": "\r\n"},
        "schema": _schema(table, tables),
    }


def _schema(table: Table, tables: Mapping[str, Table]) -> dict[str, object]:
    return {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [_field(column) for column in table.fields],
        "missingValues": [""],
        "primaryKey": list(table.key),
        "foreignKeys": [
            {"fields": [name], "reference": {"resource": other, "fields": list(tables[other].key)}}
            for name, other in references(table)
        ],
    }


def references(table: Table) -> list[tuple[str, str]]:
    """Field and table of what the columns refer to that the table has."""
    there = {column.name for column in table.fields}
    return [(name, other) for name, other in table.refers.items() if name in there]


def _field(column: Field) -> dict[str, object]:
    told: dict[str, object] = {"name": column.name, "type": TYPES[column.kind], "title": column.title}
    if column.meaning:
        told["description"] = column.meaning
    if column.codes:
        told["categories"] = [{"value": code, "label": label} for code, label in column.codes.items()]
    limits = {"required": True} if column.required else {}
    limits |= {"enum": list(column.codes)} if column.codes else {}
    return told | ({"constraints": limits} if limits else {})
