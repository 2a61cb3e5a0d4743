"""Who makes a card of a thing."""

from community.core.reader import Reader
from community.core.roles import Role


def can_make(reader: Reader) -> bool:
    """Whether the reader is offered to make a card of a thing: who writes cards."""
    return reader.has_role(Role.EXPERT, Role.ANIMATOR)
