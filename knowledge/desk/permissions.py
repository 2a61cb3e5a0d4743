"""Who has a desk."""

from community.core.reader import Reader
from community.core.roles import Role

ROLES = frozenset({Role.EXPERT.value, Role.REVIEWER.value, Role.ANIMATOR.value})


def can_use(reader: Reader) -> bool:
    """Whether the reader has a desk: experts, reviewers and animators."""
    return reader.member_id is not None and reader.has_role(
        Role.EXPERT, Role.REVIEWER, Role.ANIMATOR
    )
