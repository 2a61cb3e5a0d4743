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
    with transaction.atomic():
        same = Notification.objects.filter(kind=kind, dedupe_key=key)
        told = set(same.values_list("recipient_id", flat=True))
        new = {user.pk: user for user in recipients if user.pk not in told}
        Notification.objects.bulk_create(
            [
                Notification(
                    recipient=user, kind=kind, dedupe_key=key, url=url, data=dict(data or {})
                )
                for user in new.values()
            ],
            # Somebody else may say the same at this moment; the mail is sent once all the same.
            ignore_conflicts=True,
        )
        made = list(same.filter(recipient__in=new))
        if sort.by_mail:
            for notification in made:
                enqueue_on_commit(send_mail_for, notification.pk)
    return made


def mark_read(reader: Reader, *, ids: Iterable[int] | None = None) -> int:
    """Mark the reader's notifications as read (all when no ids are given); returns how many."""
    waiting = Notification.objects.filter(recipient=reader.user_id).unread()
    if ids is not None:
        waiting = waiting.filter(pk__in=list(ids))
    return waiting.update(read_at=timezone.now())
