"""Sessions as calendar entries (RFC 5545), in the time zone they are held in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from webinars.programme.models import Webinar

PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"
REFRESH = "PT1H"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A session in somebody's calendar; without a person it carries no link to join."""

    webinar: Webinar
    attendee: Any = None
    """The user it is written for."""
    has_place: bool = False
    """False while the person waits for a place: the entry is tentative, and has no link."""


def calendar(
    entries: Iterable[Entry], *, method: str = PUBLISH, name: str = "", has_people: bool = False
) -> bytes:
    """Return an .ics file: one session to keep, or a feed that calendars subscribe to.

    Entries keep their UID; a higher SEQUENCE tells calendars which version is the newer. With
    `has_people` (a mail) organiser and attendee are named, which invitations need.
    """
    made = Calendar()
    made.add("prodid", f"-//{settings.COMMUNITY_NAME}//webinars//EN")
    made.add("version", "2.0")
    made.add("method", method)
    if name:
        made.add("name", name)
        made.add("x-wr-calname", name)
        made.add("refresh-interval;value=duration", REFRESH)
        made.add("x-published-ttl", REFRESH)
    for entry in entries:
        made.add_component(_event(entry, has_people=has_people))
    made.add_missing_timezones()
    return bytes(made.to_ical())


def full_url(path: str) -> str:
    """Return the address of a path as calendars and mails need it."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"


def _event(entry: Entry, *, has_people: bool) -> Event:
    webinar = entry.webinar
    zone = timezone.get_default_timezone()
    url = full_url(webinar.get_absolute_url())
    link = webinar.join_link if entry.has_place else ""
    made = Event()
    made.add("uid", f"{webinar.uid}@{urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname}")
    made.add("sequence", webinar.sequence)
    made.add("dtstamp", timezone.now())
    made.add("dtstart", webinar.starts_at.astimezone(zone))
    made.add("dtend", webinar.ends_at.astimezone(zone))
    made.add("summary", str(webinar.title))
    lines = [str(webinar.summary), _("Join: %s") % link if link else "", url]
    made.add("description", "\n\n".join(line for line in lines if line))
    made.add("url", url)
    made.add("status", _status(entry))
    if place := str(webinar.place) if webinar.is_hybrid else link:
        made.add("location", place)
    if has_people:
        made["organizer"] = _address(
            settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">"), settings.COMMUNITY_NAME
        )
        if entry.attendee is not None and entry.attendee.email:
            attendee = _address(entry.attendee.email, entry.attendee.get_full_name())
            attendee.params["partstat"] = vText("ACCEPTED" if entry.has_place else "TENTATIVE")
            made.add("attendee", attendee, encode=False)
    return made


def _status(entry: Entry) -> str:
    if entry.webinar.is_cancelled:
        return "CANCELLED"
    return "CONFIRMED" if entry.has_place or entry.attendee is None else "TENTATIVE"


def _address(email: str, name: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    if name:
        address.params["cn"] = vText(name)
    return address
