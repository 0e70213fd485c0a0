"""The archive that a workbook is (XLSX, ODS): its parts one at a time, and nothing in them does harm."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kim.reading.limits import MAX_PARTS, MAX_RATIO, MAX_UNPACKED
from kim.reading.refusals import bomb, broken, macros, outside, protected, tricks

SMALL = 1_000_000  # bytes below which nobody cares how well a part was packed
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # how programs for tables pack
BROKEN = (  # what a damaged archive raises
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    OverflowError,
    ValueError,
    KeyError,
)
ACTIVE = ("basic/", "scripts/", "xl/macrosheets/", "xl/activex/")
ENCODING = re.compile(rb"<\?xml[^<>]*encoding=[\"']([^\"'<>]*)")
ENTITIES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
OUTSIDE = re.compile(  # formulas that fetch something or start something
    rb"<(?:\w+:)?f(?:\s[^<>]*)?>[^<]*(?:\[\d+\][^<>\[\]()*+,;/!]*!|WEBSERVICE|\bDDE\b|\bRTD\(|\bCALL\(|\|&apos;|\|')"
    rb"|:formula=[\"'][^\"<>]*(?:(?:'|&apos;)(?:file|https?|ftp):|WEBSERVICE|\bDDE\()"
    rb"|<table:(?:dde-link|table-source|cell-range-source)\b|<office:dde-source\b",
    re.IGNORECASE,
)
FORMULA_MARKS = (b"<f>", b"<f ", b":f>", b":f ", b":formula=", b"<table:dde", b"-source")


@dataclass(frozen=True)
class Archive:
    """An archive whose directory has been looked at; `entries` by name, small letters and forward slashes."""

    file: zipfile.ZipFile
    entries: Mapping[str, zipfile.ZipInfo]

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        for name in self.entries:
            yield name, self.part(name)

    def part(self, name: str) -> bytes:
        """A part without anything that could do harm; nothing where there is none."""
        if name not in self.entries:
            return b""
        try:
            text = self._unpacked(self.entries[name])
        except BROKEN:
            raise broken() from None
        if name.endswith((".xml", ".rels")) or text.startswith(b"<"):
            _refuse_tricks(text)
        return text

    def _unpacked(self, entry: zipfile.ZipInfo) -> bytes:
        """Read no further than the directory says, for some directories lie."""
        with self.file.open(entry) as part:
            text = part.read(entry.file_size + 1)
        if len(text) > entry.file_size:
            raise zipfile.BadZipFile
        return text


def open_archive(content: bytes) -> Archive:
    """The archive after a look at its directory: nothing is unpacked yet."""
    try:
        file = zipfile.ZipFile(io.BytesIO(content))
    except BROKEN:
        raise broken() from None
    listed = file.infolist()
    _refuse_bomb(listed)
    entries = {entry.filename.replace("\\", "/").lstrip("/").lower(): entry for entry in listed}
    if len(entries) < len(listed) or any(entry.compress_type not in PACKED for entry in listed):
        raise broken()
    archive = Archive(file, entries)
    _refuse_active(archive)
    return archive


def _refuse_bomb(entries: list[zipfile.ZipInfo]) -> None:
    total = sum(entry.file_size for entry in entries)
    dense = any(e.file_size > max(SMALL, MAX_RATIO * e.compress_size) for e in entries)
    if total > MAX_UNPACKED or len(entries) > MAX_PARTS or dense:
        raise bomb()


def _refuse_active(archive: Archive) -> None:
    if any(name.endswith("vbaproject.bin") or name.startswith(ACTIVE) for name in archive.entries):
        raise macros()
    if re.search(rb"macroEnabled|vbaProject", archive.part("[content_types].xml"), re.IGNORECASE):
        raise macros()
    if any("externallinks/" in name for name in archive.entries):
        raise outside()
    if b"encryption-data" in archive.part("meta-inf/manifest.xml"):
        raise protected()


def _refuse_tricks(text: bytes) -> None:
    """Entities could blow up or read files; in another encoding than all programs use they could hide."""
    encoding = ENCODING.search(text[:500])
    odd = encoding is not None and encoding[1].lower() not in (b"utf-8", b"us-ascii")
    if odd or b"\0" in text[:100] or ENTITIES.search(text):
        raise tricks()
    if any(mark in text for mark in FORMULA_MARKS) and OUTSIDE.search(text):
        raise outside()
