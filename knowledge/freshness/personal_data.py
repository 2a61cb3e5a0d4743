"""What freshness holds of a person: handed out whole, and removed when they leave."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from community.core.tasks import enqueue_on_commit
from community.members.models import Member
from knowledge.freshness.models import Duty, Verification, Verifier
from knowledge.freshness.tasks import hand_on


def held_of(user: Any) -> Mapping[str, Any]:
    """Return a person's groups, duties and verifications as plain data; days in ISO 8601."""
    member = Member.objects.filter(user=user).first()
    if member is None:
        return {"verifying": None}
    duties = Duty.objects.filter(verifier=member).order_by("due_on", "pk")
    found = Verification.objects.filter(by=member).order_by("on", "pk")
    groups = Verifier.objects.filter(member=member).order_by("group__name")
    return {
        "verifying": {
            "groups": list(groups.values_list("group__name", flat=True)),
            "duties": [
                {"card": card, "due_on": due_on.isoformat()}
                for card, due_on in duties.values_list("card", "due_on")
            ],
            "verifications": [
                {"card": card, "on": on.isoformat(), "outcome": outcome, "remark": remark}
                for card, on, outcome, remark in found.values_list(
                    "card", "on", "outcome", "remark"
                )
            ],
        }
    }


def erase(user: Any) -> None:
    """Take groups and words away; that a card was verified stays, without name.

    The duties go on to others as soon as the account is closed, who are told.
    """
    member = Member.objects.filter(user=user).first()
    if member is None:
        return
    with transaction.atomic():
        Verifier.objects.filter(member=member).delete()
        Verification.objects.filter(by=member).update(by=None, remark="")
        enqueue_on_commit(hand_on)
