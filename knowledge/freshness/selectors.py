"""Reads of freshness: what waits for whom, and what a card's page says of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from community.core.reader import Reader
from community.organisations.models import Organisation
from knowledge.cards.models import CardPage
from knowledge.freshness.enums import Outcome
from knowledge.freshness.models import Duty, DutyQuerySet, Verification


@dataclass(frozen=True)
class Line:
    """A card to verify, in a list."""

    card: int
    title: str
    url: str
    language: str
    kind: str
    turn: int
    due_on: date
    is_overdue: bool
    verifier: str
    """Empty when nobody is there to verify it."""
    organisation: str
    verified_on: date | None
    verified_by: str
    needs_work_since: date | None
    remark: str
    """What the last verifier found to need work, while that lasts."""

    @property
    def target(self) -> str:
        """The place of its row in the page."""
        return f"verify-{self.card}"


@dataclass(frozen=True)
class Waiting:
    """How many cards wait for somebody."""

    count: int
    overdue: int


def duties_for(
    reader: Reader, *, everybody: bool = False, filters: Mapping[str, Any] | None = None
) -> DutyQuerySet:
    """Return what waits to be verified by the reader, or by anybody, the longest overdue first.

    Only cards that the reader may read; `everybody` is for who may oversee.
    """
    found = Duty.objects.filter(
        card__in=CardPage.objects.visible_to(reader).order_by().values("pk")
    )
    found = found.waiting(timezone.localdate())
    if not everybody:
        found = found.filter(verifier=reader.member_id or 0)
    filters = filters or {}
    if filters.get("theme"):
        found = found.filter(card__themed_items__tag__slug=filters["theme"])
    if filters.get("organisation"):
        found = found.filter(organisation=filters["organisation"])
    return found.order_by("due_on", "pk")


def organisations_with_duties() -> Any:
    """Return the organisations that have cards, for the list's filter."""
    return Organisation.objects.filter(
        pk__in=Duty.objects.filter(organisation__isnull=False).order_by().values("organisation")
    )


def with_cards(duties: DutyQuerySet) -> DutyQuerySet:
    """Read with duties what a line shows of their cards."""
    return duties.select_related(
        "card__locale", "card__reviewed_by", "verifier", "organisation"
    ).defer("card__body")


def lines(duties: Iterable[Duty]) -> list[Line]:
    """Return duties (read `with_cards`) as a list shows them; one more query for their remarks."""
    rows = list(duties)
    open_remarks = Verification.objects.filter(
        card__in=[duty.pk for duty in rows if duty.needs_work_since], outcome=Outcome.NEEDS_WORK
    ).order_by("turn")
    remarks = {each.card_id: each.remark for each in open_remarks}
    return [
        Line(
            card=duty.pk,
            title=duty.card.title,
            url=duty.card.get_url() or "",
            language=duty.card.language_code,
            kind=duty.card.kind_name(),
            turn=duty.turn,
            due_on=duty.due_on,
            is_overdue=duty.is_overdue,
            verifier=str(duty.verifier) if duty.verifier else "",
            organisation=str(duty.organisation) if duty.organisation else "",
            verified_on=duty.card.reviewed_on,
            verified_by=str(duty.card.reviewed_by) if duty.card.reviewed_by else "",
            needs_work_since=duty.needs_work_since,
            remark=remarks.get(duty.pk, ""),
        )
        for duty in rows
    ]


def waiting_for(reader: Reader) -> Waiting:
    """Return how many cards wait for the reader; one query."""
    due = list(duties_for(reader).values_list("due_on", flat=True))
    today = timezone.localdate()
    return Waiting(count=len(due), overdue=sum(day < today for day in due))


def has_verified(reader: Reader, duty: Duty) -> bool:
    """Whether the reader was the last to verify the card; one query."""
    last = Verification.objects.filter(card=duty.pk).order_by("-turn").first()
    return last is not None and last.by_id is not None and last.by_id == reader.member_id
