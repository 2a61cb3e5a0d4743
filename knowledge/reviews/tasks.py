"""Mails for people who have no account, and the clock of reviews."""

from django.conf import settings
from django.utils import timezone

from community.core.tasks import job
from community.notifications.templated import send_templated
from knowledge.reviews import reminders
from knowledge.reviews.models import ReviewLink
from knowledge.reviews.services import title_of


@job()
def mail_invitation(link_id: int, path: str) -> None:
    """Send an invitation once; a second run finds it marked as sent and does nothing.

    As with notifications the mark is set first and taken back when sending fails.
    """
    link = (
        ReviewLink.objects.open()
        .select_related("state__workflow_state", "invited_by")
        .filter(pk=link_id, mailed_at__isnull=True)
        .first()
    )
    if link is None or not link.email:
        return
    unsent = ReviewLink.objects.filter(pk=link_id, mailed_at__isnull=True)
    if not unsent.update(mailed_at=timezone.now()):
        return
    try:
        send_templated(
            link.email,
            text="knowledge/reviews/invitation_mail.txt",
            html="knowledge/reviews/invitation_mail.html",
            context={
                "link": link,
                "title": title_of(link.state),
                "url": settings.WAGTAILADMIN_BASE_URL + path,
            },
            language=link.language,
        )
    except Exception:
        ReviewLink.objects.filter(pk=link_id).update(mailed_at=None)
        raise


def keep_going() -> None:
    """Give back what people left, remind, escalate, forget addresses: what the clock calls."""
    reminders.return_to_group()
    reminders.remind()
    reminders.escalate()
    reminders.forget_addresses()


@job()
def return_to_group() -> None:
    """Give the reviews of who left back to their groups."""
    reminders.return_to_group()
