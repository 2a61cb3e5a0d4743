"""Writes of freshness: verifying a card, taking an approval for a verification, reminding."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core.errors import Refused
from community.core.markup import plain
from community.core.page_cache import forget_pages
from community.core.roles import Role
from community.members.models import Member
from community.notifications.services import notify
from community.search.services import reindex, reindex_many
from knowledge.cards.models import CardPage
from knowledge.cards.services import record_review
from knowledge.freshness.dealing import LIST_URL, NAMED, deal_one
from knowledge.freshness.enums import Outcome
from knowledge.freshness.intervals import REMIND_BEFORE, REMIND_EVERY, REWORK, due_after
from knowledge.freshness.models import Duty, Verification

NEEDS_WORK: Final = "knowledge.needs_work"
REMINDER: Final = "knowledge.verify"


class NothingToVerify(Refused):
    """The card is not published, so nobody verifies it."""


class RemarkMissing(Refused):
    """Who says that a card needs work says what."""


@transaction.atomic
def verify(
    card_id: int,
    *,
    by: Member,
    turn: int,
    outcome: Outcome,
    remark: str = "",
    today: date | None = None,
) -> bool:
    """Note what a verifier found, and hand the duty on; False when that turn is over already.

    A card that is still right comes to the next person, due an interval later. One that needs work
    stays with who found it, its author is told, and readers are. Raises NothingToVerify and
    RemarkMissing.
    """
    said = plain(remark).strip()
    if outcome == Outcome.NEEDS_WORK and not said:
        raise RemarkMissing(_("Say in a sentence what needs work: its author reads it."))
    duty = Duty.objects.select_for_update().filter(card=card_id, card__live=True).first()
    if duty is None:
        raise NothingToVerify(_("This card is not published any more."))
    if duty.turn != turn:
        return False
    card = CardPage.objects.select_related("author__user").defer("body").get(pk=card_id)
    day = today or timezone.localdate()
    Verification.objects.create(
        card=card, turn=turn, by=by, on=day, outcome=outcome, remark=said[:1000]
    )
    if outcome == Outcome.NEEDS_WORK:
        _turn(duty, due_on=day + REWORK, needs_work_since=duty.needs_work_since or day)
        reindex("card", card.pk)
        forget_pages()
        _tell_author(card, by=by, turn=turn, remark=said)
        return True
    record_review(card, by=by.user, at=timezone.now() if today is None else _noon(today))
    duty.verifier = None
    _turn(duty, due_on=due_after(day, kind=card.kind, own=card.verify_every))
    deal_one(duty)
    return True


def _turn(duty: Duty, *, due_on: date, needs_work_since: date | None = None) -> None:
    """Go on to the next verification."""
    duty.turn += 1
    duty.due_on, duty.needs_work_since = due_on, needs_work_since
    duty.reminded_on, duty.is_marked_overdue = None, False
    duty.save()


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))  # noqa: DTZ001  (made aware here)


@transaction.atomic
def note_approval(card: CardPage, *, by: Any, at: datetime | None = None) -> None:
    """Take the approval of a card for a verification: its interval begins anew.

    The duty stays with who has it. Without an account (a script) nothing is noted.
    """
    record_review(card, by=by, at=at)
    member = Member.objects.filter(user=by).first() if by is not None else None
    if member is None or not CardPage.objects.filter(pk=card.pk, live=True).exists():
        return
    day = timezone.localdate(at)
    due_on = due_after(day, kind=card.kind, own=card.verify_every)
    Duty.objects.bulk_create([Duty(card_id=card.pk, due_on=due_on)], ignore_conflicts=True)
    duty = Duty.objects.select_for_update().get(card=card.pk)
    Verification.objects.create(
        card=card, turn=duty.turn, by=member, on=day, outcome=Outcome.APPROVED
    )
    _turn(duty, due_on=due_on)
    if duty.verifier_id is None:
        deal_one(duty)


def _tell_author(card: CardPage, *, by: Member, turn: int, remark: str) -> None:
    """Tell the author what needs work; the animators, where there is no author any more."""
    author = card.author
    if author is not None and author.user.is_active:
        told = [author.user]
    else:
        animators = Member.objects.filter(
            user__groups__name=Role.ANIMATOR.value, user__is_active=True
        )
        told = [member.user for member in animators.select_related("user")]
    notify(
        told,
        kind=NEEDS_WORK,
        key=f"{card.pk}:{turn}",
        url=card.get_url() or "",
        data={"title": card.title, "who": str(by), "remark": remark},
    )


def mark_overdue(today: date | None = None) -> int:
    """Let search and kept pages follow cards whose day has passed; returns how many are new."""
    day = today or timezone.localdate()
    with transaction.atomic():
        unmarked = Duty.objects.of_live_cards().overdue(day).filter(is_marked_overdue=False)
        keys = list(unmarked.order_by("pk").values_list("pk", flat=True))
        if keys:
            # By its own condition, not by key: however many there are, one statement.
            Duty.objects.overdue(day).filter(is_marked_overdue=False).update(is_marked_overdue=True)
            reindex_many("card", keys)
            forget_pages()
    return len(keys)


def remind(today: date | None = None) -> int:
    """Remind verifiers of what is due within two weeks or overdue, every two weeks.

    One notification a person, whatever the number of cards; returns how many people were told.
    """
    day = today or timezone.localdate()
    due = (
        Duty.objects.of_live_cards()
        .filter(
            Q(reminded_on__isnull=True) | Q(reminded_on__lte=day - REMIND_EVERY),
            due_on__lte=day + REMIND_BEFORE,
            verifier__user__is_active=True,
        )
        .order_by("due_on", "pk")
    )
    with transaction.atomic():
        by_person: defaultdict[int, list[tuple[date, str]]] = defaultdict(list)
        rows: Any = due.values_list("verifier", "due_on", "card__title")
        for person, due_on, title in rows:
            by_person[person].append((due_on, title))
        members = Member.objects.filter(duties__in=due.values("pk")).distinct()
        for member in members.select_related("user"):
            theirs = by_person[member.pk]
            notify(
                [member.user],
                kind=REMINDER,
                key=day.isoformat(),
                url=LIST_URL,
                data={
                    "count": len(theirs),
                    "overdue": sum(due_on < day for due_on, _title in theirs),
                    "titles": [title for _due, title in theirs[:NAMED]],
                    "more": max(len(theirs) - NAMED, 0),
                },
            )
        due.order_by().update(reminded_on=day)
    return len(by_person)
