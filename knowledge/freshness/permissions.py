"""Who verifies a card, and who sees all that waits."""

from community.core.reader import Reader
from community.core.roles import Role
from knowledge.freshness.models import Duty


def can_verify(reader: Reader, duty: Duty) -> bool:
    """Whether the reader may say that the card is still right: its verifier, or an animator."""
    if not reader.is_member:
        return False
    is_verifier = duty.verifier_id is not None and duty.verifier_id == reader.member_id
    return is_verifier or can_oversee(reader)


def can_oversee(reader: Reader) -> bool:
    """Whether the reader sees everybody's cards to verify."""
    return reader.is_member and reader.has_role(Role.ANIMATOR)
