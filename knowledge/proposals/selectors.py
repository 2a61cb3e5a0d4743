"""Reads of proposals for one screen each, and who should take one up."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from community.core.reader import Reader
from community.core.roles import Role
from community.members.models import Member
from community.members.selectors import themes_of_member
from knowledge.proposals.enums import WITH_EXPERTS, State
from knowledge.proposals.models import Proposal
from knowledge.proposals.permissions import can_decide

SHOWN = 50
BADGES = {State.PROPOSED: "room", State.TAKEN_UP: "warn", State.PUBLISHED: "good"}


@dataclass(frozen=True)
class Row:
    """A proposal in a list."""

    proposal: Proposal
    badge: str


def mine(reader: Reader) -> list[Row]:
    """Return the reader's proposals, the latest first; one query."""
    found = Proposal.objects.filter(author=reader.member_id).select_related("expert", "card")
    return [_row(proposal) for proposal in found.defer("body", "card__body")[:SHOWN]]


def waiting(reader: Reader) -> list[Row]:
    """Return what waits for an expert: those the reader was asked about first; two queries.

    Nothing for who may not decide, and never one's own.
    """
    if not can_decide(reader):
        return []
    found = (
        Proposal.objects.filter(state__in=WITH_EXPERTS)
        .exclude(author=reader.member_id)
        .select_related("author", "expert")
        .prefetch_related("themed_items")
        .defer("body")
        .order_by("state_since", "pk")[:SHOWN]
    )
    themes = themes_of_member(reader)

    def concern(proposal: Proposal) -> tuple[bool, bool]:
        shares = any(item.tag_id in themes for item in proposal.themed_items.all())
        return proposal.expert_id != reader.member_id, not shares

    return [_row(proposal) for proposal in sorted(found, key=concern)]


def _row(proposal: Proposal) -> Row:
    return Row(proposal, badge_of(proposal.state))


def badge_of(state: str) -> str:
    """Return the kind of badge that a state has."""
    return BADGES.get(State(state), "")


def expert_for(proposal: Proposal) -> Member | None:
    """Return who should take a proposal up: shares most themes, then has the fewest in hand.

    An expert; where there is none an animator, and nobody where there is none either.
    """
    themes = list(proposal.themes.values_list("pk", flat=True))
    in_hand: Any = Q(pk__in=Proposal.objects.filter(state__in=WITH_EXPERTS).values("expert"))
    for role in (Role.EXPERT, Role.ANIMATOR):
        people: QuerySet[Any] = (
            Member.objects.filter(user__is_active=True, user__groups__name=role.value)
            .exclude(pk=proposal.author_id or 0)
            .annotate(
                shared=Count("themed_items", filter=Q(themed_items__tag__in=themes), distinct=True)
            )
            .select_related("user")
            .order_by("-shared", "pk")
        )
        best = people.first()
        if best is None:
            continue
        busy = set(Member.objects.filter(in_hand).values_list("pk", flat=True))
        alike = people.filter(shared=best.shared)
        found: Member = next((member for member in alike if member.pk not in busy), best)
        return found
    return None
