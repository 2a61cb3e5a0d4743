"""Every permission over everybody: visitor, member, participant, leader, animator."""

import pytest

from community.core.audience import Audience
from community.core.reader import ANONYMOUS
from community.core.roles import Role
from community.members.selectors import reader_for
from tests.factories.people import make_organisation, make_user
from tests.factories.trips import make_trip
from webinars.trips import permissions
from webinars.trips.models import Consent, TripCommitment, TripPhoto, TripState


@pytest.fixture
def people(db):
    return {
        "visitor": ANONYMOUS,
        "member": make_user(name="Membre"),
        "participant": make_user(name="Participante"),
        "leader": make_user(name="Meneur"),
        "animator": make_user(Role.ANIMATOR, name="Animatrice"),
    }


def allowed(people, trip, check):
    readers = {name: who if who is ANONYMOUS else reader_for(who) for name, who in people.items()}
    return {name for name, reader in readers.items() if check(reader, trip)}


def trip_with(people, **values):
    return make_trip(
        participants=[people["participant"]], animator=people["leader"].member, **values
    )


EVERYBODY = {"visitor", "member", "participant", "leader", "animator"}


@pytest.mark.parametrize(
    ("check", "state", "expected"),
    [
        (permissions.can_see, TripState.ANNOUNCED, EVERYBODY),
        (permissions.can_join, TripState.ANNOUNCED, {"member", "leader", "animator"}),
        (permissions.can_join, TripState.OPEN, {"member", "leader", "animator"}),
        (permissions.can_join, TripState.PUBLISHED, set()),
        (permissions.can_lead, TripState.ANNOUNCED, {"leader", "animator"}),
        (permissions.can_write, TripState.ANNOUNCED, set()),
        (permissions.can_write, TripState.OPEN, {"participant", "leader", "animator"}),
        (permissions.can_write, TripState.PUBLISHED, set()),
        (permissions.can_commit, TripState.ANNOUNCED, set()),
        (permissions.can_commit, TripState.OPEN, {"participant"}),
        (permissions.can_commit, TripState.PUBLISHED, {"participant"}),
        (permissions.can_copy, TripState.PUBLISHED, EVERYBODY - {"visitor"}),
    ],
)
def test_who_may(people, check, state, expected):
    assert allowed(people, trip_with(people, state=state), check) == expected


def test_members_only(people):
    trip = trip_with(people, audience=Audience.MEMBERS)
    assert allowed(people, trip, permissions.can_see) == EVERYBODY - {"visitor"}


def test_one_organisation_only(people):
    ours = make_organisation()
    trip = trip_with(people, audience=Audience.ORGANISATION, audience_organisation=ours)
    colleague = make_user(organisation=ours)
    assert allowed({**people, "colleague": colleague}, trip, permissions.can_see) == {"colleague"}


@pytest.mark.parametrize(
    ("consent", "expected"),
    [
        (Consent.NOBODY, EVERYBODY),
        (Consent.GIVEN, EVERYBODY),
        (Consent.MISSING, {"participant"}),
    ],
)
def test_a_photo_without_consent_is_its_owners_alone(people, consent, expected):
    trip = trip_with(people)
    photo = TripPhoto(
        stop=trip.stops.first(), consent=consent, added_by=people["participant"].member
    )
    assert (
        allowed(people, trip, lambda reader, t: permissions.can_see_photo(reader, photo, t))
        == expected
    )


def test_only_its_author_says_what_came_of_a_commitment(people):
    trip = trip_with(people)
    commitment = TripCommitment.objects.create(
        trip=trip, author=people["participant"].member, text_fr="Essayer"
    )
    assert allowed(
        people, trip, lambda reader, _trip: permissions.can_say_outcome(reader, commitment)
    ) == {"participant"}
