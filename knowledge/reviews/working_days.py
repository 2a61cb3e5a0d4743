"""By when a review is due, when one is reminded, how long a link lives: all in one place.

Working days are Monday to Friday. A site changes the numbers in its settings.
"""

from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone

ESCALATE_AFTER: Final = 3
"""Working days after the due day on which the animators are told."""
ADDRESS_KEPT: Final = timedelta(days=90)
"""How long the mail address of somebody invited is kept once their link is closed."""
_SATURDAY: Final = 5


def add_working_days(day: date, count: int) -> date:
    """Return the day that lies `count` working days after (before, when negative) another one."""
    step = timedelta(days=1 if count >= 0 else -1)
    left = abs(count)
    while left:
        day += step
        if day.weekday() < _SATURDAY:
            left -= 1
    return day


def default_due() -> date:
    """Return by when a card that is submitted today is reviewed (`KNOWLEDGE_REVIEW_DAYS`)."""
    days = int(getattr(settings, "KNOWLEDGE_REVIEW_DAYS", 5))
    return add_working_days(timezone.localdate(), days)


def link_lifetime() -> timedelta:
    """Return how long a link to a review answers (`KNOWLEDGE_REVIEW_LINK_DAYS`)."""
    return timedelta(days=int(getattr(settings, "KNOWLEDGE_REVIEW_LINK_DAYS", 14)))
