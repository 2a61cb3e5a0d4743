"""The table of contents of this app's models; each lives in its slice."""

from webinars.programme.models import (
    CalendarFeed,
    Registration,
    Series,
    SeriesHost,
    Subscription,
    Webinar,
    WebinarHost,
    WebinarSpeaker,
    WebinarTheme,
)
from webinars.replays.models import Replay, WatchPosition

__all__ = [
    "CalendarFeed",
    "Registration",
    "Replay",
    "Series",
    "SeriesHost",
    "Subscription",
    "WatchPosition",
    "Webinar",
    "WebinarHost",
    "WebinarSpeaker",
    "WebinarTheme",
]
