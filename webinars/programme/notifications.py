"""What people are told about sessions, with the calendar entry that goes with the mail."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from community.notifications.services import notify
from community.plugins import Attachment, NotificationKind
from webinars.programme.calendars import CANCEL, REQUEST, Entry, calendar
from webinars.programme.models import Registration, Webinar

REGISTERED = "webinars.registered"
WAITING = "webinars.waiting"
PROMOTED = "webinars.promoted"
CHANGED = "webinars.changed"
CANCELLED = "webinars.cancelled"
REMINDER = "webinars.reminder"
REPLAY = "webinars.replay"


def tell(
    registrations: Iterable[Registration], webinar: Webinar, *, kind: str, occasion: str = ""
) -> None:
    """Tell those who are registered, each once for an occasion, in each one's language."""
    for registration in registrations:
        notify(
            [registration.user],
            kind=kind,
            key=f"{webinar.pk}:{occasion or registration.queued_at.timestamp()}",
            url=f"/webinars/{webinar.slug}/",
            data=_said(webinar, registration),
        )


def _said(webinar: Webinar, registration: Registration) -> dict[str, Any]:
    return {
        "webinar": webinar.pk,
        "user": registration.user_id,
        "title": {code: _in(webinar, "title", code) for code, _name in settings.LANGUAGES},
        "place": {code: _in(webinar, "place", code) for code, _name in settings.LANGUAGES},
        "starts_at": webinar.starts_at.isoformat(),
        "minutes": webinar.minutes,
        "mode": registration.mode,
        "join_link": webinar.join_link if registration.has_place else "",
        "is_recorded": webinar.is_recorded,
    }


def _in(webinar: Webinar, name: str, language: str) -> str:
    others = [code for code, _name in settings.LANGUAGES if code != language]
    texts = (str(getattr(webinar, f"{name}_{code}")) for code in (language, *others))
    return next((text for text in texts if text), "")


def entry_for(data: Mapping[str, Any]) -> Sequence[Attachment]:
    """Return the session as it is now, as an invitation, or what takes it back."""
    webinar = Webinar.objects.filter(pk=data.get("webinar") or 0).first()
    user = get_user_model().objects.filter(pk=data.get("user") or 0).first()
    if webinar is None or user is None:
        return []
    registration = Registration.objects.active().filter(webinar=webinar, user=user).first()
    entry = Entry(
        webinar=webinar,
        attendee=user,
        has_place=registration is not None and registration.has_place,
    )
    method = CANCEL if webinar.is_cancelled else REQUEST
    content = calendar([entry], method=method, has_people=True)
    return [
        Attachment(
            name=f"{webinar.slug}.ics",
            content=content,
            mime_type=f"text/calendar; method={method}",
        )
    ]


def _kind(key: str, label: Any, *, has_entry: bool = True) -> NotificationKind:
    return NotificationKind(
        key=key,
        label=label,
        template=f"webinars/notifications/{key.partition('.')[2]}.txt",
        attachments=entry_for if has_entry else None,
    )


KINDS = (
    _kind(REGISTERED, _("You have a place at a session")),
    _kind(WAITING, _("You wait for a place"), has_entry=False),
    _kind(PROMOTED, _("A place has become free for you")),
    _kind(CHANGED, _("A session has changed")),
    _kind(CANCELLED, _("A session is cancelled")),
    _kind(REMINDER, _("A session is about to begin"), has_entry=False),
    _kind(REPLAY, _("A replay can be watched"), has_entry=False),
)
