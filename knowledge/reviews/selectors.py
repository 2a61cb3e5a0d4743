"""Reads of reviews: the people around one, the card as it would be published."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from wagtail.models import Page, Revision

from community.core.roles import Role
from community.members.models import Member
from knowledge.cards.models import CardPage
from knowledge.reviews.models import ReviewState, ReviewTask


@dataclass(frozen=True)
class Draft:
    """A card as it would be published, and the revision that says so."""

    card: CardPage
    revision: int


def review(pk: int) -> ReviewState | None:
    """Return a review with what its page needs; None when there is none."""
    states = ReviewState.objects.select_related(
        "workflow_state__workflow", "reviewer__user", "taken_by__user"
    )
    return states.filter(pk=pk).first()


def draft_of(state: ReviewState) -> Draft | None:
    """Return the latest revision of the card in review; None when the card is gone."""
    page = Page.objects.filter(pk=state.card_id).select_related("latest_revision").first()
    revision: Revision | None = page.latest_revision if page else None
    if revision is None:
        return None
    card = revision.as_object()
    return Draft(card, revision.pk) if isinstance(card, CardPage) else None


def reviewers_of(state: ReviewState) -> Any:
    """Return the members whose groups review, active ones only."""
    groups = ReviewTask.objects.filter(pk=state.task_id).values("groups")
    users = get_user_model()._default_manager.filter(groups__in=groups, is_active=True)
    return Member.objects.filter(user__in=users.values("pk")).select_related("user")


def animators() -> Any:
    """Return the members who are told when a review stays undone."""
    return Member.objects.filter(
        user__groups__name=Role.ANIMATOR.value, user__is_active=True
    ).select_related("user")


def people_around(state: ReviewState, card: CardPage) -> Any:
    """Return who may follow a review, and so can be named in a remark."""
    keys = {*reviewers_of(state).values_list("pk", flat=True)}
    keys |= {*animators().values_list("pk", flat=True)}
    own = Member.objects.filter(user=card.owner_id) if card.owner_id else Member.objects.none()
    keys |= {*own.values_list("pk", flat=True)}
    if card.author_id:
        keys.add(card.author_id)
    return Member.objects.filter(pk__in=keys, user__is_active=True).select_related("user")
