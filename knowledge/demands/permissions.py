"""Who may read, ask, vote, write and close on the demand board."""

from community.core.reader import Reader
from community.core.roles import Role
from knowledge.demands.models import Demand


def can_read(reader: Reader) -> bool:
    """Whether the board is there for the reader: for every member with a profile."""
    return reader.member_id is not None


def can_vote(reader: Reader, demand: Demand) -> bool:
    """Whether the reader may say that they miss it too, or take that back."""
    return can_read(reader) and demand.is_waiting


def can_write(reader: Reader) -> bool:
    """Whether the reader may claim demands and answer them."""
    return can_read(reader) and reader.has_role(Role.EXPERT, Role.REVIEWER, Role.ANIMATOR)


def can_close(reader: Reader, demand: Demand) -> bool:
    """Whether the reader may close a demand without a card, saying why."""
    return can_read(reader) and demand.is_waiting and reader.has_role(Role.REVIEWER, Role.ANIMATOR)


def can_bring_in(reader: Reader) -> bool:
    """Whether the reader may put on the board what others searched for in vain."""
    return can_write(reader)
