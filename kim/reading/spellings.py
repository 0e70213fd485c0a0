"""How the codes of a list may be spelled: the plain form of a cell, and the spellings that are known."""

from functools import cache

from kim.datasets import spellings


def plain_spelling(text: str) -> str:
    """As spellings are listed: lower case, single spaces."""
    return " ".join(text.lower().split())


@cache
def known_spellings(codes: str) -> frozenset[str]:
    return frozenset(spellings(codes)["spelling"])
