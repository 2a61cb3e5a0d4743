"""Who may do what on a learning trip. Everybody asks here: services, views and search."""

from community.core.reader import Reader
from community.core.roles import Role
from webinars.trips.models import (
    LearningTrip,
    TripCommitment,
    TripParticipant,
    TripPhoto,
    TripState,
)


def can_see(reader: Reader, trip: LearningTrip) -> bool:
    """Whether the trip is the reader's to read."""
    return trip.is_visible_to(reader)


def takes_part(reader: Reader, trip: LearningTrip) -> bool:
    """Whether the reader is of the trip."""
    if reader.member_id is None:
        return False
    known = getattr(trip, "reader_takes_part", None)
    if known is not None:
        return bool(known)
    return TripParticipant.objects.filter(trip=trip, member=reader.member_id).exists()


def can_lead(reader: Reader, trip: LearningTrip) -> bool:
    """Whether the reader opens and publishes the log: its animator, or any animator's role."""
    if reader.has_role(Role.ANIMATOR):
        return True
    return reader.member_id is not None and trip.animator_id == reader.member_id


def can_join(reader: Reader, trip: LearningTrip) -> bool:
    """Whether the reader may say that they come along."""
    return (
        reader.member_id is not None
        and can_see(reader, trip)
        and trip.state != TripState.PUBLISHED
        and not takes_part(reader, trip)
    )


def can_write(reader: Reader, trip: LearningTrip) -> bool:
    """Whether the reader may add notes, photos, ratings: who takes part, while the log is open."""
    return (
        trip.state == TripState.OPEN
        and can_see(reader, trip)
        and (takes_part(reader, trip) or can_lead(reader, trip))
    )


def can_commit(reader: Reader, trip: LearningTrip) -> bool:
    """Whether the reader may say what they will try: who took part, also after publication."""
    return trip.state != TripState.ANNOUNCED and can_see(reader, trip) and takes_part(reader, trip)


def can_say_outcome(reader: Reader, commitment: TripCommitment) -> bool:
    """Whether the reader may say what came of it: it is theirs."""
    return reader.member_id is not None and commitment.author_id == reader.member_id


def can_copy(reader: Reader, trip: LearningTrip) -> bool:
    """Whether the reader may take the route for another group: any member who may read it."""
    return reader.member_id is not None and can_see(reader, trip)


def can_see_photo(reader: Reader, photo: TripPhoto, trip: LearningTrip) -> bool:
    """Whether a photo is shown: with consent to who reads the trip, else to who added it alone."""
    if not can_see(reader, trip):
        return False
    if photo.has_consent:
        return True
    return reader.member_id is not None and photo.added_by_id == reader.member_id
