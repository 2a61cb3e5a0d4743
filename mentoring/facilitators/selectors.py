"""Reads about facilitators: the directory, and what the site itself can say of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from community.core.reader import Reader
from community.core.sorting import InOrder
from community.themes.models import Theme
from mentoring.facilitators.contributions import contributions_of
from mentoring.facilitators.models import Facilitator, FacilitatorQuerySet


@dataclass(frozen=True)
class Done:
    """A need that was solved, told so that nobody is recognised."""

    kind: str
    format: str
    themes: tuple[str, ...]
    ended_on: date | None


@dataclass(frozen=True)
class Evidence:
    """What vouches for a facilitator besides their own words."""

    done: tuple[Done, ...]
    done_count: int
    authored: int
    sessions: int
    applied: int = 0
    """How often colleagues applied their cards with success."""


def directory(filters: Mapping[str, Any]) -> FacilitatorQuerySet:
    """Return the facilitators that a member may ask, narrowed by what was chosen."""
    people = Facilitator.objects.listed().with_load()
    if "theme" in filters:
        people = people.filter(themes=filters["theme"])
    if "territory" in filters:
        place = filters["territory"]
        people = people.filter(
            Q(territories=place)
            | Q(territories__parent=place)
            | Q(member__territory=place)
            | Q(member__territory__parent=place)
        )
    if "language" in filters:
        people = people.speaking(filters["language"])
    if "format" in filters:
        people = people.offering(filters["format"])
    if "free" in filters:
        today = timezone.localdate()
        people = (
            people.present(today)
            .filter(Q(available_from__isnull=True) | Q(available_from__lte=today))
            .filter(capacity__gt=0)
        )
    return (
        people.distinct()
        .select_related("member__organisation", "member__territory")
        .prefetch_related("themes", "qualifications")
        .order_by(InOrder("member__name"), "pk")
    )


def facilitator_of(reader: Reader) -> Facilitator | None:
    """Return the reader's own offer, None for those who are no facilitators."""
    if reader.member_id is None:
        return None
    return (
        Facilitator.objects.with_load()
        .select_related("member__user", "member__territory")
        .filter(member=reader.member_id)
        .first()
    )


def evidence_for(facilitator: Any) -> Evidence:
    """Return what the site can say: needs solved here, and what other rooms count."""
    places = (
        facilitator.places.filter(engagement__state="ended")
        .select_related("engagement__need")
        .prefetch_related("engagement__need__themes")
        .order_by("-engagement__ended_at")
    )
    done = [
        Done(
            kind=str(place.engagement.need.get_kind_display()),
            format=str(place.engagement.need.get_format_display()),
            themes=tuple(theme.label for theme in place.engagement.need.themes.all()),
            ended_on=timezone.localdate(place.engagement.ended_at)
            if place.engagement.ended_at
            else None,
        )
        for place in places
    ]
    user_id = facilitator.member.user_id
    given = contributions_of([user_id])
    return Evidence(
        done=tuple(done[:6]),
        done_count=len(done),
        authored=given.cards.get(user_id, 0),
        sessions=given.sessions.get(user_id, 0),
        applied=given.applied.get(user_id, 0),
    )


def themes_offered() -> list[Theme]:
    """Return the themes that at least one facilitator helps with."""
    return list(Theme.objects.filter(mentoring_facilitatortheme_items__isnull=False).distinct())
