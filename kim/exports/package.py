"""The parts of an XLSX workbook and how they belong together; packed again, they give the same bytes."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from kim.exports.markup import Unusual, appended, content, prefix, without

FIXED = (2024, 1, 1, 0, 0, 0)
TYPES = "[Content_Types].xml"
RELATION_PARTS = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"


class Package:
    """The parts by name; a part is found whatever its name's case, as programs do it."""

    def __init__(self, archive: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(archive)) as file:
            files = [entry for entry in file.infolist() if not entry.is_dir()]
            self.parts = {e.filename.replace("\\", "/").lstrip("/"): file.read(e) for e in files}

    @property
    def workbook(self) -> str:
        return next((part for _, part in self.related("", "officeDocument")), "xl/workbook.xml")

    @property
    def vocabulary(self) -> str:
        """The address that all kinds of relations of this workbook begin with."""
        kinds = [kind for kind, _, _ in self._relations(self.workbook) if kind.endswith("/worksheet")]
        if not kinds:
            raise Unusual("worksheet")
        return kinds[0].rpartition("/")[0]

    def text(self, part: str) -> str:
        return self.parts[self._named(part)].decode("utf-8-sig")

    def put(self, part: str, text: str) -> None:
        self.parts[self._named(part) if self.has(part) else part] = text.encode()

    def has(self, part: str) -> bool:
        return part.lower() in map(str.lower, self.parts)

    def drop(self, part: str) -> None:
        """Remove a part with its relations and its declaration."""
        for name in (part, _relations_of(part)):
            if self.has(name):
                del self.parts[self._named(name)]
        self.put(TYPES, without(self.text(TYPES), "Override", "PartName", f"/{part}"))

    def free(self, pattern: str) -> str:
        """The name of a part that does not exist yet: "xl/comments{}.xml"."""
        return next(name for n in range(1, 10_000) if not self.has(name := pattern.format(n)))

    def related(self, owner: str, kind: str) -> list[tuple[str, str]]:
        """Id and part of every relation of one kind."""
        found = self._relations(owner)
        return [(name, part) for told, name, part in found if told.endswith(f"/{kind}") and self.has(part)]

    def relate(self, owner: str, kind: str, part: str) -> str:
        """Say that a part belongs to another one; the id of the relation."""
        where = _relations_of(owner)
        if not self.has(where):
            self.put(where, f'<Relationships xmlns="{RELATION_PARTS}"/>')
        text, taken = self.text(where), {name for _, name, _ in self._relations(owner)}
        name = next(name for n in range(1, 10_000) if (name := f"rIdKim{n}") not in taken)
        told = f'Id="{name}" Type="{self.vocabulary}/{kind}" Target="/{content(part)}"'
        child = f"<{prefix(text, 'Relationships')}Relationship {told}/>"
        self.put(where, appended(text, "Relationships", child))
        return name

    def unrelate(self, owner: str, name: str) -> None:
        where = _relations_of(owner)
        self.put(where, without(self.text(where), "Relationship", "Id", name))

    def declare(self, part: str, kind: str) -> None:
        """Say what a new part is: one of the kinds of spreadsheets."""
        text = self.text(TYPES)
        told = f'PartName="/{content(part)}" ContentType="{SHEET_ML}.{kind}+xml"'
        self.put(TYPES, appended(text, "Types", f"<{prefix(text, 'Types')}Override {told}/>"))

    def declare_drawings(self) -> None:
        """Say what old drawings are: they hold the boxes of comments."""
        text = self.text(TYPES)
        if not re.search(r"Extension=[\"']vml[\"']", text, re.IGNORECASE):
            told = 'Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"'
            self.put(TYPES, appended(text, "Types", f"<{prefix(text, 'Types')}Default {told}/>"))

    def packed(self) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
            for name in sorted(self.parts, key=lambda name: name != TYPES):
                entry = zipfile.ZipInfo(name, FIXED)
                entry.compress_type = zipfile.ZIP_DEFLATED
                file.writestr(entry, self.parts[name])
        return buffer.getvalue()

    def _named(self, part: str) -> str:
        if part in self.parts:
            return part
        found = [name for name in self.parts if name.lower() == part.lower()]
        if not found:
            raise Unusual(part)
        return found[0]

    def _relations(self, owner: str) -> Iterator[tuple[str, str, str]]:
        """Kind, id and part of every relation of a part."""
        where = _relations_of(owner)
        listed = ElementTree.fromstring(self.text(where)) if self.has(where) else ()
        for relation in listed:
            target = relation.get("Target", "").replace("\\", "/")
            part = posixpath.normpath(posixpath.join("/", posixpath.dirname(owner), target)).lstrip("/")
            yield relation.get("Type", ""), relation.get("Id", ""), part


def _relations_of(owner: str) -> str:
    folder, name = posixpath.split(owner)
    return posixpath.join(folder, "_rels", f"{name}.rels")
