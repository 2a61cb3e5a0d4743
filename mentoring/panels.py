"""What the box shows on the home page and on profiles."""

from collections.abc import Mapping
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from community.core.prepared import Prepared
from community.core.reader import NOBODY, Reader
from community.core.roles import Role
from community.members.models import Member
from mentoring.engagements.models import Engagement
from mentoring.facilitators.models import Facilitator
from mentoring.offers.models import Offer
from mentoring.requests.enums import State
from mentoring.requests.models import Need
from mentoring.requests.selectors import needs_in_hand


def box_panel(reader: Reader) -> Mapping[str, Any]:
    """Return the one question, for visitors."""
    return {"reader": reader}


def waiting_panel(reader: Reader) -> Mapping[str, Any]:
    """Return what waits for the member here: their need's next step, questions put to them."""
    offers: list[Offer] = []
    if reader.has_role(Role.FACILITATOR):
        offers = list(
            Offer.objects.waiting()
            .filter(facilitator__member=reader.member_id)
            .select_related("need__author")[:3]
        )
    need, step = _need_in_hand(reader)
    return {"offers": offers, "need": need, "next": step}


def _need_in_hand(reader: Reader) -> tuple[Need | None, dict[str, Any] | None]:
    """Return the need that waits longest, as far as its line says it, and its next step."""
    rows = _IN_HAND.rows(reader.member_id) if reader.member_id is not None else []
    if not rows:
        return None, None
    need_id, title, state, engagement_id, name, handle, deadline = rows[0]
    step = {
        "is_draft": state == State.DRAFT,
        "waiting": {"name": name or handle, "deadline_at": deadline} if deadline else None,
        "engagement": Engagement(pk=engagement_id) if engagement_id is not None else None,
    }
    return Need(pk=need_id, title=title, state=state), step


def _in_hand(member_id: int) -> QuerySet[Any, Any]:
    engagements = Engagement.objects.live().filter(need=OuterRef("pk")).order_by("pk")
    offers = Offer.objects.waiting().filter(need=OuterRef("pk")).order_by("pk")
    needs = needs_in_hand(Reader(user_id=NOBODY, member_id=member_id))
    return needs.order_by("state_since", "pk").values_list(
        "pk",
        "title",
        "state",
        Subquery(engagements.values("pk")[:1]),
        Subquery(offers.values("facilitator__member__name")[:1]),
        Subquery(offers.values("facilitator__member__handle")[:1]),
        Subquery(offers.values("deadline_at")[:1]),
    )[:1]


_IN_HAND = Prepared(_in_hand)


def facilitator_panel(_reader: Reader, member: Member) -> Mapping[str, Any] | None:
    """Return a member's offer for their profile; nothing for those who are no facilitators."""
    facilitator = (
        Facilitator.objects.listed()
        .filter(member=member.pk)
        .select_related("member")
        .prefetch_related("themes")
        .first()
    )
    return {"facilitator": facilitator} if facilitator else None
