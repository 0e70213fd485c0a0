"""The same bytes for the same content: times and order of a package and of the workbooks within it."""

import io
import re
import zipfile
from datetime import date

FIRST = "[Content_Types].xml"
MADE = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold


def normalise(blob: bytes, day: date) -> bytes:
    """The package with its parts in order and `day` as the time it was made."""
    iso = f"{day.isoformat()}T00:00:00Z".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(blob)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != FIRST, name)):
            new.writestr(_info(name), _part(name, old.read(name), day, iso))
    return out.getvalue()


def _part(name: str, blob: bytes, day: date, iso: bytes) -> bytes:
    if name.endswith(".xlsx"):
        return normalise(blob, day)
    return MADE.sub(lambda found: found.group(1) + iso, blob) if name == "docProps/core.xml" else blob


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    return info
