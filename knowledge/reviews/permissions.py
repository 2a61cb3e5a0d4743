"""Who sees a review, who decides, who plans it."""

from community.core.reader import Reader
from community.core.roles import Role
from knowledge.cards.models import CardPage
from knowledge.reviews.models import ReviewState, ReviewTask


def can_decide(reader: Reader, state: ReviewState) -> bool:
    """Whether the reader approves or asks for changes: who is in the task's groups."""
    if not reader.is_member:
        return False
    groups = ReviewTask.objects.filter(pk=state.task_id, groups__name__in=reader.roles)
    return reader.is_superuser or groups.exists()


def can_plan(reader: Reader, state: ReviewState) -> bool:
    """Whether the reader sets day and reviewer, and invites others: reviewers and animators."""
    return reader.is_member and (reader.has_role(Role.ANIMATOR) or can_decide(reader, state))


def can_follow(reader: Reader, state: ReviewState, card: CardPage) -> bool:
    """Whether the reader sees the review and remarks on it: also who wrote the card."""
    if not reader.is_member:
        return False
    is_own = reader.user_id == card.owner_id or (
        card.author_id is not None and card.author_id == reader.member_id
    )
    return is_own or can_plan(reader, state)
