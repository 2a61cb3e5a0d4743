"""Reads the board: what needs the animator today, and where help is missing."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.territories.models import Territory, TerritoryKind
from mentoring.facilitators.models import Facilitator
from mentoring.requests.enums import LOOKING, State
from mentoring.requests.models import Need, NeedQuerySet

AGES = {"week": (0, 7), "month": (7, 30), "older": (30, 100_000)}
"""Days since a need was asked: from, to."""


@dataclass(frozen=True)
class Figure:
    """A number that opens the list behind it."""

    value: int
    label: str
    url: str


@dataclass(frozen=True)
class Loaded:
    """How much of a facilitator's capacity is taken."""

    facilitator: Facilitator
    load: int
    capacity: int
    is_paused: bool


@dataclass(frozen=True)
class Tile:
    """A department on the map with the number of needs asked there."""

    code: str
    label: str
    column: int
    row: int
    value: int
    url: str


@dataclass(frozen=True)
class Gap:
    """A department with needs and nobody who comes there."""

    label: str
    needs: int


def board_url(**filters: str) -> str:
    """Return the board's address with filters."""
    return f"{reverse('mentoring:board')}?{urlencode(filters)}#needs"


def unmatched(needs: NeedQuerySet) -> NeedQuerySet:
    """Keep open needs that nobody was asked for, or where everybody asked is out."""
    return needs.filter(state=State.OPEN)


def needs_on_board(filters: Mapping[str, Any], now: datetime | None = None) -> NeedQuerySet:
    """Return the needs that were asked, narrowed by state, age, theme and territory."""
    moment = now or timezone.now()
    needs = Need.objects.asked()
    state = filters.get("state", "")
    if state == "unmatched":
        needs = unmatched(needs)
    elif state == "done":
        needs = needs.filter(state__in=(State.SOLVED, State.CLOSED))
    elif state in State.values:
        needs = needs.filter(state=state)
    elif not state:
        needs = needs.filter(state__in=(*LOOKING, State.IN_PROGRESS))
    if filters.get("age") in AGES:
        first, last = AGES[filters["age"]]
        needs = needs.filter(
            submitted_at__lte=moment - timedelta(days=first),
            submitted_at__gt=moment - timedelta(days=last),
        )
    if filters.get("theme"):
        needs = needs.filter(themes__slug=filters["theme"])
    if filters.get("territory"):
        code = filters["territory"]
        needs = needs.filter(Q(territory__code=code) | Q(territory__parent__code=code))
    return (
        needs.select_related("author__organisation", "territory")  # type: ignore[misc]  # taggit has no types
        .prefetch_related("themes")
        .annotate(asked_count=Count("offers", distinct=True))
        .order_by(F("submitted_at").asc(nulls_last=True), "pk")
    )


def figures() -> list[Figure]:
    """Return what needs the animator today; one query."""
    counted = Need.objects.asked().aggregate(
        open=Count("pk", filter=Q(state=State.OPEN)),
        offered=Count("pk", filter=Q(state=State.OFFERED)),
        running=Count("pk", filter=Q(state=State.IN_PROGRESS)),
        solved=Count("pk", filter=Q(state__in=(State.SOLVED, State.CLOSED))),
        self_served=Count("pk", filter=Q(state=State.SELF_SERVED)),
    )
    return [
        Figure(counted["open"], _("with nobody asked"), board_url(state="unmatched")),
        Figure(counted["offered"], _("waiting for an answer"), board_url(state=State.OFFERED)),
        Figure(counted["running"], _("under way"), board_url(state=State.IN_PROGRESS)),
        Figure(counted["solved"], _("solved or closed"), board_url(state="done")),
        Figure(
            counted["self_served"], _("answered by the box"), board_url(state=State.SELF_SERVED)
        ),
    ]


def loads() -> list[Loaded]:
    """Return facilitators by how full they are, the fullest first; one query."""
    people = Facilitator.objects.listed().with_load().select_related("member")
    rows = [Loaded(person, person.load, person.capacity, person.is_paused()) for person in people]
    return sorted(rows, key=lambda row: (-(row.load / (row.capacity or 1)), str(row.facilitator)))


def territory_gaps() -> tuple[list[Tile], list[Gap]]:
    """Return needs by department for the map, and where nobody comes; three queries."""
    departments = list(
        Territory.objects.filter(kind=TerritoryKind.DEPARTMENT, column__isnull=False)
    )
    asked: Counter[int] = Counter(
        Need.objects.asked().filter(territory__isnull=False).values_list("territory", flat=True)
    )
    served: dict[int, int] = defaultdict(int)
    people = Facilitator.objects.listed().order_by()
    # A row for each place where somebody goes, their own home in each.
    for place, home in people.values_list("territories", "member__territory"):
        for reached in filter(None, (place, home)):
            served[reached] += 1
    tiles = [
        Tile(
            code=place.code.removeprefix("D"),
            label=place.name,
            column=place.column or 0,
            row=place.row or 0,
            value=asked[place.pk],
            url=board_url(territory=place.code, state="all") if asked[place.pk] else "",
        )
        for place in departments
    ]
    gaps = [
        Gap(place.name, asked[place.pk])
        for place in departments
        if asked[place.pk] and not served[place.pk] and not served[place.parent_id or 0]
    ]
    return tiles, gaps
