"""Bytes of a handed-in file → text cells under our column names, with nothing guessed."""

from kim.reading.sheet import ROW, Sheet, read

__all__ = ["ROW", "Sheet", "read"]
