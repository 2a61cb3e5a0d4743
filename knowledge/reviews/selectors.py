"""Reads of reviews: the people around one, the card as it would be published."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from wagtail.models import Page, Revision

from community.core.reader import Reader
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


def reviews_for(reader: Reader, *, is_over: bool) -> Any:
    """Return the reviews that the reader may follow: animators all, reviewers their groups'.

    Whoever wrote a card follows its reviews. What waits comes by its day, what is over the latest
    first.
    """
    states = ReviewState.objects.all()
    if not reader.has_role(Role.ANIMATOR):
        own = CardPage.objects.filter(
            Q(owner=reader.user_id) | Q(author=reader.member_id or 0)
        ).annotate(key=Cast("pk", CharField()))
        states = states.filter(
            Q(task__groupapprovaltask__groups__name__in=reader.roles)
            | Q(
                workflow_state__object_id__in=own.values("key"),
                workflow_state__base_content_type__app_label="wagtailcore",
                workflow_state__base_content_type__model="page",
            )
        )
    waiting = ReviewState.STATUS_IN_PROGRESS
    keys = states.order_by().values("pk")
    found = ReviewState.objects.filter(pk__in=keys).select_related(
        "workflow_state", "reviewer", "taken_by"
    )
    if is_over:
        return found.exclude(status=waiting).order_by("-finished_at", "-pk")
    return found.filter(status=waiting).most_pressing_first()


def titles_of(states: Iterable[ReviewState]) -> dict[int, str]:
    """Return the title of each review's draft by the card's key; one query."""
    pages = Page.objects.filter(pk__in=[state.card_id for state in states])
    return {page.pk: page.draft_title or page.title for page in pages.only("title", "draft_title")}


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
