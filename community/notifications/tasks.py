"""Sends the mail of a notification."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from community.core.tasks import job
from community.notifications.models import Notification
from community.notifications.selectors import in_words
from community.plugins import keyed


@job()
def send_mail_for(notification_id: int) -> None:
    """Send the mail once; a second run finds it marked as sent and does nothing."""
    with transaction.atomic():
        notification = (
            Notification.objects.select_for_update(of=("self",))
            .select_related("recipient__member")
            .filter(pk=notification_id, mailed_at__isnull=True)
            .first()
        )
        if notification is None or not _wants_mail(notification):
            return
        _mail(notification).send()
        notification.mailed_at = timezone.now()
        notification.save(update_fields=["mailed_at"])


def _wants_mail(notification: Notification) -> bool:
    user = notification.recipient
    member = getattr(user, "member", None)
    return bool(user.is_active and user.email and (member is None or member.wants_mail))


def _mail(notification: Notification) -> EmailMultiAlternatives:
    member = getattr(notification.recipient, "member", None)
    language = member.language if member else settings.LANGUAGE_CODE
    message = in_words(notification, language)
    url = message.url if "://" in message.url else settings.WAGTAILADMIN_BASE_URL + message.url
    with translation.override(language):
        context = {
            "message": message,
            "url": url if message.url else "",
            "site_name": settings.COMMUNITY_NAME,
            "base_url": settings.WAGTAILADMIN_BASE_URL,
            "language": language,
        }
        text = render_to_string("community/notifications/mail.txt", context)
        html = render_to_string("community/notifications/mail.html", context)
    mail = EmailMultiAlternatives(message.subject, text, to=[notification.recipient.email])
    mail.attach_alternative(html, "text/html")
    kind = keyed("notification_kinds").get(notification.kind)
    if kind and kind.attachments:
        for part in kind.attachments(notification.data):
            mail.attach(part.name, part.content, part.mime_type)
    return mail
