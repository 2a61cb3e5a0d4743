"""What of the learning trips the search can be narrowed to: a trip's own log."""

from typing import Final

from community.core.reader import Reader
from community.plugins import Scope, SearchScope
from webinars.trips.models import LearningTrip
from webinars.trips.permissions import can_see

TRIP = "trip"


def scope_of(trip: LearningTrip) -> str:
    """Return the word by which a trip is searched."""
    return f"{TRIP}:{trip.slug}"


def _trip(reader: Reader, slug: str) -> Scope | None:
    found = LearningTrip.objects.filter(slug=slug).first()
    if found is None or not can_see(reader, found):
        return None
    return Scope(label=str(found.title), url=found.get_absolute_url())


SCOPES: Final = (SearchScope(kind=TRIP, find=_trip),)
