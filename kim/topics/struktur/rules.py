"""The rule by which sites are grouped: it stands wherever a group is shown."""

from collections.abc import Iterator

from kim import formats
from kim.topics.parts import Folded, Words
from kim.typology import Typed, label_of_type, rule


def rule_words() -> Iterator[Words]:
    """The rule with its reasons."""
    told = rule()
    yield Words("\n".join(f"- **{one['label']}:** {one['regel']} {one['grund']}" for one in told["typen"]))
    yield Words(f"{' '.join(told['hinweise'].values())} {told['quelle']}", small=True)


def rule_of(typed: Typed) -> str:
    """What the rule says of the group of a site, or which groups it leaves open."""
    if typed.type is None:
        return f"Möglich sind {formats.listing(f'»{label_of_type(group)}«' for group in typed.possible)}."
    return next(f"Regel: {one['regel']}" for one in rule()["typen"] if one["label"] == typed.label)


def rule_parts(key: str) -> Iterator[Folded]:
    """The same behind its title."""
    yield Folded(f"Die Regel: {rule()['titel']}", key, rule_words)
