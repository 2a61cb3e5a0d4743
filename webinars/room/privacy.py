"""What the programme and the replays hold of a person, and how it goes."""

from collections.abc import Mapping
from typing import Any

from webinars.programme.models import CalendarFeed, Registration, Subscription, WebinarSpeaker
from webinars.programme.services import give_up, unsubscribe
from webinars.replays.models import WatchPosition


def export(user: Any) -> Mapping[str, Any]:
    """Return registrations, subscriptions, talks and places in replays as plain data."""
    return {
        "webinar_registrations": [
            {
                "webinar": registration.webinar.slug,
                "mode": registration.mode,
                "is_waiting": registration.is_waiting,
                "registered_at": registration.queued_at.isoformat(),
                "cancelled_at": (
                    registration.cancelled_at.isoformat() if registration.cancelled_at else None
                ),
            }
            for registration in Registration.objects.filter(user=user).select_related("webinar")
        ],
        "webinar_subscriptions": list(
            Subscription.objects.filter(user=user).values_list("series__slug", flat=True)
        ),
        "webinar_talks": [
            {
                "webinar": speaker.webinar.slug,
                "consented_on": speaker.consented_on.isoformat() if speaker.consented_on else None,
            }
            for speaker in WebinarSpeaker.objects.filter(member__user=user).select_related(
                "webinar"
            )
        ],
        "replay_positions": list(
            WatchPosition.objects.filter(user=user).values("replay__webinar__slug", "seconds")
        ),
    }


def erase(user: Any) -> None:
    """Free the person's places and forget what was watched; talks keep the name they were given."""
    for subscription in Subscription.objects.filter(user=user).select_related("series"):
        unsubscribe(subscription.series, user=user)
    for registration in Registration.objects.active().filter(user=user).select_related("webinar"):
        give_up(registration.webinar, user=user)
    Registration.objects.filter(user=user).delete()
    WatchPosition.objects.filter(user=user).delete()
    CalendarFeed.objects.filter(user=user).delete()
