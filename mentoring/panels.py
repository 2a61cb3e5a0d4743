"""What the box shows on the home page and on profiles."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Prefetch

from community.core.reader import Reader
from community.core.roles import Role
from community.members.models import Member
from mentoring.engagements.models import Engagement
from mentoring.facilitators.models import Facilitator
from mentoring.offers.models import Offer
from mentoring.requests.enums import State
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
    need = (
        needs_in_hand(reader)
        .order_by("state_since")
        .prefetch_related(
            Prefetch("offers", Offer.objects.waiting().select_related("facilitator__member")),
            Prefetch("engagements", Engagement.objects.live()),
        )
        .first()
    )
    return {"offers": offers, "need": need, "next": _next_step(need) if need else None}


def _next_step(need: Any) -> dict[str, Any]:
    waiting = next(iter(need.offers.all()), None)
    engagement = next(iter(need.engagements.all()), None)
    return {
        "is_draft": need.state == State.DRAFT,
        "waiting": waiting,
        "engagement": engagement,
    }


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
