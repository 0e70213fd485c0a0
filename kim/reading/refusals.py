"""Why a workbook is not read: one sentence each, with what to do about it."""

from kim.reading.limits import MAX_CELLS, MAX_COLUMNS, MAX_FIELD, MAX_UNPACKED
from kim.reading.table import Unreadable


def broken() -> Unreadable:
    return Unreadable(
        "Die Datei ist keine lesbare Arbeitsmappe; sie ist beschädigt oder unvollständig.",
        "eine Arbeitsmappe im Format .xlsx, .xls oder .ods",
        remedy="Öffnen Sie die Datei in Excel, speichern Sie sie neu und reichen Sie die neue Datei ein.",
    )


def protected() -> Unreadable:
    return Unreadable(
        "Die Arbeitsmappe ist mit einem Kennwort geschützt.",
        "eine Arbeitsmappe ohne Kennwort",
        remedy="Speichern Sie die Datei ohne Kennwort.",
    )


def bomb() -> Unreadable:
    return Unreadable(
        "Die Arbeitsmappe ist ausgepackt zu groß.",
        f"höchstens {MAX_UNPACKED // 1_000_000} MB ausgepackt",
        remedy="Speichern Sie nur das Blatt mit den Daten in einer neuen Arbeitsmappe, oder als CSV.",
    )


def macros() -> Unreadable:
    return Unreadable(
        "Die Arbeitsmappe enthält Makros.",
        "eine Arbeitsmappe ohne Makros",
        remedy="Speichern Sie die Datei als .xlsx (ohne Makros).",
    )


def outside() -> Unreadable:
    return Unreadable(
        "Die Arbeitsmappe holt Werte aus anderen Dateien oder aus dem Netz.",
        "eine Arbeitsmappe ohne Verknüpfungen nach außen",
        remedy="Ersetzen Sie die Verknüpfungen durch ihre Werte (Kopieren, Inhalte einfügen, Werte).",
    )


def tricks() -> Unreadable:
    return Unreadable(
        "Die Arbeitsmappe enthält XML-Anweisungen, die in Tabellen nichts zu suchen haben.",
        "eine Arbeitsmappe, wie Excel oder LibreOffice sie speichert",
    )


def far(sheet: str | None = None) -> Unreadable:
    where = f"Das Tabellenblatt »{sheet}«" if sheet else "Ein Tabellenblatt"
    return Unreadable(
        f"{where} ist zu groß oder reicht bis in eine weit entfernte Zelle.",
        f"eine zusammenhängende Tabelle mit höchstens {MAX_COLUMNS} Spalten und {MAX_CELLS} Zellen",
        remedy="Löschen Sie einzelne Zellen weit unter oder neben der Tabelle; sehr große Tabellen speichern"
        " Sie als CSV.",
    )


def bad_cell(sheet: str, cell: str, row: int, long: bool) -> Unreadable:
    what = f"stehen mehr als {MAX_FIELD} Zeichen" if long else "steht ein Steuerzeichen"
    return Unreadable(
        f"In Zelle {cell} des Tabellenblatts »{sheet}« {what}.",
        "kurze Angaben aus lesbaren Zeichen",
        row,
        remedy="Löschen Sie den Inhalt der Zelle und tippen Sie ihn neu.",
    )
