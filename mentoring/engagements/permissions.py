"""Who may read and act in an engagement: the author, its facilitators, the animators."""

from django.db.models import Q

from community.core.reader import Reader
from community.core.roles import Role
from mentoring.engagements.models import Engagement, EngagementQuerySet


def readable_by(reader: Reader) -> EngagementQuerySet:
    """Return the engagements that the reader may open; all others do not exist for them."""
    everything = Engagement.objects.all()
    if reader.has_role(Role.ANIMATOR):
        return everything
    if reader.member_id is None:
        return everything.none()
    mine = Engagement.objects.filter(
        Q(need__author=reader.member_id) | Q(places__facilitator__member=reader.member_id)
    )
    return everything.filter(pk__in=mine.values("pk"))


def takes_part(reader: Reader, engagement: Engagement) -> bool:
    """Whether the reader is the author or one of the facilitators."""
    return reader.member_id is not None and (
        engagement.need.author_id == reader.member_id
        or any(place.facilitator.member_id == reader.member_id for place in engagement.places.all())
    )


def can_act(reader: Reader, engagement: Engagement) -> bool:
    """Whether the reader may write, set meetings and end it."""
    return takes_part(reader, engagement) or reader.has_role(Role.ANIMATOR)


def can_give_feedback(reader: Reader, engagement: Engagement) -> bool:
    """Whether the reader is asked how it went: those who took part, once it is over."""
    return not engagement.is_live and takes_part(reader, engagement)
