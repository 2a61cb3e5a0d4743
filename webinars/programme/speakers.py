"""What speakers gave the community, for other rooms that ask what vouches for a person."""

from collections.abc import Collection

from django.db.models import Count
from django.utils import timezone

from community.core.audience import Audience
from webinars.programme.enums import State
from webinars.programme.models import WebinarSpeaker


def sessions_count(user_ids: Collection[int]) -> dict[int, int]:
    """Count the sessions held that each account spoke at, one query; who has none is left out.

    What is still to come, was cancelled, or was for one organisation only does not count: the
    figure is shown to all members.
    """
    rows = (
        WebinarSpeaker.objects.filter(
            member__user__in=user_ids,
            webinar__state=State.ANNOUNCED,
            webinar__ends_at__lte=timezone.now(),
            webinar__audience__in=(Audience.EVERYONE, Audience.MEMBERS),
        )
        .order_by()
        .values_list("member__user")
        .annotate(Count("webinar", distinct=True))
    )
    return dict(rows)
