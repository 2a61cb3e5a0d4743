"""Series, sessions and the people who come."""

from webinars.programme.models.registration import CalendarFeed, Registration, Subscription
from webinars.programme.models.series import Series, SeriesHost
from webinars.programme.models.webinar import Webinar, WebinarHost, WebinarSpeaker, WebinarTheme

__all__ = [
    "CalendarFeed",
    "Registration",
    "Series",
    "SeriesHost",
    "Subscription",
    "Webinar",
    "WebinarHost",
    "WebinarSpeaker",
    "WebinarTheme",
]
