"""A meeting as a calendar entry (RFC 5545), right in every time zone."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress, vText

from community.plugins import Attachment
from mentoring.engagements.models import Meeting


def calendar_of(meeting: Meeting, *, url: str, people: Sequence[Any] = ()) -> bytes:
    """Return the .ics file of a meeting; a cancelled one cancels the entry that was sent before.

    `url` is the engagement's full address, `people` the members who take part.
    """
    is_off = meeting.cancelled_at is not None
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.COMMUNITY_NAME}//mentoring//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_off else "REQUEST")
    zone = timezone.get_default_timezone()
    event = Event()
    event.add("uid", f"{meeting.uid}@{urlsplit(url).hostname or 'localhost'}")
    event.add("sequence", meeting.sequence)
    event.add("summary", meeting.engagement.need.title)
    event.add("dtstart", meeting.starts_at.astimezone(zone))
    event.add("dtend", meeting.ends_at.astimezone(zone))
    event.add("dtstamp", timezone.now())
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("url", url)
    if meeting.place:
        event.add("location", meeting.place)
    for member in people:
        address = vCalAddress(f"mailto:{member.user.email}")
        address.params["cn"] = vText(str(member))
        address.params["role"] = vText("REQ-PARTICIPANT")
        event.add("attendee", address, encode=False)
    sender = vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL.rpartition('<')[2].rstrip('>')}")
    sender.params["cn"] = vText(settings.COMMUNITY_NAME)
    event["organizer"] = sender
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def attached(data: Mapping[str, Any]) -> list[Attachment]:
    """Return the calendar entry that goes with the mail about a meeting."""
    meeting = (
        Meeting.objects.select_related("engagement__need__author__user")
        .filter(pk=data["meeting"])
        .first()
    )
    if meeting is None:
        return []
    engagement = meeting.engagement
    people = [
        place.facilitator.member
        for place in engagement.places.select_related("facilitator__member__user")
    ]
    if engagement.need.author is not None:
        people.insert(0, engagement.need.author)
    url = settings.WAGTAILADMIN_BASE_URL + engagement.get_absolute_url()
    content = calendar_of(meeting, url=url, people=people)
    method = "CANCEL" if meeting.cancelled_at else "REQUEST"
    return [
        Attachment(name="meeting.ics", content=content, mime_type=f"text/calendar; method={method}")
    ]
