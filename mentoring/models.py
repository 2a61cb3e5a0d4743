"""The table of contents of this app's models; each lives in its slice."""

from mentoring.engagements.models import Engagement, Entry, Feedback, Meeting, Place
from mentoring.facilitators.models import Facilitator, FacilitatorTheme, Qualification
from mentoring.matching.models import MatchingWeights
from mentoring.offers.models import Offer
from mentoring.requests.models import Need, NeedEvent, NeedTheme

__all__ = [
    "Engagement",
    "Entry",
    "Facilitator",
    "FacilitatorTheme",
    "Feedback",
    "MatchingWeights",
    "Meeting",
    "Need",
    "NeedEvent",
    "NeedTheme",
    "Offer",
    "Place",
    "Qualification",
]
