"""What trips hold of a person is given out and taken away."""

from django.core.files.base import ContentFile

from tests.factories.people import make_user
from tests.factories.trips import make_trip, picture_bytes
from webinars.trips.models import Consent, TripAstonishment, TripCommitment, TripNote, TripPhoto
from webinars.trips.privacy import erase, export


def fill(person):
    trip = make_trip(stops=1, participants=[person], animator=person.member)
    stop, member = trip.stops.get(), person.member
    TripNote.objects.create(stop=stop, author=member, text="Une note")
    TripAstonishment.objects.create(trip=trip, author=member, text_fr="Un silence")
    TripCommitment.objects.create(trip=trip, author=member, text_fr="Un mur")
    for consent in (Consent.GIVEN, Consent.MISSING):
        TripPhoto.objects.create(
            stop=stop,
            added_by=member,
            consent=consent,
            alt_fr=str(consent),
            file=ContentFile(picture_bytes(picture_format="WEBP"), name="x.webp"),
        )
    return trip


def test_export_has_everything_of_the_person_and_nothing_of_others(person):
    trip = fill(person)
    given = export(person)["learning_trips"]
    assert given["took_part_in"] == given["led"] == [trip.slug]
    assert [note["text"] for note in given["notes"]] == ["Une note"]
    assert len(given["photos"]) == 2
    assert [one["text_fr"] for one in given["commitments"]] == ["Un mur"]
    others = export(make_user())["learning_trips"]
    assert all(not held for held in others.values())


def test_erasing_keeps_the_groups_log_without_the_person(
    person, django_capture_on_commit_callbacks
):
    trip = fill(person)
    private = TripPhoto.objects.get(consent=Consent.MISSING).file
    with django_capture_on_commit_callbacks(execute=True):
        erase(person)
    trip.refresh_from_db()
    assert (trip.animator, trip.participants.count()) == (None, 0)
    assert TripNote.objects.get().author is None
    assert TripAstonishment.objects.get().author is None
    assert not TripCommitment.objects.exists()
    assert TripPhoto.objects.get().added_by is None
    assert not private.storage.exists(private.name)
