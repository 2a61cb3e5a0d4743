"""Reads how often cards were read."""

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from django.db.models import Sum
from django.utils import timezone

from knowledge.readings.models import CardReadings

RECENT_DAYS: Final = 30


def readings_of(card_ids: Collection[int]) -> dict[int, int]:
    """Return how often each card was read in the last `RECENT_DAYS`; one query."""
    since = timezone.localdate() - timedelta(days=RECENT_DAYS)
    rows = CardReadings.objects.filter(card__in=card_ids, day__gt=since).order_by()
    return dict(rows.values_list("card").annotate(Sum("number")))
