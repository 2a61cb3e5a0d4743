"""Sends the mail of a card that a member gives on."""

from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from community.core.audience import Audience
from community.core.tasks import job
from community.members.models import Member
from knowledge.cards.models import CardPage


@job()
def mail_card(card_id: int, member_id: int, address: str, message: str) -> None:
    """Send it; nothing goes once the card is withdrawn or its sender's account is closed.

    Answers go to the sender. What only members may read is named and not told.
    """
    card = CardPage.objects.live().select_related("locale").filter(pk=card_id).first()
    sender = Member.objects.select_related("user", "organisation").filter(pk=member_id).first()
    if card is None or sender is None or not sender.user.is_active:
        return
    with translation.override(card.language_code):
        context = {
            "card": card,
            "is_public": card.audience == Audience.EVERYONE,
            "sender": sender,
            "message": message,
            "url": settings.WAGTAILADMIN_BASE_URL + (card.get_url() or ""),
            "site_name": settings.COMMUNITY_NAME,
        }
        text = render_to_string("knowledge/sending/card_mail.txt", context)
    subject, _line, body = text.lstrip().partition("\n")
    mail = EmailMessage(
        " ".join(subject.split()),
        body.strip() + "\n",
        to=[address],
        reply_to=[formataddr((str(sender), sender.user.email))] if sender.user.email else [],
    )
    mail.send()
