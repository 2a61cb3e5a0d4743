"""Who may propose, read a proposal, and decide about it."""

from django.db.models import Q, QuerySet

from community.core.reader import Reader
from community.core.roles import Role
from knowledge.proposals.enums import WITH_EXPERTS, State
from knowledge.proposals.models import Proposal


def can_propose(reader: Reader) -> bool:
    """Whether the reader may propose a card: every member with a profile."""
    return reader.member_id is not None


def can_decide(reader: Reader) -> bool:
    """Whether the reader may take proposals up or decline them."""
    return can_propose(reader) and reader.has_role(Role.EXPERT, Role.REVIEWER, Role.ANIMATOR)


def readable_by(reader: Reader) -> QuerySet[Proposal]:
    """Return the proposals that are there for the reader: their own, and what was proposed.

    A draft is its author's alone.
    """
    if not can_propose(reader):
        return Proposal.objects.none()
    mine = Q(author=reader.member_id)
    if can_decide(reader):
        return Proposal.objects.filter(mine | ~Q(state=State.DRAFT))
    return Proposal.objects.filter(mine)


def can_edit(reader: Reader, proposal: Proposal) -> bool:
    """Whether the reader may write it: its author, until it is proposed or after it came back."""
    return (
        reader.member_id is not None
        and proposal.author_id == reader.member_id
        and proposal.is_its_author_s
    )


def can_decide_on(reader: Reader, proposal: Proposal) -> bool:
    """Whether the reader may take it up or decline it: never its own author."""
    return (
        can_decide(reader)
        and proposal.state in WITH_EXPERTS
        and proposal.author_id != reader.member_id
    )
