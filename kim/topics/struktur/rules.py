"""The rule by which sites are grouped: it stands wherever a group is shown."""

from collections.abc import Iterator

from kim.topics.parts import Folded, Words
from kim.typology import rule


def rule_words() -> Iterator[Words]:
    """The rule with its reasons."""
    told = rule()
    yield Words("\n".join(f"- **{one['label']}:** {one['regel']} {one['grund']}" for one in told["typen"]))
    yield Words(f"{' '.join(told['hinweise'].values())} {told['quelle']}", small=True)


def rule_parts(key: str) -> Iterator[Folded]:
    """The same behind its title."""
    yield Folded(f"Die Regel: {rule()['titel']}", key, rule_words)
