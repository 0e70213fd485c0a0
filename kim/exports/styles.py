"""The formats of a workbook, with a few more at the end: those that are there keep their numbers."""

import re

from kim.exports.markup import Unusual, prefix
from kim.exports.package import Package

FIRST = {"dxfs": ("tableStyles", "colors", "extLst")}  # what follows a list that may be missing


def grown(package: Package, group: str, child: str, text: str) -> int:
    """The number of a format in its list, which has it at its end unless it was there already."""
    [(_, part), *_] = package.related(package.workbook, "styles") or [("", "")]
    if not part:
        raise Unusual("styles")
    styles = package.text(part)
    p = prefix(styles, "styleSheet")
    styles, start, end = _list(styles, p, group)
    told = text.replace("{p}", p)
    known = re.findall(rf"<{p}{child}[\s/>]", styles[start:end])
    before = styles.rfind(told, start, end)
    if before >= 0:
        return len(re.findall(rf"<{p}{child}[\s/>]", styles[start:before]))
    opening = re.sub(r"\scount=[\"']\d+[\"']", "", styles[:start].rpartition("<")[2])
    head = styles[:start].rpartition("<")[0] + "<" + opening
    package.put(part, f"{head}{styles[start:end]}{told}{styles[end:]}")
    return len(known)


def _list(styles: str, p: str, group: str) -> tuple[str, int, int]:
    """The formats with a list that has room, and where its content begins and ends."""
    name = f"{p}{group}"
    styles = re.sub(rf"<{name}((?:\s[^<>]*)?)/>", rf"<{name}\1></{name}>", styles)
    found = re.search(rf"<{name}(?:\s[^<>]*)?>(.*?)</{name}>", styles, re.DOTALL)
    if found:
        return styles, found.start(1), found.end(1)
    if group not in FIRST:
        raise Unusual(group)
    later = re.search(rf"<{p}({'|'.join(FIRST[group])})[\s/>]|</{p}styleSheet>", styles)
    at = later.start()
    return f"{styles[:at]}<{name}></{name}>{styles[at:]}", at + len(name) + 2, at + len(name) + 2
