"""What this app holds of a person: handed out whole, and removed when they leave."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from community.search.services import reindex
from mentoring.engagements.models import Entry, Feedback
from mentoring.facilitators.models import Facilitator
from mentoring.requests.enums import State
from mentoring.requests.models import Need, NeedEvent


def export(user: Any) -> Mapping[str, Any]:
    """Return everything that this app holds of a user, as plain data."""
    member = user.member
    offer = Facilitator.objects.filter(member=member).values().first()
    return {
        "facilitator": offer,
        "needs": list(Need.objects.filter(author=member).values()),
        "history": list(
            NeedEvent.objects.filter(actor=member).values("need_id", "kind", "text", "at")
        ),
        "notes": list(Entry.objects.filter(author=member).values("engagement_id", "text", "at")),
        "feedback": list(Feedback.objects.filter(by=member).values("helped", "text", "at")),
    }


def erase(user: Any) -> None:
    """Remove what a person wrote; that something was solved stays, without name and text."""
    member = user.member
    with transaction.atomic():
        Facilitator.objects.filter(member=member).delete()
        Need.objects.filter(author=member, state=State.DRAFT).delete()
        NeedEvent.objects.filter(actor=member).update(text="", actor=None)
        NeedEvent.objects.filter(subject=member).update(subject=None)
        Entry.objects.filter(author=member).update(text="", author=None)
        Feedback.objects.filter(by=member).update(text="", by=None)
        for need in Need.objects.filter(author=member):
            need.author, need.title, need.body, need.terms = None, "—", "—", {}
            need.save(update_fields=["author", "title", "body", "terms"])
            reindex("need", need.pk)
