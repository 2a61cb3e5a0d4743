"""Writes about needs. Every change of state passes through `move`, which keeps the history."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core.errors import Refused
from community.core.markup import plain
from community.search.services import reindex
from community.themes.models import Theme
from mentoring.messages import tell
from mentoring.requests.enums import LOOKING, NEXT, Happening, State
from mentoring.requests.models import Need, NeedEvent
from mentoring.terms import terms_of

TITLE_LENGTH = 150


class NotNow(Refused):
    """The need is not in a state in which this can be done."""


class DateHasPassed(Refused):
    """A need cannot be wished for a day that is over."""


def locked(need_id: int) -> Need:
    """Return the need, nobody else changing it before the transaction ends."""
    return (
        Need.objects.select_for_update(of=("self",))
        .select_related("author__organisation", "author__user", "territory__parent")
        .get(pk=need_id)
    )


def record(
    need: Need,
    kind: Happening,
    *,
    by: int | None,
    subject: int | None = None,
    text: str = "",
    at: datetime | None = None,
) -> NeedEvent:
    """Add a line to the history. `by` and `subject` are members' keys; no `by` is the site."""
    return NeedEvent.objects.create(
        need=need,
        kind=kind,
        actor_id=by,
        subject_id=subject,
        text=plain(text)[:4000],
        at=at or timezone.now(),
    )


def move(
    need: Need,
    to: State,
    kind: Happening,
    *,
    by: int | None,
    subject: int | None = None,
    text: str = "",
    at: datetime | None = None,
) -> None:
    """Change the state of a locked need and keep what happened.

    Raises NotNow when the new state may not follow the present one.
    """
    if to not in NEXT[State(need.state)]:
        raise NotNow(
            _("This cannot be done now: the need is “%(state)s”.")
            % {"state": need.get_state_display()}
        )
    need.state, need.state_since = to, at or timezone.now()
    need.save(update_fields=["state", "state_since", "submitted_at", "answer"])
    record(need, kind, by=by, subject=subject, text=text, at=at)
    reindex("need", need.pk)


def title_from(text: str) -> str:
    """Return the first sentence of a text, cut at a word when it is too long for a title."""
    line = " ".join(plain(text).split())
    for mark in (". ", "? ", "! ", " ; ", " : "):
        head = line.split(mark, 1)[0]
        if 12 <= len(head) < len(line):
            line = head + (mark.strip() if mark.strip() in "?!" else "")
    if len(line) <= TITLE_LENGTH:
        return line.rstrip(".")
    return line[: TITLE_LENGTH - 1].rsplit(" ", 1)[0] + "…"


def draft(*, author_id: int, text: str, language: str, territory_id: int | None = None) -> Need:
    """Keep what somebody typed into the box as a draft that only they see."""
    with transaction.atomic():
        body = plain(text).strip()
        need = Need.objects.create(
            author_id=author_id,
            title=title_from(body),
            body=body,
            language=language,
            territory_id=territory_id,
            terms=terms_of(body, language),
        )
        record(need, Happening.CREATED, by=author_id)
    return need


def describe(need: Need, *, by: int, values: Mapping[str, Any], themes: Iterable[Theme]) -> Need:
    """Save what the need says. Raises NotNow once somebody works on it."""
    with transaction.atomic():
        current = locked(need.pk)
        if current.state != State.DRAFT and current.state not in LOOKING:
            raise NotNow(_("Somebody is at work on this need: write them a note instead."))
        for name, value in values.items():
            setattr(current, name, value)
        current.terms = terms_of(f"{current.title} {current.body}", current.language)
        current.save()
        current.themes.set(list(themes))
        if current.state != State.DRAFT:
            record(current, Happening.EDITED, by=by)
        reindex("need", current.pk)
    return current


def submit(need: Need, *, by: int, at: datetime | None = None) -> Need:
    """Ask the box. A need that is asked already stays as it is."""
    with transaction.atomic():
        current = locked(need.pk)
        if current.state in LOOKING:
            return current
        _refuse_past(current.deadline_on, at)
        current.submitted_at = at or timezone.now()
        move(current, State.OPEN, Happening.SUBMITTED, by=by, at=at)
    return current


