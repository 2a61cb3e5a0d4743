"""Asks people, 30 and 90 days later, what came of what they wanted to try."""

from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.notifications.services import notify
from community.plugins import NotificationKind, Tick
from webinars.trips.models import TripCommitment

KIND: Final = "trip_commitment"
NUDGE_DAYS: Final = (30, 90)


def nudge(today: date | None = None) -> int:
    """Ask about each commitment that is due and has no outcome; return how many people were asked.

    Who was away for long is asked once, about the later date. Calling it again asks nobody twice.
    """
    today = today or timezone.localdate()
    asked = 0
    for days in sorted(NUDGE_DAYS, reverse=True):
        due = TripCommitment.objects.filter(
            outcome="", nudged_days__lt=days, made_on__lte=today - timedelta(days=days)
        ).select_related("author__user", "trip")
        for commitment in due:
            asked += _ask(commitment, days=days)
    return asked


@transaction.atomic
def _ask(commitment: TripCommitment, *, days: int) -> int:
    trip = commitment.trip
    made = notify(
        [commitment.author.user],
        kind=KIND,
        key=f"{commitment.pk}:{days}",
        url=f"/webinars/trips/commitments/{commitment.pk}/",
        data={
            "days": days,
            "text_fr": commitment.text_fr or commitment.text_en,
            "text_en": commitment.text_en or commitment.text_fr,
            "trip_fr": trip.title_fr or trip.title_en,
            "trip_en": trip.title_en or trip.title_fr,
        },
    )
    TripCommitment.objects.filter(pk=commitment.pk).update(nudged_days=days)
    return len(made)


def run() -> None:
    """Nudge; what the clock calls."""
    nudge()


KINDS: Final = (
    NotificationKind(
        key=KIND,
        label=_("What came of what I wanted to try"),
        template="webinars/trips/commitment_nudge.txt",
    ),
)
TICKS: Final = (Tick(key="trip_commitments", every=timedelta(hours=6), run=run),)
