"""Writes of reviews: deciding, being on it, planning, remarking."""

import re
from collections.abc import Collection
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from community.core.dates import day_in_words
from community.core.errors import Refused
from community.core.markup import plain
from community.core.validation import messages_of
from community.members.models import Member
from community.notifications.services import notify
from knowledge.cards.models import CardPage
from knowledge.cards.services import record_guest_review
from knowledge.freshness.services import note_approval
from knowledge.reviews import history
from knowledge.reviews.enums import Priority, Verdict
from knowledge.reviews.models import AlreadyDecided, ReviewState
from knowledge.reviews.selectors import people_around

MENTIONED: Final = "knowledge.review_mention"
NAMED: Final = "knowledge.review_named"
LONGEST: Final = 2000
_HANDLE = re.compile(r"@([-\w]+)")


class ChangedMeanwhile(Refused):
    """The card is not what was shown any more: a decision counts for what somebody read."""


class RemarkMissing(Refused):
    """Who asks for changes says which."""


class NotPublishable(Refused):
    """The card breaks a promise, so it stays in review."""


class TakenAlready(Refused):
    """Somebody else is on it."""


def review_url(state: ReviewState) -> str:
    """Return the address of a review, for notifications."""
    return reverse("knowledge:review", args=[state.pk])


def title_of(state: ReviewState) -> str:
    """Return the title of the draft in review."""
    page = Page.objects.filter(pk=state.card_id).only("title", "draft_title").first()
    return (page.draft_title or page.title) if page else ""


@transaction.atomic
def decide(
    state_id: int,
    *,
    verdict: Verdict,
    revision: int,
    by: Any = None,
    credited: Any = None,
    guest: str = "",
    signature: str = "",
    remark: str = "",
) -> None:
    """Approve or send back the revision that was shown; exactly one decision counts.

    `by` is a user who may decide in the CMS, None for somebody invited: `credited` is their account
    where they have one, `guest` the name that the card shows where not, and `signature` says in the
    history who speaks. Raises AlreadyDecided, ChangedMeanwhile, RemarkMissing and NotPublishable;
    nothing has changed then.
    """
    said = plain(remark).strip()[:LONGEST]
    if verdict == Verdict.CHANGES and not said:
        raise RemarkMissing(_("Say in a sentence what should change: the author reads it."))
    state = ReviewState.objects.select_for_update(of=("self",)).filter(pk=state_id).first()
    if state is None or state.status != ReviewState.STATUS_IN_PROGRESS:
        raise AlreadyDecided(
            _("Somebody else decided about this card meanwhile; their decision counts.")
        )
    page = Page.objects.select_for_update(of=("self",)).get(pk=state.card_id)
    if page.latest_revision_id != revision:
        raise ChangedMeanwhile(
            _("The card was changed since you opened it. Here is the newer one: please look again.")
        )
    comment = f"{signature} {said}".strip() if signature else said
    try:
        if verdict == Verdict.APPROVED:
            state.approve(user=by, comment=comment)
            if credited is not None:
                note_approval(CardPage.objects.get(pk=page.pk), by=credited)
            elif guest:
                record_guest_review(CardPage.objects.get(pk=page.pk), name=guest)
        else:
            state.reject(user=by, comment=comment)
    except ValidationError as error:
        raise NotPublishable(
            _("It cannot be published yet: %(why)s") % {"why": " ".join(messages_of(error))}
        ) from error


@transaction.atomic
def take(state: ReviewState, *, by: Member) -> None:
    """Say “I am on it”; taking it twice changes nothing. Raises TakenAlready."""
    free = ReviewState.objects.waiting().filter(pk=state.pk, taken_by__isnull=True)
    if free.update(taken_by=by, taken_at=timezone.now()):
        history.note(state, "take", by=by.user, who=str(by))
        return
    state.refresh_from_db()
    if state.taken_by_id != by.pk:
        raise TakenAlready(
            _("%(who)s is on it already.") % {"who": state.taken_by}
            if state.taken_by
            else _("This review is over.")
        )


@transaction.atomic
def give_back(state: ReviewState, *, by: Member) -> None:
    """Let others take the review; giving back what one has not changes nothing."""
    mine = ReviewState.objects.waiting().filter(pk=state.pk, taken_by=by)
    if mine.update(taken_by=None, taken_at=None):
        history.note(state, "give_back", by=by.user, who=str(by))


@transaction.atomic
def plan(
    state: ReviewState, *, by: Member, due_on: date, priority: Priority, reviewer: Member | None
) -> None:
    """Set the day, the priority and who is named; the person named is told once."""
    kept = ReviewState.objects.select_for_update(of=("self",)).get(pk=state.pk)
    key = reviewer.pk if reviewer else None
    if (kept.due_on, kept.priority, kept.reviewer_id) == (due_on, priority, key):
        return
    is_newly_named = reviewer is not None and kept.reviewer_id != key
    kept.due_on, kept.priority, kept.reviewer = due_on, priority, reviewer
    kept.save(update_fields=["due_on", "priority", "reviewer"])
    told = [day_in_words(due_on), str(Priority(priority).label), str(reviewer or "")]
    history.note(state, "plan", by=by.user, who=str(by), text=", ".join(filter(None, told)))
    if is_newly_named and reviewer is not None and reviewer.pk != by.pk:
        notify(
            [reviewer.user],
            kind=NAMED,
            key=f"{state.pk}:{due_on.isoformat()}",
            url=review_url(state),
            data={"title": title_of(state), "who": str(by), "day": due_on.isoformat()},
        )


@transaction.atomic
def remark(
    state: ReviewState,
    card: CardPage,
    *,
    by: Member,
    text: str,
    tell: Collection[int] = (),
    key: str,
) -> bool:
    """Write a remark into the history, and tell who is named in it or chosen; False when again.

    `key` makes the remark the same one when it is sent twice. Only people who may follow the review
    are told.
    """
    said = plain(text).strip()[:LONGEST]
    if not said:
        raise RemarkMissing(_("Write the remark first."))
    if not history.is_new_remark(state, key):
        return False
    history.note(state, "remark", by=by.user, who=str(by), text=said, key=key)
    handles = {handle.lower() for handle in _HANDLE.findall(said)}
    people = people_around(state, card).exclude(pk=by.pk)
    told = [one for one in people if one.pk in tell or one.handle.lower() in handles]
    notify(
        [one.user for one in told],
        kind=MENTIONED,
        key=f"{state.pk}:{key}",
        url=review_url(state),
        data={"title": title_of(state), "who": str(by), "remark": said},
    )
    return True
