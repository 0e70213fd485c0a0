"""Bytes of a handed-in file → text cells under our column names, with nothing guessed."""

from kim.reading.cells import READ
from kim.reading.files import plain_name
from kim.reading.layout import CodeProposal, ColumnProposal, FileColumn, Layout, LeftOut, Question
from kim.reading.lesart import NOT_THERE, Lesart, lesart_of, load_lesart
from kim.reading.reading import read, tables_of
from kim.reading.sheet import ROW, Sheet

__all__ = [
    "NOT_THERE",
    "READ",
    "ROW",
    "CodeProposal",
    "ColumnProposal",
    "FileColumn",
    "Layout",
    "LeftOut",
    "Lesart",
    "Question",
    "Sheet",
    "lesart_of",
    "load_lesart",
    "plain_name",
    "read",
    "tables_of",
]
