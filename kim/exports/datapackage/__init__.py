"""The data package: all numbers of a report for machines and for Excel, described, in one zip."""

import io
import zipfile
from datetime import date

from kim.exports.datapackage.csvw import csvw
from kim.exports.datapackage.dcat import base_address, dcat
from kim.exports.datapackage.descriptor import descriptor, path_of
from kim.exports.datapackage.fields import Table
from kim.exports.datapackage.lists import lists
from kim.exports.datapackage.readme import readme
from kim.exports.datapackage.values import values
from kim.exports.datapackage.written import excel_csv, machine_csv, parquet
from kim.store import sha256
from kim.topics.report import Report

__all__ = ["base_address", "datapackage"]

SUMS = "SHA256SUMS"


def datapackage(report: Report, base_address: str | None = None) -> bytes:
    """A zip of all tables of a report; with the address of the operator also a record for data portals.

    The same report gives the same bytes. KimError where the address is none.
    """
    tables = [values(report.figures, report.lens.stand.id), *lists(report)]
    files = {name: content for table in tables for name, content in _files(table).items()}
    files["datapackage.json"] = descriptor(report, tables, files)
    files["csvw-metadata.json"] = csvw(report, tables)
    if base_address:
        files["dcat-ap-de.jsonld"] = dcat(report, base_address)
    files["LIESMICH.txt"] = readme(report, tables, [*files, SUMS])
    files[SUMS] = "".join(f"{sha256(files[name])}  {name}\n" for name in sorted(files)).encode()
    return _zipped(files, report.lens.stand.day)


def _files(table: Table) -> dict[str, bytes]:
    path = path_of(table)
    return {
        path: machine_csv(table),
        path.replace(".csv", "_excel.csv"): excel_csv(table),
        path.replace(".csv", ".parquet"): parquet(table),
    }


def _zipped(files: dict[str, bytes], day: date) -> bytes:
    """Names in order and the day of the Stand as the time of every file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, files[name])
    return buffer.getvalue()
