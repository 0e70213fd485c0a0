"""SQL that turns one text cell into a typed value, or into null where it cannot be read."""

from kim.datasets import Column
from kim.reading.numbers import MARKS, number_pattern

MARK_NAMES = {",": "komma", ".": "punkt"}
EXPECTED = {
    "date": "ein Datum als TT.MM.JJJJ, als JJJJ-MM-TT oder als Excel-Datum",
    "decimal": "eine Zahl, zum Beispiel 3,5",
    "integer": "eine ganze Zahl",
    "boolean": "ja oder nein",
}
TIME = r"\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?"
GERMAN = rf"\d{{1,2}}\.\d{{1,2}}\.\d{{4}}( {TIME}( Uhr)?)?"
ISO = rf"\d{{4}}-\d{{2}}-\d{{2}}([ T]{TIME})?"
AZR = r"(?i)(AZR\D{0,6})?\d{12}"
FULL_NAME = r"[A-ZÄÖÜ][a-zäöüßé]+,? +[A-ZÄÖÜ][a-zäöüßé]+"
BIRTHDAY = r"\d{1,2}\.\d{1,2}\.\d{2,4}"


def macros() -> list[str]:
    """Statements that teach a connection to read cells; as macros they keep the checks short and quick."""
    return [
        f"""
        create or replace macro as_date(cell) as case
            when regexp_full_match(cell, '{GERMAN}')
                then cast(try_strptime(split_part(cell, ' ', 1), '%d.%m.%Y') as date)
            when regexp_full_match(cell, '{ISO}') then try_cast(left(cell, 10) as date)
        end
        """,
        """
        create or replace macro as_boolean(cell) as case
            when lower(cell) in ('ja', 'j', '1', 'wahr', 'true', 'x') then true
            when lower(cell) in ('nein', 'n', '0', 'falsch', 'false') then false
        end
        """,
        f"""
        create or replace macro is_personal(cell) as
            contains(cell, '@') or regexp_full_match(replace(cell, ' ', ''), '{AZR}')
        """,
        f"""
        create or replace macro is_no_pseudonym(cell) as
            is_personal(cell) or not regexp_matches(cell, '[0-9]') or regexp_matches(cell, '{FULL_NAME}')
            or regexp_matches(cell, '{BIRTHDAY}')
        """,
        *map(_number_macro, MARKS),
    ]


def as_number(cell: str, mark: str | None) -> str:
    """The exact number in a cell; null where it is none, or where the file leaves its decimal mark open."""
    return f"as_number_{MARK_NAMES[mark]}({cell})" if mark else "null"


def typed(column: Column, cell: str, number: str) -> str:
    """A typed expression over relation `t` of text cells, in which codes are looked up already."""
    expression = {
        "text": cell,
        "code": f't."{column.name}:code"',
        "date": f"as_date({cell})",
        "decimal": number,
        "integer": f"case when {number} = trunc({number}) then {number} end",
        "boolean": f"as_boolean({cell})",
    }[column.type]
    return f"try_cast({expression} as {column.sql_type})"


def _number_macro(mark: str) -> str:
    group = "." if mark == "," else ","
    plain = f"replace(replace(replace(cell, '{group}', ''), ' ', ''), '{mark}', '.')"
    return f"""
        create or replace macro as_number_{MARK_NAMES[mark]}(cell) as
            case when regexp_full_match(cell, '{number_pattern(mark)}')
                then try_cast({plain} as decimal(38, 6)) end
    """
