"""Reads one engagement's page: its story, its meetings, who takes part."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from community.core.dates import day_in_words
from community.core.reader import Reader
from mentoring.engagements.enums import EntryKind
from mentoring.engagements.models import Engagement, EngagementQuerySet, Entry, Meeting, Place
from mentoring.engagements.permissions import readable_by
from mentoring.requests.story import Line, story_of


@dataclass(frozen=True)
class Story:
    """Everything that was said and done, and when they meet."""

    lines: tuple[Line, ...]
    next_meeting: Meeting | None
    later: tuple[Meeting, ...]
    past: tuple[Meeting, ...]


def engagements_for(reader: Reader) -> EngagementQuerySet:
    """Return what the reader may open, with the people, in three queries."""
    places = Place.objects.select_related("facilitator__member__organisation")
    return (
        readable_by(reader)
        .select_related("need__author__organisation", "need__territory")
        .prefetch_related(Prefetch("places", queryset=places))
    )


def story_for(engagement: Engagement, reader: Reader) -> Story:
    """Return the need's history and the engagement's own in one line of time; three queries."""
    lines = story_of(engagement.need, reader.member_id)
    entries = engagement.entries.select_related("author")
    lines += [_line(entry, reader.member_id) for entry in entries]
    lines.sort(key=lambda line: line.at)
    now = timezone.now()
    meetings = [meeting for meeting in engagement.meetings.all() if meeting.cancelled_at is None]
    coming = [meeting for meeting in meetings if meeting.ends_at > now]
    return Story(
        lines=tuple(lines),
        next_meeting=coming[0] if coming else None,
        later=tuple(coming[1:]),
        past=tuple(meeting for meeting in meetings if meeting.ends_at <= now),
    )


def _line(entry: Entry, member_id: int | None) -> Line:
    text: Any = entry.text
    sentence = _("wrote")
    if entry.kind != EntryKind.NOTE:
        moment = parse_datetime(entry.text)
        when = day_in_words(moment, "l j F, H:i") if moment else ""
        text = ""
        sentence = (
            _("set a meeting: %(when)s")
            if entry.kind == EntryKind.MEETING
            else _("cancelled the meeting: %(when)s")
        ) % {"when": when}
    return Line(
        who=str(entry.author) if entry.author_id else "",
        sentence=sentence,
        text=text,
        at=entry.at,
        is_mine=entry.author_id is not None and entry.author_id == member_id,
        is_quiet=entry.kind != EntryKind.NOTE,
    )
