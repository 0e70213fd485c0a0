"""Sentences with plain spaces, as people type them."""

from kim.formats import NBSP


def plain(text: str) -> str:
    return text.replace(NBSP, " ")
