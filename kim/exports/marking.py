"""Marks in a worksheet: a fill, a frame and a comment, taken off again without a trace.

A mark is a conditional format that always holds, so that the format of the cell itself stays as it is.
"""

import re
from collections.abc import Iterable, Mapping

from kim.exports import comments
from kim.exports.markup import Unusual, appended, attributes, elements, prefix
from kim.exports.package import Package
from kim.exports.places import Place, name_of, place_of, ranges
from kim.exports.styles import grown

ALWAYS = f'LEN("{comments.AUTHOR}")&gt;0'  # the condition of a mark, and how it is known again
OURS = re.compile(rf"LEN\((&quot;|\"){comments.AUTHOR}(&quot;|\")\)")
RULE = re.compile(r"<((?:\w+:)?)cfRule\s(?:(?!</\1cfRule>).)*?</\1cfRule>", re.DOTALL)
PRIORITY = re.compile(r"(<(?:\w+:)?cfRule\s[^<>]*\bpriority=[\"'])(\d+)")
FIRST_RULE = re.compile(r"<(?:\w+:)?cfRule\s[^<>]*\bpriority=[\"']1[\"']")
WITH_RULES = ("conditionalFormatting", "extLst")
ORDER = (
    "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
    "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks",
    "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing",
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts",
    "extLst",
)  # fmt: skip
RANK = {name: rank for rank, name in enumerate(ORDER)}  # the order in which elements follow the cells
SIDES = "".join(
    f'<{{p}}{side} style="thin"><{{p}}color rgb="FFB54708"/></{{p}}{side}>'
    for side in ("left", "right", "top", "bottom")
)
MARK = (
    '<{p}dxf><{p}font><{p}b/></{p}font><{p}fill><{p}patternFill patternType="solid">'
    '<{p}fgColor rgb="FFFFE8B3"/><{p}bgColor rgb="FFFFE8B3"/></{p}patternFill></{p}fill>'
    f"<{{p}}border>{SIDES}</{{p}}border></{{p}}dxf>"
)
AT_ONCE = 400  # ranges of one conditional format


