"""What the database refuses, and how trips write their dates."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from tests.factories.trips import make_trip
from webinars.trips.models import TripAssessment, TripCriterion, TripParticipant, TripSite


@pytest.mark.parametrize(
    ("first", "last", "french", "english"),
    [
        (date(2026, 3, 24), date(2026, 3, 24), "24 mars 2026", "24 March 2026"),
        (date(2026, 3, 24), date(2026, 3, 25), "24–25 mars 2026", "24–25 March 2026"),
        (date(2026, 3, 31), date(2026, 4, 2), "31 mars – 2 avril 2026", "31 March – 2 April 2026"),
    ],
)
def test_dates_are_short(db, first, last, french, english):
    trip = make_trip(starts_on=first, ends_on=last)
    assert trip.dates == french
    with translation.override("en"):
        assert trip.dates == english


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_the_database_keeps_its_promises(db, person):
    trip = make_trip(participants=[person])
    criterion, site = trip.criteria.first(), trip.sites.first()
    refused(lambda: make_trip(starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 1)))
    refused(lambda: make_trip(title_fr="", title_en=""))
    refused(lambda: TripSite.objects.create(trip=trip, name="Lune", latitude=99, longitude=0))
    refused(lambda: TripAssessment.objects.create(criterion=criterion, site=site, rating=3))
    refused(lambda: TripAssessment.objects.filter(criterion=criterion).update(rating=6))
    refused(lambda: TripCriterion.objects.create(trip=trip, label_fr="Critère 1"))
    refused(lambda: TripParticipant.objects.create(trip=trip, member=person.member))


def test_a_site_of_another_trip_cannot_be_assessed(db):
    trip, other = make_trip(), make_trip()
    assessment = TripAssessment(criterion=trip.criteria.first(), site=other.sites.first(), rating=3)
    with pytest.raises(ValidationError):
        assessment.clean()
