"""Who may read a need and who may act on it."""

from django.db.models import Q

from community.core.reader import Reader
from community.core.roles import Role
from mentoring.requests.enums import Confidentiality, State
from mentoring.requests.models import Need, NeedQuerySet

HIDDEN_FROM_OTHERS = (State.DRAFT, State.CANCELLED)
ASKED = ("sent", "accepted")


def readable_by(reader: Reader) -> NeedQuerySet:
    """Return the needs that the reader may open; all others do not exist for them.

    A draft is its author's alone, animators included. Whoever was asked reads the need while the
    question stands, and goes on reading it once they have said yes.
    """
    needs = Need.objects.all()
    if reader.member_id is None:
        return needs.none()
    mine = Q(author=reader.member_id)
    if reader.has_role(Role.ANIMATOR):
        return needs.filter(mine | ~Q(state=State.DRAFT))
    asked = Need.objects.filter(
        offers__facilitator__member=reader.member_id, offers__state__in=ASKED
    )
    engaged = Need.objects.filter(engagements__places__facilitator__member=reader.member_id)
    open_to = [Confidentiality.NETWORK]
    if reader.has_role(Role.FACILITATOR):
        open_to.append(Confidentiality.FACILITATORS)
    others = Q(confidentiality__in=open_to) & ~Q(state__in=HIDDEN_FROM_OTHERS)
    return needs.filter(
        mine
        | others
        | Q(pk__in=asked.values("pk")) & ~Q(state=State.DRAFT)
        | Q(pk__in=engaged.values("pk"))
    )


def is_author(reader: Reader, need: Need) -> bool:
    """Whether the need is the reader's own."""
    return reader.member_id is not None and need.author_id == reader.member_id


def can_manage(reader: Reader, need: Need) -> bool:
    """Whether the reader may ask people, take back and close: the author and the animators."""
    return is_author(reader, need) or (reader.has_role(Role.ANIMATOR) and need.state != State.DRAFT)


def can_follow(reader: Reader, need: Need) -> bool:
    """Whether the reader sees the history: the author, the animators, who works on it."""
    return can_manage(reader, need) or (
        reader.member_id is not None
        and need.engagements.filter(places__facilitator__member=reader.member_id).exists()
    )
