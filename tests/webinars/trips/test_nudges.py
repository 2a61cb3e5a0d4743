"""People are asked after 30 and 90 days, once each time, and not when they have answered."""

from datetime import date, timedelta

from django.core import mail

from community.notifications.models import Notification
from tests.factories.trips import make_trip
from webinars.trips.models import CommitmentOutcome, TripCommitment
from webinars.trips.nudges import nudge

DAY = date(2026, 4, 1)


def commitment_of(person, **values):
    values.setdefault("made_on", DAY)
    return TripCommitment.objects.create(
        trip=make_trip(title_fr="Le tour"), author=person.member, text_fr="Laisser un mur", **values
    )


def test_asked_after_30_and_90_days_and_never_twice(person):
    commitment_of(person)
    asked = [
        nudge(DAY + timedelta(days=days)) for days in (0, 29, 30, 30, 31, 89, 90, 90, 120, 400)
    ]
    assert asked == [0, 0, 1, 0, 0, 0, 1, 0, 0, 0]
    assert list(
        Notification.objects.order_by("pk").values_list("recipient", "kind", "data__days")
    ) == [(person.pk, "trip_commitment", 30), (person.pk, "trip_commitment", 90)]


def test_a_late_clock_asks_once(person):
    commitment_of(person)
    assert [nudge(DAY + timedelta(days=200)) for _time in range(2)] == [1, 0]


def test_who_has_answered_is_left_alone(person):
    commitment_of(person, outcome=CommitmentOutcome.KEPT)
    assert nudge(DAY + timedelta(days=200)) == 0


def test_the_mail_says_what_was_wanted(person, django_capture_on_commit_callbacks):
    commitment = commitment_of(person)
    with django_capture_on_commit_callbacks(execute=True):
        nudge(DAY + timedelta(days=30))
    [sent] = mail.outbox
    assert "30" in sent.subject
    assert "Laisser un mur" in sent.body
    assert f"/fr/webinars/trips/commitments/{commitment.pk}/" in sent.body
