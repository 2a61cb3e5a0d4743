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
from webinars.trips.models import (
    LearningTrip,
    TripAssessment,
    TripAstonishment,
    TripCommitment,
    TripCriterion,
    TripNote,
    TripParticipant,
    TripPhoto,
    TripQuote,
    TripSite,
    TripStop,
    TripTheme,
)

__all__ = [
    "CalendarFeed",
    "LearningTrip",
    "Registration",
    "Replay",
    "Series",
    "SeriesHost",
    "Subscription",
    "TripAssessment",
    "TripAstonishment",
    "TripCommitment",
    "TripCriterion",
    "TripNote",
    "TripParticipant",
    "TripPhoto",
    "TripQuote",
    "TripSite",
    "TripStop",
    "TripTheme",
    "WatchPosition",
    "Webinar",
    "WebinarHost",
    "WebinarSpeaker",
    "WebinarTheme",
]
