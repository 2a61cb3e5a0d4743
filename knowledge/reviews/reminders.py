"""What the clock says of reviews, once to each person: due soon, late, left by who had them."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from community.members.models import Member
from community.notifications.services import notify
from knowledge.reviews import selectors
from knowledge.reviews.models import ReviewLink, ReviewState
from knowledge.reviews.services import review_url, title_of
from knowledge.reviews.working_days import ADDRESS_KEPT, ESCALATE_AFTER, add_working_days

DUE: Final = "knowledge.review_due"
LATE: Final = "knowledge.review_late"
ESCALATED: Final = "knowledge.review_escalated"
RETURNED: Final = "knowledge.review_returned"


def _waiting() -> Any:
    return (
        ReviewState.objects.waiting()
        .select_related("workflow_state", "reviewer__user", "taken_by__user")
        .order_by("pk")
    )


def _responsible(state: ReviewState) -> list[Any]:
    """Return the users who are reminded: who is on it, who is named, else the whole group."""
    person = state.taken_by or state.reviewer
    if person is not None and person.user.is_active:
        return [person.user]
    return [member.user for member in selectors.reviewers_of(state)]


def _tell(state: ReviewState, users: Iterable[Any], *, kind: str, key: str) -> int:
    data = {
        "title": title_of(state),
        "day": state.due_on.isoformat(),
        "who": str(state.taken_by or state.reviewer or ""),
    }
    # The key has the day: a review that was put off is reminded of again.
    keyed = f"{state.pk}:{state.due_on.isoformat()}:{key}"
    return len(notify(users, kind=kind, key=keyed, url=review_url(state), data=data))


@transaction.atomic
def remind(today: date | None = None) -> int:
    """Remind a working day before the day and once it has passed; returns how many were told."""
    day = today or timezone.localdate()
    told = 0
    for state in _waiting().filter(due_on__lte=add_working_days(day, 1)):
        kind, key = (LATE, "late") if state.due_on < day else (DUE, "soon")
        told += _tell(state, _responsible(state), kind=kind, key=key)
    return told


@transaction.atomic
def escalate(today: date | None = None) -> int:
    """Tell the animators of what is late by some working days; returns how many were told."""
    day = today or timezone.localdate()
    users = [member.user for member in selectors.animators()]
    late = _waiting().filter(due_on__lte=add_working_days(day, -ESCALATE_AFTER))
    return sum(_tell(state, users, kind=ESCALATED, key="late") for state in late)


@transaction.atomic
def return_to_group() -> int:
    """Free the reviews of whoever cannot review any more; their groups are told; returns how many.

    That is who closed their account, and who is in none of the groups any more.
    """
    freed = 0
    for state in _waiting().exclude(reviewer__isnull=True, taken_by__isnull=True):
        here = set(selectors.reviewers_of(state).values_list("pk", flat=True))
        gone = {state.reviewer_id, state.taken_by_id} - here - {None}
        if not gone:
            continue
        if state.reviewer_id in gone:
            state.reviewer = None
        if state.taken_by_id in gone:
            state.taken_by, state.taken_at = None, None
        state.save(update_fields=["reviewer", "taken_by", "taken_at"])
        key = "returned:" + ",".join(str(each) for each in sorted(key for key in gone if key))
        members: Iterable[Member] = selectors.reviewers_of(state)
        _tell(state, [member.user for member in members], kind=RETURNED, key=key)
        freed += 1
    return freed


def forget_addresses() -> int:
    """Forget the mail addresses of people whose link closed a while ago; returns how many."""
    now = timezone.now()
    old = ReviewLink.objects.filter(invited_at__lt=now - ADDRESS_KEPT).exclude(email="")
    closed = old.exclude(pk__in=ReviewLink.objects.open(now).values("pk"))
    return int(closed.update(email=""))
