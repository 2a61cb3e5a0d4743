"""Writes the mail in which a member gives a card on."""

from email.utils import formataddr

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from community.core.audience import Audience
from community.members.models import Member
from community.notifications.letters import Letter
from knowledge.cards.models import CardPage


def letter_of(card: CardPage, *, sender: Member, to: str, message: str) -> Letter:
    """Return the letter, in the language of the card; answers go to the sender.

    What only members may read is named and not told.
    """
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
    address = sender.user.email
    return Letter(
        to=to,
        subject=" ".join(subject.split()),
        text=body.strip() + "\n",
        reply_to=formataddr((str(sender), address)) if address else "",
    )
