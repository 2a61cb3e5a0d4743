"""Writes about who writes what is missing: claims, drafts, the card that answers."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from community.core.audience import Audience
from community.core.errors import Refused
from community.members.models import Member
from knowledge.cards.drafts import Words, make_draft
from knowledge.cards.models import CardPage
from knowledge.demands import messages
from knowledge.demands.enums import State
from knowledge.demands.models import Claim, Demand, Ending
from knowledge.demands.services import NotNow, end_claim, locked, move

CLAIM_DAYS: Final = 21
"""How long a claim holds; claiming again in its last days begins them anew."""
REMIND_DAYS: Final = 5
"""How long before its last day its expert is reminded."""


class Taken(Refused):
    """Somebody else is writing it."""


def claim(demand: Demand, *, by: Member, at: datetime | None = None) -> Claim:
    """Say that a member writes it; for one's own claim, begin its days anew near the end.

    Raises Taken when somebody else writes it, NotNow when it is over.
    """
    today = timezone.localdate(at)
    last_day = today + timedelta(days=CLAIM_DAYS)
    with transaction.atomic():
        current = locked(demand.pk)
        held = current.claims.filter(ended_at__isnull=True).select_related("member").first()
        if held is not None and held.member_id == by.pk:
            if held.until - today <= timedelta(days=REMIND_DAYS):
                held.until = last_day
                held.save(update_fields=["until"])
            return held
        if held is not None:
            raise Taken(_("%(name)s is writing it.") % {"name": held.member})
        if current.state != State.OPEN:
            raise NotNow(
                _("This demand is over: “%(state)s”.") % {"state": current.get_state_display()}
            )
        made = Claim.objects.create(
            demand=current, member=by, claimed_at=at or timezone.now(), until=last_day
        )
        move(current, State.CLAIMED, at=at)
    return made


def give_back(demand: Demand, *, by: Member) -> None:
    """Let others write it; the draft stays with its author. Without a claim nothing changes."""
    with transaction.atomic():
        current = locked(demand.pk)
        if current.claims.filter(ended_at__isnull=True, member=by).exists():
            end_claim(current, Ending.GIVEN_BACK)
            _open_again(current)


def _open_again(demand: Demand) -> None:
    if demand.card is not None and not demand.card.live:
        demand.card = None
    move(demand, State.OPEN)


def write_card(demand: Demand, *, by: Member) -> CardPage:
    """Return the card of one's claim, a draft with what is known; claims it first if it is free.

    Raises Taken, NotNow, or NoLibrary where there is no library in its language.
    """
    with transaction.atomic():
        claim(demand, by=by)
        current = locked(demand.pk)
        if current.card is not None:
            return current.card
        current.card = make_draft(_words_of(current), owner=by.user, author=by)
        current.save(update_fields=["card"])
    return current.card


def tie(demand: Demand, card: CardPage, *, by: Member) -> None:
    """Tie a draft to a demand, which it answers once published; claims it first if it is free.

    Raises Taken or NotNow.
    """
    with transaction.atomic():
        claim(demand, by=by)
        current = locked(demand.pk)
        current.card = card
        current.save(update_fields=["card"])


def _words_of(demand: Demand) -> Words:
    votes = demand.votes.count() + demand.visitors
    with override(demand.language):
        label = ngettext(
            "Demand of %(count)d colleague: “%(title)s”",
            "Demand of %(count)d colleagues: “%(title)s”",
            votes,
        ) % {"count": votes, "title": demand.title}
        address = settings.WAGTAILADMIN_BASE_URL + demand.get_absolute_url()
    quote = {"text": demand.purpose[:800], "name": "", "role": ""}
    return Words(
        title=demand.title,
        language=demand.language,
        source_label=label,
        source_url=address,
        blocks=[("quote", quote)] if demand.purpose else [],
        themes=list(demand.themes.all()),
    )


def answer_with(demand: Demand, card: CardPage, *, by: Member | None) -> None:
    """Answer a demand with a published card and thank those who asked, once each.

    Raises NotNow when it is over, or when not all who asked may read the card.
    """
    with transaction.atomic():
        current = locked(demand.pk)
        if current.state == State.ANSWERED and current.card_id == card.pk:
            return
        if not current.is_waiting:
            raise NotNow(
                _("This demand is over: “%(state)s”.") % {"state": current.get_state_display()}
            )
        if not answers_all(card):
            raise NotNow(_("Choose a published card that all members may read."))
        current.card = card
        held = end_claim(current, Ending.ANSWERED)
        move(current, State.ANSWERED)
        writer = held.member_id if held else by.pk if by else None
        author = card.author or (held.member if held else None)
        messages.tell(
            messages.those_who_asked(current, but=writer),
            current,
            kind="demand_answered",
            url=card.get_url() or "",
            data={"card": card.title, "author": str(author or "")},
        )


def answers_all(card: CardPage) -> bool:
    """Whether a card is published for all who may have asked."""
    return card.live and card.audience != Audience.ORGANISATION


def follow_publication(card: CardPage) -> None:
    """Answer what waits for a card that was published; for a few only, it waits on."""
    if answers_all(card):
        for demand in Demand.objects.waiting().filter(card=card):
            answer_with(demand, card, by=None)


def remind_claimers(now: datetime | None = None) -> None:
    """Tell who claimed something whose days end soon, once for each last day."""
    today = timezone.localdate(now)
    ending = Claim.objects.filter(
        ended_at__isnull=True, until__gte=today, until__lte=today + timedelta(days=REMIND_DAYS)
    )
    for held in ending.select_related("member__user", "demand__card"):
        if held.reminded_for == held.until or _is_in_review(held.demand):
            continue
        messages.tell(
            [held.member],
            held.demand,
            kind="claim_ends",
            key=f"-{held.until:%Y%m%d}",
            data={"until": held.until.isoformat()},
        )
        Claim.objects.filter(pk=held.pk).update(reminded_for=held.until)


def lapse_overdue(now: datetime | None = None) -> None:
    """Let claims lapse whose last day is over; a card that waits for its review keeps its claim."""
    today = timezone.localdate(now)
    overdue = Claim.objects.filter(ended_at__isnull=True, until__lt=today)
    for key, demand_id in list(overdue.values_list("pk", "demand")):
        with transaction.atomic():
            current = locked(demand_id)
            held = overdue.filter(pk=key).select_related("member__user").first()
            if held is None or _is_in_review(current):
                continue
            end_claim(current, Ending.LAPSED, at=now)
            _open_again(current)
            messages.tell([held.member], current, kind="claim_lapsed", key=f"-claim-{held.pk}")


def claims_due() -> None:
    """Remind and let lapse, as time passes."""
    lapse_overdue()
    remind_claimers()


def _is_in_review(demand: Demand) -> bool:
    return demand.card is not None and bool(demand.card.workflow_in_progress)
