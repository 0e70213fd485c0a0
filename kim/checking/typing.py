"""SQL that turns one text cell into a typed value, or into null where it cannot be read."""

from kim.datasets import Column

TRUE = "('ja', 'j', '1', 'wahr', 'true', 'x')"
FALSE = "('nein', 'n', '0', 'falsch', 'false')"
EXPECTED = {
    "date": "ein Datum als TT.MM.JJJJ, als JJJJ-MM-TT oder als Excel-Datum",
    "decimal": "eine Zahl, zum Beispiel 3,5",
    "integer": "eine ganze Zahl",
    "boolean": "ja oder nein",
}


def typed(column: Column, mark: str) -> str:
    """An expression over text column `t."name"`; codes come from a join `l_<name>` (see check.py)."""
    cell = f't."{column.name}"'
    expression = {
        "text": cell,
        "code": f'l_{column.name}."code"',
        "date": date_of(cell),
        "decimal": f"try_cast({number_text(cell, mark)} as decimal(12, 2))",
        "integer": integer_of(cell, mark),
        "boolean": f"case when lower({cell}) in {TRUE} then true when lower({cell}) in {FALSE} then false end",
    }[column.type]
    return f"cast({expression} as {column.sql_type})"


def date_of(cell: str) -> str:
    """German and ISO dates with four-digit years; everything else, two-digit years included, is null."""
    german = f"regexp_full_match({cell}, '\\d{{1,2}}\\.\\d{{1,2}}\\.\\d{{4}}')"
    iso = f"regexp_full_match({cell}, '\\d{{4}}-\\d{{2}}-\\d{{2}}( 00:00:00)?')"
    return (
        f"case when {german} then try_strptime({cell}, '%d.%m.%Y')::date"
        f" when {iso} then try_cast(left({cell}, 10) as date) end"
    )


def number_text(cell: str, mark: str) -> str:
    """The cell with a decimal point and without thousands, null where its marks are in wrong places."""
    group = "." if mark == "," else ","
    pattern = rf"[-+]?(\d{{1,3}}([{group} ]\d{{3}})+|\d+)([{mark}]\d+)?"
    plain = f"replace(replace(replace({cell}, '{group}', ''), ' ', ''), '{mark}', '.')"
    return f"case when regexp_full_match({cell}, '{pattern}') then {plain} end"


def integer_of(cell: str, mark: str) -> str:
    number = f"try_cast({number_text(cell, mark)} as decimal(18, 4))"
    return f"case when {number} = trunc({number}) then try_cast({number} as integer) end"
