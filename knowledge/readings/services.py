"""Counts readings."""

from datetime import date

from django.db.models import F
from django.utils import timezone

from knowledge.readings.models import CardReadings


def count(card_id: int, *, on: date | None = None) -> None:
    """Count one more reading of a card on a day; one query on all but the first of a day."""
    day = on or timezone.localdate()
    row = CardReadings.objects.filter(card=card_id, day=day)
    if not row.update(number=F("number") + 1):
        CardReadings.objects.get_or_create(card_id=card_id, day=day)
        row.update(number=F("number") + 1)
