"""What reviews hold of a person: handed out whole, and removed when they leave."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from wagtail.models import PageLogEntry

from community.core.tasks import enqueue_on_commit
from community.members.models import Member
from knowledge.reviews.history import REMARK
from knowledge.reviews.models import ReviewLink, ReviewState
from knowledge.reviews.tasks import return_to_group


def held_of(user: Any) -> Mapping[str, Any]:
    """Return a person's reviews, invitations and remarks as plain data; days in ISO 8601."""
    member = Member.objects.filter(user=user).first()
    named = ReviewState.objects.filter(reviewer=member) if member else ReviewState.objects.none()
    taken = ReviewState.objects.filter(taken_by=member) if member else ReviewState.objects.none()
    links = ReviewLink.objects.filter(invited_by=member) if member else ReviewLink.objects.none()
    remarks = PageLogEntry.objects.filter(action=REMARK, user=user).order_by("pk")
    return {
        "reviews": {
            "named_for": [state.card_id for state in named.select_related("workflow_state")],
            "on": [state.card_id for state in taken.select_related("workflow_state")],
            "invited": [
                {"name": link.name, "on": link.invited_at.date().isoformat()} for link in links
            ],
            "remarks": [
                {"card": entry.page_id, "text": entry.data.get("text", "")} for entry in remarks
            ],
        }
    }


@transaction.atomic
def erase(user: Any) -> None:
    """Take words and names away; that a card was reviewed stays, without name."""
    for entry in PageLogEntry.objects.filter(action__startswith="knowledge.review.", user=user):
        kept = {"text": ""} if entry.action == REMARK else {}
        entry.data = {**entry.data, "who": "—", **kept}
        entry.save(update_fields=["data"])
    member = Member.objects.filter(user=user).first()
    if member is None:
        return
    # What still waits goes back to the group, which is told.
    over = ReviewState.objects.exclude(status=ReviewState.STATUS_IN_PROGRESS)
    over.filter(reviewer=member).update(reviewer=None)
    over.filter(taken_by=member).update(taken_by=None, taken_at=None)
    ReviewLink.objects.filter(invited_by=member).update(invited_by=None)
    enqueue_on_commit(return_to_group)
