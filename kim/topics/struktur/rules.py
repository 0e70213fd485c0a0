"""The rule by which sites are grouped: it stands wherever a group is shown."""

from collections.abc import Iterator

from kim.topics.parts import Folded, Part, Words
from kim.typology import rule


def rule_parts(key: str) -> Iterator[Folded]:
    """The rule with its reasons, behind its title."""
    told = rule()
    lines = [f"- **{one['label']}:** {one['regel']} {one['grund']}" for one in told["typen"]]
    remarks = " ".join(told["hinweise"].values())

    def parts() -> list[Part]:
        return [Words("\n".join(lines)), Words(f"{remarks} {told['quelle']}", small=True)]

    yield Folded(f"Die Regel: {told['titel']}", key, parts)