def _refuse_past(day: date | None, at: datetime | None) -> None:
    if day is not None and day < timezone.localdate(at):
        raise DateHasPassed(_("The day you wish for is over: choose a later one."))


def answer_by_itself(
    need: Need, *, by: int, answer: Mapping[str, str], text: str = "", at: datetime | None = None
) -> Need:
    """Close a need because something in the box answered it; nobody is disturbed.

    `answer` has `type`, `title` and `url` of what answered.
    """
    with transaction.atomic():
        current = locked(need.pk)
        if current.state == State.SELF_SERVED:
            return current
        _take_back_offers(current, by)
        current.answer = dict(answer)
        current.submitted_at = current.submitted_at or at or timezone.now()
        move(current, State.SELF_SERVED, Happening.SELF_SERVED, by=by, text=text, at=at)
    return current


def _take_back_offers(need: Need, by: int | None) -> None:
    """Withdraw what waits for an answer, and tell whoever was asked."""
    waiting = need.offers.filter(state="sent").select_related("facilitator__member__user")
    for offer in waiting:
        offer.state, offer.answered_at = "withdrawn", timezone.now()
        offer.save(update_fields=["state", "answered_at"])
        record(need, Happening.WITHDRAWN, by=by, subject=offer.facilitator.member_id)
        tell(
            offer.facilitator.member,
            kind="offer_withdrawn",
            key=f"offer-{offer.pk}",
            view="my_facilitation",
            data={"need": need.title},
        )


def cancel(need: Need, *, by: int, text: str = "", at: datetime | None = None) -> Need:
    """Withdraw a need; whoever was asked is told. Raises NotNow while somebody works on it."""
    with transaction.atomic():
        current = locked(need.pk)
        if current.state == State.CANCELLED:
            return current
        if current.state == State.IN_PROGRESS:
            raise NotNow(_("Somebody is at work on this need: end it on its page first."))
        _take_back_offers(current, by)
        move(current, State.CANCELLED, Happening.CANCELLED, by=by, text=text, at=at)
    return current


def close(need: Need, *, by: int, text: str = "", at: datetime | None = None) -> Need:
    """Put a solved need away."""
    with transaction.atomic():
        current = locked(need.pk)
        if current.state != State.CLOSED:
            move(current, State.CLOSED, Happening.CLOSED, by=by, text=text, at=at)
    return current


def reopen(
    need: Need, *, by: int, deadline_on: date | None = None, at: datetime | None = None
) -> Need:
    """Ask again with the same text, by another day or without one."""
    with transaction.atomic():
        current = locked(need.pk)
        if current.state in LOOKING:
            return current
        _refuse_past(deadline_on, at)
        current.deadline_on = deadline_on
        current.answer = {}
        current.submitted_at = at or timezone.now()
        current.save(update_fields=["deadline_on"])
        move(current, State.OPEN, Happening.REOPENED, by=by, at=at)
    return current


def write_note(need: Need, *, by: int, text: str, at: datetime | None = None) -> NeedEvent:
    """Add a remark to the history; the author is told when somebody else wrote it."""
    with transaction.atomic():
        event = record(need, Happening.NOTE, by=by, text=text, at=at)
        if need.author is not None and need.author_id != by:
            tell(
                need.author,
                kind="note",
                key=f"event-{event.pk}",
                view="need",
                args=[need.pk],
                data={"need": need.title, "who": str(event.actor), "text": event.text},
            )
    return event


def expire_overdue(now: datetime | None = None) -> None:
    """Let needs lapse whose day has passed while nobody was found; the author is told."""
    today = timezone.localdate(now)
    overdue = Need.objects.looking().filter(deadline_on__lt=today).values_list("pk", flat=True)
    for pk in list(overdue):
        with transaction.atomic():
            need = locked(pk)
            if not need.is_looking or need.deadline_on is None or need.deadline_on >= today:
                continue
            _take_back_offers(need, None)
            move(need, State.EXPIRED, Happening.EXPIRED, by=None, at=now)
            tell(
                need.author,
                kind="need_expired",
                key=f"need-{need.pk}-{need.deadline_on:%Y%m%d}",
                view="need",
                args=[need.pk],
                data={"need": need.title},
            )
