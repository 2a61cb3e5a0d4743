"""Sends the mail of a notification."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation

from community.core.tasks import job
from community.notifications.models import Notification
from community.notifications.selectors import in_words
from community.plugins import keyed


@job()
def send_mail_for(notification_id: int) -> None:
    """Send the mail once; a second run finds it marked as sent and does nothing.

    The mark is set first and taken back when sending fails: no lock is held while a mail server
    thinks, and two runs at once still send one mail.
    """
    notification = (
        Notification.objects.select_related("recipient__member")
        .filter(pk=notification_id, mailed_at__isnull=True)
        .first()
    )
    if notification is None or not _wants_mail(notification):
        return
    mail = _mail(notification)
    unsent = Notification.objects.filter(pk=notification_id, mailed_at__isnull=True)
    if not unsent.update(mailed_at=timezone.now()):
        return
    try:
        mail.send()
    except Exception:
        Notification.objects.filter(pk=notification_id).update(mailed_at=None)
        raise


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
