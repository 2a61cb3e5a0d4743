"""The history of a need in words, told like a conversation."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from mentoring.requests.enums import Happening
from mentoring.requests.models import NeedEvent

WAITING = {Happening.OFFERED, Happening.REROUTED, Happening.REMINDED}
QUIET = {
    Happening.CREATED,
    Happening.EDITED,
    Happening.REMINDED,
    Happening.LAPSED,
    Happening.WITHDRAWN,
    Happening.UNMATCHED,
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that was said or done."""

    who: str
    """Empty for the site itself."""
    sentence: str
    text: str
    at: datetime
    is_mine: bool
    is_quiet: bool = False


_SENTENCES: dict[str, Callable[[str], str]] = {
    Happening.CREATED: lambda _subject: _("began to write"),
    Happening.SUBMITTED: lambda _subject: _("asked the box"),
    Happening.EDITED: lambda _subject: _("changed the need"),
    Happening.SUGGESTED: lambda _subject: _("people who could help were suggested"),
    Happening.OFFERED: lambda subject: _("asked %(who)s") % {"who": subject},
    Happening.REMINDED: lambda subject: (
        _("a reminder went to %(who)s") % {"who": subject} if subject else _("a reminder was sent")
    ),
    Happening.DECLINED: lambda _subject: _("cannot take it this time"),
    Happening.LAPSED: lambda subject: (
        _("no answer from %(who)s in time, which happens") % {"who": subject}
    ),
    Happening.WITHDRAWN: lambda subject: _("took back the question to %(who)s") % {"who": subject},
    Happening.REROUTED: lambda subject: _("%(who)s was asked next") % {"who": subject},
    Happening.UNMATCHED: lambda _subject: _("nobody else to ask for now: the animators know"),
    Happening.ACCEPTED: lambda _subject: _("said yes"),
    Happening.STARTED: lambda _subject: _("began the work"),
    Happening.CHANGED: lambda _subject: _("goes on with someone else"),
    Happening.SOLVED: lambda _subject: _("says that it is solved"),
    Happening.SELF_SERVED: lambda _subject: _("found the answer in the box"),
    Happening.CLOSED: lambda _subject: _("put the need away"),
    Happening.CANCELLED: lambda _subject: _("withdrew the need"),
    Happening.EXPIRED: lambda _subject: _("the wished-for day has passed"),
    Happening.REOPENED: lambda _subject: _("asked again"),
    Happening.NOTE: lambda _subject: _("wrote"),
}


def line_of(event: NeedEvent, member_id: int | None) -> Line:
    """Return an event in words, as a member reads it."""
    return Line(
        who=str(event.actor) if event.actor_id else "",
        sentence=_SENTENCES[event.kind](str(event.subject or _("someone"))),
        text=event.text,
        at=event.at,
        is_mine=event.actor_id is not None and event.actor_id == member_id,
        is_quiet=event.kind in QUIET,
    )


def story_of(need: Any, member_id: int | None) -> list[Line]:
    """Return everything that happened to a need, the oldest first; one query."""
    events: Iterable[NeedEvent] = need.events.select_related("actor", "subject")
    return [line_of(event, member_id) for event in events]
