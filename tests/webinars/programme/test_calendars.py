"""Calendar files, parsed back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from tests.factories.people import make_organisation
from tests.factories.webinars import make_series, make_webinar
from webinars.programme.calendars import Entry, calendar
from webinars.programme.models import CalendarFeed
from webinars.programme.services import (
    calendar_feed,
    close_calendar_feed,
    register,
    renew_calendar_feed,
)

pytestmark = pytest.mark.django_db
LINK = "https://visio.example/secret"


def events(content):
    return Calendar.from_ical(content).walk("VEVENT")


def test_an_entry_is_right_in_summer_and_winter():
    for start, hour, offset in [
        (datetime(2027, 1, 14, 12, 0, tzinfo=UTC), 13, 1),
        (datetime(2027, 7, 15, 11, 0, tzinfo=UTC), 13, 2),
    ]:
        content = calendar([Entry(webinar=make_webinar(starts_at=start, minutes=45))])
        (event,) = events(content)
        assert event["DTSTART"].params["TZID"] == "Europe/Paris"
        assert event.decoded("DTSTART").hour == hour
        assert event.decoded("DTSTART").utcoffset() == timedelta(hours=offset)
        assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(minutes=45)
        (zone,) = Calendar.from_ical(content).walk("VTIMEZONE")
        assert zone["TZID"] == "Europe/Paris"


def test_lines_are_folded_and_accents_survive():
    webinar = make_webinar(
        title_fr="Été, hybride ; à l’écran\\" + "é" * 60, summary_fr="Ligne, avec ; tout\nsuite"
    )
    content = calendar([Entry(webinar=webinar)])
    assert max(map(len, content.split(b"\r\n"))) <= 75
    (event,) = events(content)
    assert event["SUMMARY"] == webinar.title_fr
    assert "Ligne, avec ; tout\nsuite" in event["DESCRIPTION"]


def test_the_link_is_for_those_with_a_place():
    webinar = make_webinar()
    with_place = calendar([Entry(webinar=webinar, has_place=True)]).decode()
    without = calendar([Entry(webinar=webinar)]).decode()
    assert LINK in with_place.replace("\r\n ", "")
    assert "visio.example" not in without


def test_downloading_one(client, signed_in, person):
    webinar = make_webinar()
    url = reverse("webinars:webinar_calendar", args=[webinar.slug])
    client.logout()
    visitor = client.get(url)
    assert visitor["Content-Type"] == "text/calendar; charset=utf-8"
    assert visitor["Content-Disposition"] == f'attachment; filename="{webinar.slug}.ics"'
    assert "visio.example" not in visitor.content.decode()
    register(webinar, user=person)
    client.force_login(person)
    mine = client.get(url).content
    assert LINK in mine.decode().replace("\r\n ", "")
    assert events(mine)[0]["UID"] == events(visitor.content)[0]["UID"]


def test_the_feed_of_a_series_holds_what_everyone_may_see(client):
    series = make_series(title_fr="Le Comptoir")
    seen = make_webinar(series=series)
    off = make_webinar(series=series, state="cancelled", days=9)
    make_webinar(series=series, state="draft")
    make_webinar(series=series, audience="members")
    make_webinar()
    response = client.get(reverse("webinars:series_calendar", args=[series.slug]))
    found = {event["UID"].split("@")[0]: event["STATUS"] for event in events(response.content)}
    assert found == {str(seen.uid): "CONFIRMED", str(off.uid): "CANCELLED"}
    assert Calendar.from_ical(response.content)["X-WR-CALNAME"] == "Le Comptoir"
    assert "visio.example" not in response.content.decode()


def test_the_personal_feed(client, person):
    feed = calendar_feed(person)
    with_place = make_webinar()
    full = make_webinar(capacity_online=0, days=8)
    make_webinar()
    for webinar in (with_place, full):
        register(webinar, user=person)
    url = reverse("webinar_calendar", args=[feed.token])
    response = client.get(url)
    assert response["Cache-Control"] == "private, no-store"
    assert [
        (event["UID"].split("@")[0], event["STATUS"]) for event in events(response.content)
    ] == [
        (str(with_place.uid), "CONFIRMED"),
        (str(full.uid), "TENTATIVE"),
    ]
    renewed = renew_calendar_feed(person)
    assert client.get(url).status_code == 404
    assert client.get(reverse("webinar_calendar", args=[renewed.token])).status_code == 200
    close_calendar_feed(person)
    assert client.get(reverse("webinar_calendar", args=[renewed.token])).status_code == 404


def test_the_personal_feed_of_a_closed_account_is_closed(client, person):
    token = calendar_feed(person).token
    person.is_active = False
    person.save()
    assert client.get(reverse("webinar_calendar", args=[token])).status_code == 404
    assert CalendarFeed.objects.exists()


def test_what_one_may_not_see_has_no_calendar(client):
    other = make_webinar(audience="organisation", audience_organisation=make_organisation())
    url = reverse("webinars:webinar_calendar", args=[other.slug])
    assert client.get(url).status_code == 404
