"""Requests that nobody could answer, for whoever writes: only what all members may read."""

from datetime import timedelta
from typing import Any, Final

from django.utils import timezone

from mentoring.requests.enums import Confidentiality, State
from mentoring.requests.models import Need

SHOWN: Final = 20
LOOKING_DAYS: Final = 30
"""After so many days of looking, a need is as good as unanswered."""


def unanswered_requests() -> list[dict[str, Any]]:
    """Return id, title, purpose, language and themes of needs that found nobody, newest first.

    Never one that its author showed to fewer than all members; nothing says who asked.
    """
    since = timezone.now() - timedelta(days=LOOKING_DAYS)
    open_to_all = Need.objects.filter(confidentiality=Confidentiality.NETWORK)
    expired = open_to_all.filter(state=State.EXPIRED)
    looking = open_to_all.filter(state=State.OPEN, submitted_at__lt=since)
    needs = (expired | looking).order_by("-state_since", "-pk").prefetch_related("themed_items")
    return [
        {
            "id": need.pk,
            "title": need.title,
            "purpose": need.body[:2000],
            "language": need.language,
            "themes": [item.tag_id for item in need.themed_items.all()],
        }
        for need in needs[:SHOWN]
    ]
