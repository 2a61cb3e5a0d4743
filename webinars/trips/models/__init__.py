"""The models of learning trips, by subject: the trip, its log, its comparison, its outcomes."""

from webinars.trips.models.comparison import TripAssessment, TripCriterion
from webinars.trips.models.log import Consent, TripNote, TripPhoto, TripQuote, TripStop
from webinars.trips.models.outcomes import CommitmentOutcome, TripAstonishment, TripCommitment
from webinars.trips.models.trip import (
    LearningTrip,
    TripParticipant,
    TripSite,
    TripState,
    TripTheme,
)

__all__ = [
    "CommitmentOutcome",
    "Consent",
    "LearningTrip",
    "TripAssessment",
    "TripAstonishment",
    "TripCommitment",
    "TripCriterion",
    "TripNote",
    "TripParticipant",
    "TripPhoto",
    "TripQuote",
    "TripSite",
    "TripState",
    "TripStop",
    "TripTheme",
]
