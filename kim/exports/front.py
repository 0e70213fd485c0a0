"""A list put in front of a workbook as its first sheet, with links to the cells that it speaks of."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kim.exports.marking import unselected
from kim.exports.markup import appended, attributes, content, elements, prefix
from kim.exports.package import Package
from kim.exports.places import name_of
from kim.exports.styles import grown

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
TEXT, NUMBER = 49, 0  # formats of numbers that every workbook has: as text, as it comes
WRAPPED = ' wrapText="1"'
WRAPPING = ("heading", "text", "number", "link")
LINE_HEIGHT, MOST_LINES = 15, 25  # points; a row may be 409 high
UNDER = '<{p}border><{p}left/><{p}right/><{p}top/><{p}bottom style="medium"/><{p}diagonal/></{p}border>'
LONGEST_CELL = 32_000  # characters; a cell may hold 32,767


@dataclass(frozen=True)
class Link:
    """Text that leads to a cell of the workbook."""

    text: str
    sheet: str
    cell: str


@dataclass(frozen=True)
class List:
    """A list as a sheet: lines of text above, headings, then rows of texts, numbers and links."""

    above: Sequence[str]
    headings: Sequence[str]
    rows: Sequence[Sequence[str | int | Link | None]]
    widths: Sequence[int]


def sheets(package: Package) -> list[tuple[str, str, str]]:
    """Name, relation and part of every worksheet in its order; other kinds of sheets have no part here."""
    parts = dict(package.related(package.workbook, "worksheet"))
    told = map(attributes, _sheet_tags(package.text(package.workbook)))
    return [(sheet["name"], sheet["id"], parts.get(sheet["id"], "")) for sheet in told]


def remove_sheet(package: Package, position: int) -> None:
    """Take a sheet away with all names that hold for it alone."""
    text = package.text(package.workbook)
    _, name, part = sheets(package)[position]
    package.unrelate(package.workbook, name)
    package.drop(part)
    text = text.replace(_sheet_tags(text)[position], "", 1)
    package.put(package.workbook, _moved(text, position, lambda n: n - (n > position)))


def put_in_front(package: Package, name: str, shown: List) -> None:
    """Put a list in front of all sheets; it is what the workbook opens with."""
    for kind in ("worksheet", "chartsheet", "dialogsheet"):
        for _, other in package.related(package.workbook, kind):
            package.put(other, unselected(package.text(other)))
    part = package.free("xl/worksheets/sheet{}.xml")
    package.put(part, _sheet(package, shown))
    package.declare(part, "worksheet")
    relation = package.relate(package.workbook, "worksheet", part)
    text = _moved(package.text(package.workbook), None, lambda n: n + 1)
    p = prefix(text, "workbook")
    number = 1 + max(int(attributes(tag).get("sheetId", 0)) for tag in _sheet_tags(text))
    told = f'name="{content(name)}" sheetId="{number}" xmlns:r="{package.vocabulary}" r:id="{relation}"'
    text = re.sub(
        rf"(<{p}sheets(?:\s[^<>]*)?>)", lambda found: f"{found[1]}<{p}sheet {told}/>", text, count=1
    )
    package.put(package.workbook, _with_titles(_opened_first(text), p, name, len(shown.above) + 2))


def _sheet_tags(workbook: str) -> list[str]:
    listed = re.search(r"<((?:\w+:)?)sheets(?:\s[^<>]*)?>(.*?)</\1sheets>", workbook, re.DOTALL)
    return [text.strip() for name, text in elements(listed[2]) if name == "sheet"] if listed else []


def _moved(workbook: str, gone: int | None, place: Callable[[int], int]) -> str:
    """The names of a workbook, where they hold for one sheet counted anew."""

    def told(found: re.Match) -> str:
        number = int(found[3])
        return "" if number == gone else f"{found[1]}{found[2]}{place(number)}{found[4]}"

    name = re.compile(
        r"(<(?:\w+:)?definedName\s)([^<>]*?\blocalSheetId=[\"'])(\d+)([\"'][^<>]*>.*?</(?:\w+:)?definedName>)",
        re.DOTALL,
    )
    return name.sub(told, workbook)


def _opened_first(workbook: str) -> str:
    view = re.compile(r"<(?:\w+:)?workbookView\s[^<>]*>")
    return view.sub(lambda v: re.sub(r"\s(activeTab|firstSheet)=[\"']\d+[\"']", "", v[0]), workbook)


def _with_titles(workbook: str, p: str, name: str, line: int) -> str:
    """The headings are printed on every page."""
    quoted = content("'" + name.replace("'", "''") + "'")
    told = f"{quoted}!${line}:${line}</{p}definedName>"
    title = f'<{p}definedName name="_xlnm.Print_Titles" localSheetId="0">{told}'
    if not re.search(rf"<{p}definedNames[\s/>]", workbook):
        workbook = workbook.replace(f"</{p}sheets>", f"</{p}sheets><{p}definedNames></{p}definedNames>", 1)
    return appended(workbook, "definedNames", title)


def _sheet(package: Package, shown: List) -> str:
    styles = _styles(package)
    strict = "purl.oclc.org" in package.vocabulary
    lines = [[(text, "title" if n == 0 else "plain")] for n, text in enumerate(shown.above)]
    lines += [[], [(text, "heading") for text in shown.headings]]
    lines += [[(cell, _kind(cell)) for cell in row] for row in shown.rows]
    first = len(shown.above) + 2
    rows = "".join(_row(number, line, styles, shown.widths) for number, line in enumerate(lines))
    links = "".join(
        _link(name_of(row, column), cell)
        for row, line in enumerate(lines)
        for column, (cell, _) in enumerate(line)
        if isinstance(cell, Link)
    )
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(shown.widths, start=1)
    )
    return (
        f'<worksheet xmlns="{STRICT_MAIN if strict else MAIN}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="{first}"'
        f' topLeftCell="A{first + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols><sheetData>{rows}</sheetData>'
        f"{f'<hyperlinks>{links}</hyperlinks>' if links else ''}"
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;CSeite &amp;P von &amp;N</oddFooter></headerFooter></worksheet>"
    )


def _kind(cell: object) -> str:
    return "link" if isinstance(cell, Link) else "number" if isinstance(cell, int) else "text"


def _row(
    number: int, line: Sequence[tuple[object, str]], styles: dict[str, int], widths: Sequence[int]
) -> str:
    cells = "".join(
        _cell(name_of(number, column), value, styles[style]) for column, (value, style) in enumerate(line)
    )
    wrapped = [
        (value, width) for (value, style), width in zip(line, widths, strict=False) if style in WRAPPING
    ]
    height = LINE_HEIGHT * max((_lines(value, width) for value, width in wrapped), default=1)
    told = f' ht="{height}" customHeight="1"' if wrapped else ""
    return f'<row r="{number + 1}"{told}>{cells}</row>'


def _lines(value: object, width: int) -> int:
    """How many lines a text takes, a little too many rather than too few."""
    text = value.text if isinstance(value, Link) else str(value or "")
    return min(sum(1 + len(part) * 10 // (width * 9) for part in text.split("\n")), MOST_LINES)


def _cell(name: str, value: object, style: int) -> str:
    if isinstance(value, int):
        return f'<c r="{name}" s="{style}"><v>{value}</v></c>'
    text = value.text if isinstance(value, Link) else value or ""
    told = f'<is><t xml:space="preserve">{content(text[:LONGEST_CELL])}</t></is>'
    return f'<c r="{name}" s="{style}" t="inlineStr">{told}</c>' if text else f'<c r="{name}" s="{style}"/>'


def _link(name: str, link: Link) -> str:
    place = "'" + link.sheet.replace("'", "''") + "'!" + link.cell
    return f'<hyperlink ref="{name}" location="{content(place)}" display="{content(link.text)}"/>'


def _styles(package: Package) -> dict[str, int]:
    """The formats of a list: everything but numbers is text, whatever it looks like."""
    plain, bold = _font(package), _font(package, "<{p}b/>")
    large, blue = _font(package, "<{p}b/>", 14), _font(package, "<{p}u/>", color='<{p}color rgb="FF0B4F8A"/>')
    return {
        "title": _style(package, large, TEXT),
        "plain": _style(package, plain, TEXT),
        "heading": _style(package, bold, TEXT, WRAPPED, grown(package, "borders", "border", UNDER)),
        "text": _style(package, plain, TEXT, WRAPPED),
        "number": _style(package, plain, NUMBER, ' horizontal="left"'),
        "link": _style(package, blue, TEXT, WRAPPED),
    }


def _font(package: Package, before: str = "", size: int = 11, color: str = "") -> int:
    told = f'{before}<{{p}}sz val="{size}"/>{color}<{{p}}name val="Calibri"/>'
    return grown(package, "fonts", "font", f"<{{p}}font>{told}</{{p}}font>")


def _style(package: Package, font: int, form: int, more: str = "", border: int = 0) -> int:
    told = (
        f'<{{p}}xf numFmtId="{form}" fontId="{font}" fillId="0" borderId="{border}" xfId="0"'
        ' applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1">'
        f'<{{p}}alignment vertical="top"{more}/></{{p}}xf>'
    )
    return grown(package, "cellXfs", "xf", told)
