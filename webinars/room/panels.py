"""What the home shows of the programme: the next session, and a member's week."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from community.core.reader import Reader
from webinars.programme.models import Webinar
from webinars.programme.selectors import in_rows

WEEK = timedelta(days=7)


def next_session(reader: Reader) -> Mapping[str, Any] | None:
    """Return the next session that the reader may see, nothing when none is announced."""
    found = Webinar.objects.visible_to(reader).filter(state="announced").upcoming()
    webinar = in_rows(found, reader).first()
    return {"webinar": webinar} if webinar is not None else None


def week(reader: Reader) -> Mapping[str, Any] | None:
    """Return the sessions of the next seven days, with the reader's places marked."""
    now = timezone.now()
    found = Webinar.objects.visible_to(reader).filter(state="announced").upcoming(now)
    webinars = list(in_rows(found.filter(starts_at__lt=now + WEEK), reader)[:6])
    return {"webinars": webinars} if webinars else None
