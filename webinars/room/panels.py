"""What the home shows of the programme: the next session, and a member's week."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from community.core.context import reader_of
from community.core.kept import PASSING_SECONDS, kept_for_audience
from community.core.reader import Reader
from webinars.programme.models import Webinar
from webinars.programme.selectors import in_rows, places_of

ROW = "webinars/room/week_panel.html#row"
WEEK = timedelta(days=7)


def next_session(reader: Reader) -> Mapping[str, Any] | None:
    """Return the next session that the reader may see, nothing when none is announced."""
    found = Webinar.objects.visible_to(reader).filter(state="announced").upcoming()
    webinar = in_rows(found, reader).first()
    return {"webinar": webinar} if webinar is not None else None


def week(request: HttpRequest) -> Mapping[str, Any] | None:
    """Return the sessions of the next seven days, with the reader's places marked.

    The sessions are kept for a minute; whose place it is is asked each time.
    """
    rows = kept_for_audience(request, "webinars.week", make=_rows_of_week, seconds=PASSING_SECONDS)
    if not rows:
        return None
    mine = places_of(reader_of(request))
    return {"rows": [row.mine if row.webinar_id in mine else row.plain for row in rows]}


@dataclass(frozen=True)
class Row:
    """A session's line, for those who have a place and for those who have none."""

    webinar_id: int
    plain: SafeString
    mine: SafeString


def _rows_of_week(reader: Reader) -> list[Row]:
    now = timezone.now()
    found = Webinar.objects.visible_to(reader).filter(state="announced").upcoming(now)
    webinars: list[Any] = list(in_rows(found.filter(starts_at__lt=now + WEEK), reader)[:6])
    rows = []
    for webinar in webinars:
        drawn = []
        for webinar.is_mine in (False, True):
            drawn.append(render_to_string(ROW, {"webinar": webinar}))
        rows.append(Row(webinar.pk, *drawn))
    return rows
