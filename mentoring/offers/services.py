"""Writes about offers: asking, answering, reminding, and asking the next one in time."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core.errors import Refused
from community.core.markup import plain
from community.search.services import reindex
from mentoring.engagements.models import Engagement
from mentoring.engagements.services import begin
from mentoring.facilitators.models import Facilitator
from mentoring.facilitators.services import pause
from mentoring.matching.selectors import ranking_for
from mentoring.messages import tell, tell_animators
from mentoring.offers.enums import OfferState, Reason
from mentoring.offers.models import Offer
from mentoring.requests.enums import Confidentiality, Happening, State
from mentoring.requests.models import Need
from mentoring.requests.services import NotNow, locked, move, record

DEFAULT_DAYS = 4
"""How long a facilitator has to answer."""
REMINDER_BEFORE = timedelta(hours=36)


class CannotBeAsked(Refused):
    """The facilitator may not be asked for this need now."""


class OfferIsOver(Refused):
    """The offer was answered, taken back or has expired."""


def send(
    need: Need,
    *,
    facilitator: Facilitator,
    by: int | None,
    message: str = "",
    days: int = DEFAULT_DAYS,
    at: datetime | None = None,
) -> Offer:
    """Ask a facilitator; the need waits for the answer. Asking the same person twice is harmless.

    `by` is the member who asks, nobody when the site goes on to the next. Raises CannotBeAsked
    (with the reason) and NotNow.
    """
    now = at or timezone.now()
    with transaction.atomic():
        current = locked(need.pk)
        waiting = current.offers.filter(state=OfferState.SENT).first()
        if waiting is not None and waiting.facilitator_id == facilitator.pk:
            return waiting
        if current.state != State.OPEN:
            raise NotNow(
                _("Nobody can be asked now: the need is “%(state)s”.")
                % {"state": current.get_state_display()}
            )
        ranking = ranking_for(current)
        match = next((m for m in ranking.matches if m.candidate.id == facilitator.pk), None)
        if match is None:
            raise CannotBeAsked(
                _("%(name)s cannot be asked for this need just now.") % {"name": facilitator}
            )
        offer = Offer.objects.create(
            need=current,
            facilitator=facilitator,
            message=plain(message).strip(),
            sent_at=now,
            deadline_at=now + timedelta(days=days),
            is_rerouted=by is None,
            score=match.score,
        )
        kind = Happening.OFFERED if by is not None else Happening.REROUTED
        move(
            current,
            State.OFFERED,
            kind,
            by=by,
            subject=facilitator.member_id,
            text=offer.message,
            at=now,
        )
        _tell_facilitator(offer, "offer")
    return offer


def _tell_facilitator(offer: Offer, kind: str) -> None:
    need = offer.need
    tell(
        offer.facilitator.member,
        kind=kind,
        key=f"offer-{offer.pk}",
        view="offer",
        args=[offer.pk],
        data={
            "offer": offer.pk,
            "need": need.title,
            "body": need.body,
            "who": str(need.author or ""),
            "message": offer.message,
            "deadline": offer.deadline_at.isoformat(),
        },
    )


def _locked_offer(offer: Offer) -> tuple[Facilitator, Need, Offer]:
    """Lock what an answer touches, always in this order: two answers never wait for each other."""
    facilitator = Facilitator.objects.select_for_update(of=("self",)).get(pk=offer.facilitator_id)
    need = locked(offer.need_id)
    current = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    return facilitator, need, current


def accept(offer: Offer, *, text: str = "", at: datetime | None = None) -> Engagement:
    """Say yes: the engagement begins. Saying it again gives the same engagement.

    Capacity holds whatever happens at the same moment: the facilitator's row is locked while
    places are counted, and the database refuses a place that is given twice. Raises
    CapacityReached and OfferIsOver.
    """
    now = at or timezone.now()
    try:
        with transaction.atomic():
            facilitator, need, current = _locked_offer(offer)
            if current.state == OfferState.ACCEPTED and current.engagement is not None:
                return current.engagement
            _refuse_over(current, now)
            engagement = begin(need, facilitator=facilitator, at=now)
            current.state, current.answered_at = OfferState.ACCEPTED, now
            current.engagement, current.reply = engagement, plain(text).strip()
            current.save(update_fields=["state", "answered_at", "engagement", "reply"])
            by = facilitator.member_id
            move(need, State.IN_PROGRESS, Happening.ACCEPTED, by=by, text=current.reply, at=now)
            tell(
                need.author,
                kind="offer_accepted",
                key=f"offer-{current.pk}",
                view="engagement",
                args=[engagement.pk],
                data={
                    "need": need.title,
                    "who": str(facilitator),
                    "reply": current.reply,
                },
            )
            reindex("need", need.pk)
    except IntegrityError as error:
        # The last barrier: somebody took the place without asking for the lock.
        raise OfferIsOver(
            _("Something changed at the same moment. Open the page again to see where it stands.")
        ) from error
    return engagement


def _refuse_over(offer: Offer, now: datetime) -> None:
    if offer.state == OfferState.SENT and offer.deadline_at > now:
        return
    messages = {
        OfferState.SENT: _("The date for an answer has passed; the need may be with someone else."),
        OfferState.EXPIRED: _(
            "The date for an answer has passed; the need may be with someone else."
        ),
        OfferState.WITHDRAWN: _("The question was taken back: there is nothing left to answer."),
        OfferState.DECLINED: _("You have already said that you cannot take it this time."),
        OfferState.ACCEPTED: _("You have already said yes."),
    }
    raise OfferIsOver(messages[OfferState(offer.state)])


def decline(
    offer: Offer,
    *,
    reason: str = Reason.OTHER,
    text: str = "",
    pauses: bool = False,
    at: datetime | None = None,
) -> Offer:
    """Say "not this time", and go on pause if wished; the need goes on to the next person.

    Declining twice is harmless. Raises OfferIsOver when it was answered otherwise.
    """
    now = at or timezone.now()
    with transaction.atomic():
        facilitator, need, current = _locked_offer(offer)
        if current.state == OfferState.DECLINED:
            return current
        _refuse_over(current, now)
        current.state, current.answered_at = OfferState.DECLINED, now
        current.reason, current.reply = reason, plain(text).strip()
        current.save(update_fields=["state", "answered_at", "reason", "reply"])
        if pauses:
            pause(facilitator)
        by = facilitator.member_id
        move(need, State.OPEN, Happening.DECLINED, by=by, text=current.reply, at=now)
        following = _ask_next(need, now) if need.reroutes else None
        tell(
            need.author,
            kind="offer_declined",
            key=f"offer-{current.pk}",
            view="need",
            args=[need.pk],
            data={
                "need": need.title,
                "who": str(facilitator),
                "reply": current.reply,
                "next": str(following.facilitator) if following else "",
            },
        )
    return current


def withdraw(offer: Offer, *, by: int | None, at: datetime | None = None) -> Offer:
    """Ask for someone else before there is an answer: no reason is given, nobody is to blame."""
    with transaction.atomic():
        facilitator, need, current = _locked_offer(offer)
        if current.state != OfferState.SENT:
            return current
        current.state, current.answered_at = OfferState.WITHDRAWN, at or timezone.now()
        current.save(update_fields=["state", "answered_at"])
        move(
            need,
            State.OPEN,
            Happening.WITHDRAWN,
            by=by,
            subject=facilitator.member_id,
            at=at,
        )
        tell(
            facilitator.member,
            kind="offer_withdrawn",
            key=f"offer-{current.pk}",
            view="my_facilitation",
            data={"need": need.title},
        )
    return current


def remind_waiting(now: datetime | None = None) -> None:
    """Remind once, some time before the date, those who have not answered yet."""
    moment = now or timezone.now()
    due = Offer.objects.waiting().filter(
        reminded_at__isnull=True,
        deadline_at__gt=moment,
        deadline_at__lte=moment + REMINDER_BEFORE,
    )
    for offer in due.select_related("need__author", "facilitator__member__user"):
        with transaction.atomic():
            if (
                not Offer.objects.waiting()
                .filter(pk=offer.pk, reminded_at=None)
                .update(reminded_at=moment)
            ):
                continue
            record(
                offer.need,
                Happening.REMINDED,
                by=None,
                subject=offer.facilitator.member_id,
                at=moment,
            )
            _tell_facilitator(offer, "offer_reminder")


def lapse_overdue(now: datetime | None = None) -> None:
    """Let offers without an answer lapse, and ask the next person where the author wished so."""
    moment = now or timezone.now()
    for offer in Offer.objects.waiting().filter(deadline_at__lte=moment):
        with transaction.atomic():
            facilitator, need, current = _locked_offer(offer)
            if current.state != OfferState.SENT:
                continue
            current.state, current.answered_at = OfferState.EXPIRED, moment
            current.save(update_fields=["state", "answered_at"])
            move(
                need,
                State.OPEN,
                Happening.LAPSED,
                by=None,
                subject=facilitator.member_id,
                at=moment,
            )
            following = _ask_next(need, moment) if need.reroutes else None
            tell(
                need.author,
                kind="offer_expired",
                key=f"offer-{current.pk}",
                view="need",
                args=[need.pk],
                data={
                    "need": need.title,
                    "who": str(facilitator),
                    "next": str(following.facilitator) if following else "",
                },
            )


def _asked_already(need: Need) -> Iterable[int]:
    return need.offers.values_list("facilitator_id", flat=True)


def _ask_next(need: Need, now: datetime) -> Offer | None:
    """Ask the best-ranked person who was not asked yet; animators hear when there is none.

    Never for a need that only the person whom its author chose may read.
    """
    if need.confidentiality == Confidentiality.CHOSEN:
        return None
    asked = set(_asked_already(need))
    for match in ranking_for(need).matches:
        if match.candidate.id in asked:
            continue
        facilitator = Facilitator.objects.select_related("member__user").get(pk=match.candidate.id)
        return send(need, facilitator=facilitator, by=None, at=now)
    record(need, Happening.UNMATCHED, by=None, at=now)
    tell_animators(
        kind="need_unmatched",
        key=f"need-{need.pk}-{len(asked)}",
        view="need",
        args=[need.pk],
        data={"need": need.title, "asked": len(asked)},
    )
    return None
