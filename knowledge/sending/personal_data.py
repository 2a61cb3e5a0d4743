"""What sending holds of a person: which cards they sent today, to nobody by name."""

from collections.abc import Mapping
from typing import Any

from knowledge.sending.models import CardMail


def export(user: Any) -> Mapping[str, Any]:
    """Return the cards that a person sent lately, with the day; days in ISO 8601."""
    rows = CardMail.objects.filter(member__user=user).order_by("pk").values_list("card", "day")
    return {"sent_cards": [{"card": card, "day": day.isoformat()} for card, day in rows]}


def erase(user: Any) -> None:
    """Forget that a person sent cards."""
    CardMail.objects.filter(member__user=user).delete()
