"""Trips are found by stop, by site and by criterion, by those who may read them."""

from community.core.audience import Audience
from tests.factories.people import make_organisation
from tests.factories.trips import make_trip
from webinars.trips.models import TripAstonishment, TripNote
from webinars.trips.search import TripProjection


def documents(trip):
    return TripProjection().documents(trip.pk)


def test_a_document_for_each_language_with_a_title(db):
    trip = make_trip(title_en="")
    assert [document.language for document in documents(trip)] == ["fr"]
    assert [d.language for d in documents(make_trip())] == ["fr", "en"]


def test_every_place_one_can_land_on(db):
    trip = make_trip(stops=2, criteria=1, summary_fr="Deux lieux")
    TripAstonishment.objects.create(trip=trip, text_fr="Un sablier")
    french = documents(trip)[0]
    assert french.url == f"/fr/webinars/trips/{trip.slug}/"
    assert [(p.anchor, p.heading) for p in french.passages] == [
        ("", ""),
        ("#site-1", "Lieu 1"),
        ("#site-2", "Lieu 2"),
        ("#stop-1", "Étape 1"),
        ("#stop-2", "Étape 2"),
        ("#criterion-critere-1", "Critère 1"),
        ("#astonished", french.passages[6].heading),
    ]
    english = documents(trip)[1]
    assert english.url == f"/en/webinars/trips/{trip.slug}/"
    assert english.passages[4].place == "stop 2 of 2"


def test_a_stop_tells_what_was_noted_there(db, person):
    trip = make_trip(stops=1)
    TripNote.objects.create(stop=trip.stops.get(), author=person.member, text="Un *sablier*")
    stop = documents(trip)[0].passages[3]
    assert stop.text == "Lieu 1\nOn regarde la machine 1.\nParole 1 Colette\nUn sablier"


def test_names_of_members_are_not_searched(db, person):
    trip = make_trip(stops=1, animator=person.member, participants=[person])
    TripNote.objects.create(stop=trip.stops.get(), author=person.member, text="Bonjour")
    texts = " ".join(p.text for d in documents(trip) for p in d.passages)
    assert str(person.member) not in texts


def test_territories_of_the_trip_and_of_its_sites(db):
    assert documents(make_trip())[0].territories == ("R75", "D33")


def test_the_audience_travels_with_it(db):
    ours = make_organisation()
    trip = make_trip(audience=Audience.ORGANISATION, audience_organisation=ours)
    assert {d.audience for d in documents(trip)} == {(f"organisation:{ours.pk}",)}


def test_nothing_is_left_of_a_trip_that_is_gone(db):
    trip = make_trip()
    key = trip.pk
    trip.delete()
    assert TripProjection().documents(key) == []