class Worksheet:
    """One worksheet of a package: what stands up to the end of its cells, and the elements that follow."""

    def __init__(self, package: Package, part: str) -> None:
        self.package, self.part = package, part
        text = package.text(part)
        self.prefix = prefix(text, "worksheet")
        end = re.search(rf"</{self.prefix}sheetData>|<{self.prefix}sheetData\s*/>", text)
        if end is None:
            raise Unusual("sheetData")
        self.before, self.after = text[: end.end()], list(elements(text[end.end() :]))

    def save(self) -> None:
        self.package.put(self.part, self.before + "".join(text for _, text in self.after))

    def unmark(self) -> None:
        """Take off what an earlier Korrekturmappe put here."""
        left = [(name, _without_marks(name, text)) for name, text in self.after]
        self.after = [(name, text) for name, text in left if text]
        for _, part in self.package.related(self.part, "comments"):
            text, cells = comments.without_ours(self.package.text(part))
            self.package.put(part, text)
            drawing = self._drawing()
            if drawing and cells:
                self.package.put(drawing, comments.without_boxes(self.package.text(drawing), cells))

    def mark(self, cells: Iterable[str], texts: Mapping[str, str]) -> None:
        """Mark cells, and put a comment to some of them."""
        places = sorted({self._shown(place_of(cell)) for cell in cells})
        if places:
            self._give_way()
            self._insert("conditionalFormatting", self._formats(places))
        if texts:
            self._comment({name_of(*self._shown(place_of(cell))): text for cell, text in texts.items()})

    def _give_way(self) -> None:
        """Rules of the sender come after ours, which is the first."""
        if any(FIRST_RULE.search(text) for name, text in self.after if name in WITH_RULES):
            self.after = [
                (n, PRIORITY.sub(_later, text) if n in WITH_RULES else text) for n, text in self.after
            ]

    def _formats(self, places: list[Place]) -> str:
        p, style = self.prefix, grown(self.package, "dxfs", "dxf", MARK)
        rule = (
            f'<{p}cfRule type="expression" dxfId="{style}" priority="1"><{p}formula>{ALWAYS}</{p}formula>'
            f"</{p}cfRule>"
        )
        told, name = ranges(places), f"{p}conditionalFormatting"
        runs = [" ".join(told[start : start + AT_ONCE]) for start in range(0, len(told), AT_ONCE)]
        return "".join(f'<{name} sqref="{run}">{rule}</{name}>' for run in runs)

    def _insert(self, name: str, text: str) -> None:
        """Put an element before those that have to follow it; what has no place of its own comes late."""
        ranks = [RANK.get(other, RANK["oleObjects"]) if other else len(RANK) for other, _ in self.after]
        later = (place for place, rank in enumerate(ranks) if rank >= RANK[name])
        self.after.insert(next(later, len(self.after)), (name, text))

    def _shown(self, place: Place) -> Place:
        """The cell that is seen: of merged ones the first."""
        merged = next((text for name, text in self.after if name == "mergeCells"), "")
        for first, last in re.findall(r"\sref=[\"']([A-Z]+\d+):([A-Z]+\d+)[\"']", merged):
            start, end = place_of(first), place_of(last)
            if start[0] <= place[0] <= end[0] and start[1] <= place[1] <= end[1]:
                return start
        return place

    def _comment(self, texts: Mapping[str, str]) -> None:
        found = self.package.related(self.part, "comments")
        part = found[0][1] if found else self._new_comments()
        text, new = comments.with_ours(self.package.text(part), texts)
        self.package.put(part, text)
        drawing = self._drawing() or self._new_drawing()
        held = self.package.text(drawing)
        self.package.put(drawing, appended(held, "xml", comments.boxes(new, held)))

    def _new_comments(self) -> str:
        part = self.package.free("xl/comments{}.xml")
        self.package.put(part, comments.empty(self._vocabulary()))
        self.package.declare(part, "comments")
        self.package.relate(self.part, "comments", part)
        return part

    def _vocabulary(self) -> str:
        tag = re.search(rf"<{self.prefix}worksheet\s[^<>]*", self.before)
        name = f"xmlns:{self.prefix[:-1]}" if self.prefix else "xmlns"
        found = re.search(rf"\s{name}=[\"']([^\"']+)", tag[0]) if tag else None
        if not found:
            raise Unusual("xmlns")
        return found[1]

    def _drawing(self) -> str | None:
        told = next((attributes(text) for name, text in self.after if name == "legacyDrawing"), {})
        return dict(self.package.related(self.part, "vmlDrawing")).get(told.get("id"))

    def _new_drawing(self) -> str:
        part = self.package.free("xl/drawings/vmlDrawing{}.vml")
        others = sum(name.lower().endswith(".vml") for name in self.package.parts)
        self.package.put(part, comments.DRAWING.format(block=1 + others))
        self.package.declare_drawings()
        told = (
            f'xmlns:r="{self.package.vocabulary}" r:id="{self.package.relate(self.part, "vmlDrawing", part)}"'
        )
        self._insert("legacyDrawing", f"<{self.prefix}legacyDrawing {told}/>")
        return part


def _later(rule: re.Match) -> str:
    return f"{rule[1]}{int(rule[2]) + 1}"


def unselected(worksheet: str) -> str:
    """A sheet that is not the one a workbook opens with."""
    head, views, rest = worksheet.partition("sheetViews>")
    view, end, rest = rest.partition("sheetViews>")
    return head + views + re.sub(r"\stabSelected=[\"']\w+[\"']", "", view) + end + rest


def _without_marks(name: str, text: str) -> str:
    """A conditional format without the rules that are ours; nothing where no other is left."""
    if name != "conditionalFormatting" or not OURS.search(text):
        return text
    left = RULE.sub(lambda found: "" if OURS.search(found[0]) else found[0], text)
    return left if "cfRule" in left else ""
