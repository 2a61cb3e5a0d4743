"""Who made something, as what may be asked for: ``by:claire``, ``by:"Claire Dupont"``."""

import re
from collections.abc import Iterable
from typing import Final

from community.members.models import Member
from community.search.analysis import fold

MEMBER: Final = "@"
"""Begins what stands for a member whatever the name; nobody can type it."""
MAX_NAME: Final = 100
_WORD: Final = re.compile(r"[^\W_]+")


def named(text: str) -> str:
    """Return a name without accents or case, its words joined: ``claire-dupont``."""
    words = (fold(word) for word in _WORD.findall(text[: 2 * MAX_NAME]))
    return "-".join(word for word in words if word)[:MAX_NAME].strip("-")


def names_of(people: Iterable[str]) -> list[str]:
    """Return everything that finds these people: each word of a name, and the whole of it."""
    listed = list(people)
    whole = {named(person) for person in listed if not person.startswith(MEMBER)}
    found = {word for name in whole for word in (name, *name.split("-")) if word}
    return sorted(found | {person for person in listed if person.startswith(MEMBER)})


def member_names(member: Member, *, name: str = "") -> tuple[str, ...]:
    """Return what a document says of a member who made it, so that it follows a change of name.

    `name` when the document shows another one. The handle of those who hide is nobody's business.
    """
    shown = (name or member.name, member.handle if member.is_listed else "")
    return (by_member(member.pk), *filter(None, shown))


def by_member(pk: int) -> str:
    """Return what stands for a member whatever the name."""
    return f"{MEMBER}{pk}"
