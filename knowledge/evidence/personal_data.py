"""What evidence holds of a person: handed out whole, and removed when they leave."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from community.core.page_cache import forget_pages
from community.members.models import Member
from knowledge.evidence.models import Evidence, Opinion


def held_of(user: Any) -> Mapping[str, Any]:
    """Return what a person said of cards as plain data; days in ISO 8601."""
    member = Member.objects.filter(user=user).first()
    if member is None:
        return {"applied_cards": [], "opinions_of_cards": []}
    said = Evidence.objects.filter(member=member).select_related("territory", "organisation")
    opinions = Opinion.objects.filter(member=member)
    return {
        "applied_cards": [
            {
                "card": row.card_id,
                "result": row.result,
                "sentence": row.sentence,
                "applied_on": row.applied_on.isoformat(),
                "territory": row.territory.code if row.territory else None,
                "organisation": row.organisation.code if row.organisation else None,
                "is_named": row.is_named,
            }
            for row in said.order_by("pk")
        ],
        "opinions_of_cards": [
            {
                "card": row.card_id,
                "is_helpful": row.is_helpful,
                "reason": row.reason,
                "text": row.text,
                "said_on": row.said_on.isoformat(),
            }
            for row in opinions.order_by("pk")
        ],
    }


def erase(user: Any) -> None:
    """Take the words away: that a card worked somewhere stays, without sentence, name and house."""
    member = Member.objects.filter(user=user).first()
    if member is None:
        return
    with transaction.atomic():
        Opinion.objects.filter(member=member).delete()
        Evidence.objects.filter(member=member).update(
            member=None, sentence="", organisation=None, is_named=False
        )
        forget_pages()
