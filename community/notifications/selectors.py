"""Reads of the inbox."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from community.core.addresses import localised
from community.core.reader import Reader
from community.notifications.models import Notification, NotificationQuerySet
from community.plugins import keyed


@dataclass(frozen=True)
class Message:
    """A notification put into words."""

    id: int
    subject: str
    body: str
    url: str
    created_at: datetime
    is_unread: bool


def unread_count_for(reader: Reader) -> int:
    """Return how many notifications the reader has not opened."""
    if not reader.is_member:
        return 0
    return Notification.objects.filter(recipient=reader.user_id).unread().count()


def inbox_for(reader: Reader) -> NotificationQuerySet:
    """Return the reader's notifications, the newest first."""
    return Notification.objects.filter(recipient=reader.user_id)


def in_words(notification: Notification, language: str | None = None) -> Message:
    """Return the notification in a language (the one being shown when none is given).

    A kind whose app is no longer installed is shown by its bare address.
    """
    kind = keyed("notification_kinds").get(notification.kind)
    with translation.override(language or translation.get_language()):
        url = localised(notification.url)
        text = url
        if kind is not None:
            # Words, not markup: whoever puts them into a page or a mail escapes them there.
            context = Context({"url": url, **notification.data}, autoescape=False)
            template: Any = get_template(kind.template)
            text = template.template.render(context).strip()
    subject, _newline, body = text.partition("\n")
    return Message(
        id=notification.pk,
        subject=subject.strip(),
        body=body.strip(),
        url=url,
        created_at=notification.created_at,
        is_unread=notification.read_at is None,
    )
