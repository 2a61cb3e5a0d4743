"""Places: taken, given up, passed on; subscriptions; calendar addresses."""

import pytest

from community.notifications.models import Notification
from tests.factories.people import make_organisation, make_user
from tests.factories.webinars import make_series, make_webinar
from webinars.programme.errors import RegistrationRefused, SubscriptionRefused
from webinars.programme.models import CalendarFeed, Registration, Subscription
from webinars.programme.selectors import turn_of
from webinars.programme.services import (
    calendar_feed,
    close_calendar_feed,
    give_up,
    pass_places_on,
    register,
    renew_calendar_feed,
    subscribe,
    unsubscribe,
)

pytestmark = pytest.mark.django_db


def kinds_for(user):
    told = Notification.objects.filter(recipient=user).order_by("pk")
    return [kind.partition(".")[2] for kind in told.values_list("kind", flat=True)]


def test_a_place_is_taken_once(person):
    webinar = make_webinar()
    first = register(webinar, user=person)
    assert register(webinar, user=person) == first
    assert first.has_place
    assert kinds_for(person) == ["registered"]


def test_the_mail_carries_link_and_calendar(person, mailoutbox, django_capture_on_commit_callbacks):
    webinar = make_webinar(title_fr="Donner un retour")
    with django_capture_on_commit_callbacks(execute=True):
        register(webinar, user=person)
    (mail,) = mailoutbox
    assert "Donner un retour" in mail.subject
    assert "https://visio.example/secret" in mail.body
    name, content, mime = mail.attachments[0]
    assert name == f"{webinar.slug}.ics"
    assert mime == "text/calendar; method=REQUEST"
    assert "METHOD:REQUEST" in content
    assert person.email in content.replace("\r\n ", "")


def test_who_comes_too_late_waits_and_moves_up():
    webinar = make_webinar(capacity_online=1)
    ada, bob, eve = (make_user(name=name) for name in ("Ada", "Bob", "Eve"))
    register(webinar, user=ada)
    waiting = [register(webinar, user=user) for user in (bob, eve)]
    assert [each.is_waiting for each in waiting] == [True, True]
    assert [turn_of(each) for each in waiting] == [1, 2]
    give_up(webinar, user=ada)
    assert list(webinar.registrations.seated().values_list("user", flat=True)) == [bob.pk]
    assert kinds_for(bob) == ["waiting", "promoted"]
    assert kinds_for(eve) == ["waiting"]
    waiting[1].refresh_from_db()
    assert turn_of(waiting[1]) == 1


def test_who_gave_up_and_comes_back_waits_last():
    webinar = make_webinar(capacity_online=1)
    ada, bob = make_user(name="Ada"), make_user(name="Bob")
    register(webinar, user=ada)
    register(webinar, user=bob)
    give_up(webinar, user=ada)
    assert register(webinar, user=ada).is_waiting
    assert Registration.objects.filter(webinar=webinar).count() == 2


def test_each_mode_has_its_own_places():
    webinar = make_webinar(capacity_online=1, capacity_on_site=1, place_fr="Nancy")
    ada, bob, eve = (make_user(name=name) for name in ("Ada", "Bob", "Eve"))
    assert register(webinar, user=ada, mode="online").has_place
    assert register(webinar, user=bob, mode="on_site").has_place
    assert register(webinar, user=eve, mode="online").is_waiting
    # Ada would rather come: no room on site, so she waits, and her place online is Eve's.
    assert register(webinar, user=ada, mode="on_site").is_waiting
    assert Registration.objects.get(user=eve).has_place


def test_giving_up_twice_or_what_one_never_had_is_harmless(person):
    webinar = make_webinar()
    give_up(webinar, user=person)
    register(webinar, user=person)
    give_up(webinar, user=person)
    give_up(webinar, user=person)
    assert not Registration.objects.get().is_active


@pytest.mark.parametrize(
    ("values", "mode"),
    [
        ({"state": "draft"}, "online"),
        ({"state": "cancelled"}, "online"),
        ({"days": -1}, "online"),
        ({}, "on_site"),
        ({}, "by_post"),
    ],
)
def test_refused(person, values, mode):
    webinar = make_webinar(**values)
    with pytest.raises(RegistrationRefused):
        register(webinar, user=person, mode=mode)
    assert not Registration.objects.exists()


def test_a_larger_room_lets_the_waiting_in(person):
    webinar = make_webinar(capacity_online=0)
    register(webinar, user=person)
    webinar.capacity_online = None
    webinar.save()
    pass_places_on(webinar)
    assert Registration.objects.get().has_place


def test_a_subscription_registers_to_what_comes(person):
    series = make_series()
    coming = make_webinar(series=series)
    make_webinar(series=series, days=-3)
    make_webinar(series=series, state="draft")
    make_webinar(series=series, audience="organisation", audience_organisation=make_organisation())
    subscribe(series, user=person)
    subscribe(series, user=person)
    assert list(Registration.objects.values_list("webinar", flat=True)) == [coming.pk]
    assert CalendarFeed.objects.filter(user=person).exists()


def test_ending_it_frees_the_places_it_took_and_no_others(person):
    series = make_series()
    by_hand, by_series = make_webinar(series=series, days=1), make_webinar(series=series, days=8)
    register(by_hand, user=person)
    subscribe(series, user=person)
    unsubscribe(series, user=person)
    unsubscribe(series, user=person)
    active = Registration.objects.active()
    assert list(active.values_list("webinar", flat=True)) == [by_hand.pk]
    assert Registration.objects.filter(webinar=by_series).exists()
    assert not Subscription.objects.exists()


def test_a_series_that_has_ended_takes_nobody(person):
    with pytest.raises(SubscriptionRefused):
        subscribe(make_series(is_open=False), user=person)


def test_a_calendar_address_is_renewed_and_closed(person):
    first = calendar_feed(person)
    assert calendar_feed(person) == first
    assert len(first.token) >= 43
    assert renew_calendar_feed(person).token != first.token
    close_calendar_feed(person)
    assert not CalendarFeed.objects.exists()
