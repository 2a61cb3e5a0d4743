"""What becomes of people when a session is announced, moved, cancelled, and before it begins."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from icalendar import Calendar

from community.notifications.models import Notification
from tests.factories.people import make_user
from tests.factories.webinars import make_series, make_webinar
from webinars.programme.announcing import announce, cancel, facts, remind, settle
from webinars.programme.models import Registration
from webinars.programme.services import give_up, register, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Run what waits for the end of the transaction, mails included."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def told(kind):
    found = Notification.objects.filter(kind=f"webinars.{kind}").order_by("recipient")
    return list(found.values_list("recipient", flat=True))


def test_announced_subscribers_are_registered(person, committed):
    series = make_series()
    subscribe(series, user=person)
    webinar = make_webinar(series=series, state="draft")
    with committed():
        announce(webinar)
        announce(webinar)
    assert Registration.objects.get(webinar=webinar).user == person
    assert told("registered") == [person.pk]


def test_moved_everybody_registered_is_told_with_a_newer_entry(person, committed, mailoutbox):
    webinar = make_webinar()
    late = make_user(name="Too Late")
    register(webinar, user=person)
    register(webinar, user=late)
    give_up(webinar, user=late)
    before = facts(webinar)
    webinar.starts_at += timedelta(hours=1)
    webinar.save()
    with committed():
        settle(webinar, before=before)
    with committed():
        settle(webinar, before=facts(webinar))
    assert webinar.sequence == 1
    assert told("changed") == [person.pk]
    entry = Calendar.from_ical(mailoutbox[-1].attachments[0][1]).walk("VEVENT")[0]
    assert (entry["SEQUENCE"], entry.decoded("DTSTART")) == (
        1,
        webinar.starts_at.replace(microsecond=0),
    )


def test_another_title_is_no_reason_for_a_mail(person, committed):
    webinar = make_webinar()
    register(webinar, user=person)
    before = facts(webinar)
    webinar.title_fr = "Mieux dit"
    webinar.save()
    with committed():
        settle(webinar, before=before)
    assert (told("changed"), webinar.sequence) == ([], 0)


def test_cancelled(person, committed, mailoutbox):
    webinar = make_webinar()
    register(webinar, user=person)
    with committed():
        cancel(webinar)
        cancel(webinar)
    assert told("cancelled") == [person.pk]
    _name, content, mime = mailoutbox[-1].attachments[0]
    assert mime == "text/calendar; method=CANCEL"
    calendar = Calendar.from_ical(content)
    entry = calendar.walk("VEVENT")[0]
    assert (calendar["METHOD"], entry["STATUS"], entry["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)


def test_reminders_go_to_those_with_a_place_once_a_day_and_once_an_hour_before():
    start = timezone.now() + timedelta(days=3)
    webinar = make_webinar(starts_at=start, capacity_online=1)
    ada, bob = make_user(name="Ada"), make_user(name="Bob")
    register(webinar, user=ada)
    register(webinar, user=bob)
    remind()
    assert told("reminder") == []
    with time_machine.travel(start - timedelta(hours=20), tick=False):
        remind()
        remind()
    assert told("reminder") == [ada.pk]
    with time_machine.travel(start - timedelta(minutes=40), tick=False):
        remind()
        remind()
    assert told("reminder") == [ada.pk, ada.pk]
    with time_machine.travel(start + timedelta(minutes=5), tick=False):
        remind()
    assert told("reminder") == [ada.pk, ada.pk]
    data = Notification.objects.filter(kind="webinars.reminder").first().data
    assert data["join_link"] == "https://visio.example/secret"


def test_who_registered_a_moment_ago_is_not_reminded_at_once(person):
    webinar = make_webinar(starts_at=timezone.now() + timedelta(hours=5))
    register(webinar, user=person)
    remind()
    assert told("reminder") == []


def test_a_cancelled_session_reminds_nobody(person):
    start = timezone.now() + timedelta(days=3)
    webinar = make_webinar(starts_at=start)
    register(webinar, user=person)
    cancel(webinar)
    with time_machine.travel(start - timedelta(minutes=30), tick=False):
        remind()
    assert told("reminder") == []
