"""Sends a card to one colleague: once a day to the same, a few a day, in the member's name."""

from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from community.core.errors import Refused
from community.core.markup import plain
from community.members.models import Member
from community.notifications.letters import post
from knowledge.cards.models import CardPage
from knowledge.sending.letters import letter_of
from knowledge.sending.models import CardMail

MOST_A_DAY: Final = 10
MESSAGE_LENGTH: Final = 400


def send_card(card: CardPage, *, by: Member, to: str, message: str = "") -> bool:
    """Send a card to one address; the same card to the same address goes once a day.

    Returns whether a mail goes. `to` is a valid address. Raises Refused when the member has sent
    `MOST_A_DAY` today.
    """
    today = timezone.localdate()
    address = to.strip()
    mark = salted_hmac("knowledge.card-mail", address.lower()).hexdigest()
    with transaction.atomic():
        # Who sends twice at once waits here, so that the limit is not passed.
        Member.objects.select_for_update(of=("self",)).get(pk=by.pk)
        mine = CardMail.objects.filter(member=by)
        mine.filter(day__lt=today).delete()
        if mine.filter(card=card, recipient=mark).exists():
            return False
        if mine.count() >= MOST_A_DAY:
            raise Refused(
                _("You have sent %(number)d cards today: go on tomorrow, or share the link.")
                % {"number": MOST_A_DAY}
            )
        mine.create(member=by, card=card, day=today, recipient=mark)
        words = plain(message).strip()[:MESSAGE_LENGTH]
        post(letter_of(card, sender=by, to=address, message=words))
    return True
