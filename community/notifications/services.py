"""Says things to people: one row in the inbox, one mail, never twice."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from community.core.reader import Reader
from community.core.tasks import enqueue_on_commit
from community.notifications.models import Notification
from community.notifications.tasks import send_mail_for
from community.plugins import keyed


def notify(
    recipients: Iterable[Any],
    *,
    kind: str,
    key: str,
    url: str = "",
    data: Mapping[str, Any] | None = None,
) -> list[Notification]:
    """Tell each user once: an inbox entry now, a mail by a task after the transaction.

    `kind` is the key of a registered `NotificationKind`, `key` what makes the occasion the same
    one when this is called again, `url` a path without language (`/webinars/x/`) or a full one,
    `data` plain values for the template. Returns what was new. Raises KeyError for an unknown kind.
    """
    sort = keyed("notification_kinds")[kind]
    made = []
    with transaction.atomic():
        for user in recipients:
            notification, is_new = Notification.objects.get_or_create(
                recipient=user,
                kind=kind,
                dedupe_key=key,
                defaults={"url": url, "data": dict(data or {})},
            )
            if is_new:
                made.append(notification)
                if sort.by_mail:
                    enqueue_on_commit(send_mail_for, notification.pk)
    return made


def mark_read(reader: Reader, *, ids: Iterable[int] | None = None) -> int:
    """Mark the reader's notifications as read (all when no ids are given); returns how many."""
    waiting = Notification.objects.filter(recipient=reader.user_id).unread()
    if ids is not None:
        waiting = waiting.filter(pk__in=list(ids))
    return waiting.update(read_at=timezone.now())
