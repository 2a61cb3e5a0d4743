"""Reads of evidence: what a card's page says, what is a reader's own, what readers say."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import models
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from community.core.audience import Audience
from community.core.reader import Reader
from community.core.roles import Role
from knowledge.cards.models import CardPage
from knowledge.evidence.enums import WORKED, Result
from knowledge.evidence.models import Evidence, Opinion

MOST_READ: Final = 500
"""Pieces of evidence, and opinions, that a page counts; further ones are older."""
SHOWN: Final = 6
"""Sentences on a card's page."""
PLACES: Final = 6
"""Territories that are named."""


@dataclass(frozen=True)
class Remark:
    """What somebody says who applied a card."""

    result: str
    label: str
    sentence: str
    language: str
    applied_on: date
    place: str
    organisation: str
    name: str
    """Empty when the person would rather not be named, or has left."""


@dataclass(frozen=True)
class Sum:
    """What came of a card, and for how many it was helpful."""

    worked: int = 0
    adapted: int = 0
    """Of those for whom it worked."""
    of: int = 0
    places: Sequence[str] = ()
    remarks: Sequence[Remark] = ()
    helpful: int = 0
    opinions: int = 0
    tellers: frozenset[int] | None = frozenset()
    """The members who said something: who is not among them need not be asked for. None when
    there are too many to know them all."""


def sum_of(card: CardPage, reader: Reader) -> Sum:
    """Return what came of a card; two queries. Sentences are for members."""
    rows = list(
        Evidence.objects.about(card).select_related("territory", "organisation", "member__user")[
            :MOST_READ
        ]
    )
    opinions = list(
        Opinion.objects.filter(card=card.pk)
        .order_by("-pk")
        .values_list("member", "is_helpful")[:MOST_READ]
    )
    is_whole = len(rows) < MOST_READ and len(opinions) < MOST_READ
    tellers = {row.member_id for row in rows if row.member_id} | {each for each, _ in opinions}
    counted = Counter(row.result for row in rows)
    places = Counter(row.territory.name for row in rows if row.territory and row.result in WORKED)
    return Sum(
        worked=sum(counted[result] for result in WORKED),
        adapted=counted[Result.ADAPTED],
        of=len(rows),
        places=[name for name, _count in places.most_common(PLACES)],
        remarks=_remarks(rows) if reader.is_member else (),
        helpful=sum(is_helpful for _member, is_helpful in opinions),
        opinions=len(opinions),
        tellers=frozenset(tellers) if is_whole else None,
    )


def _remarks(rows: Sequence[Evidence]) -> list[Remark]:
    said = [row for row in rows if row.sentence][:SHOWN]
    return [
        Remark(
            result=row.result,
            label=row.get_result_display(),
            sentence=row.sentence,
            language=row.language,
            applied_on=row.applied_on,
            place=row.territory.name if row.territory else "",
            organisation=str(row.organisation) if row.organisation else "",
            name=_name(row),
        )
        for row in said
    ]


def _name(row: Evidence) -> str:
    member = row.member
    return str(member) if member and row.is_named and member.user.is_active else ""


@dataclass(frozen=True)
class Mine:
    """What a reader said of a card; empty words when nothing."""

    result: str = ""
    sentence: str = ""
    is_helpful: bool | None = None


def mine(card_id: int, thing: Any, reader: Reader) -> Mine:
    """Return what the reader said of a card; one query."""
    if not reader.member_id:
        return Mine()
    own = Opinion.objects.filter(card=card_id, member=reader.member_id)
    said = Evidence.objects.filter(thing=thing, member=reader.member_id).order_by()
    empty = models.Value(None, output_field=models.BooleanField(null=True))
    rows = list(
        said.values_list("result", "sentence", empty).union(
            own.order_by().values_list("reason", "text", "is_helpful"), all=True
        )
    )
    result, sentence, is_helpful = "", "", None
    for first, second, helpful in rows:
        if helpful is None:
            result, sentence = first, second
        else:
            is_helpful = bool(helpful)
    return Mine(result, sentence, is_helpful)


def with_sums(cards: "QuerySet[CardPage]") -> "QuerySet[CardPage]":
    """Add to cards `applied_worked` and `applied_of`: for the search, without a query each."""
    about = (
        Evidence.objects.filter(
            thing=OuterRef("translation_key"),
            card__live=True,
            card__audience=OuterRef("audience"),
        )
        .filter(
            Q(card__audience_organisation=OuterRef("audience_organisation"))
            | ~Q(card__audience=Audience.ORGANISATION)
        )
        .order_by()
        .values("thing")
    )
    worked = Count("pk", filter=Q(result__in=WORKED))
    return cards.annotate(
        applied_of=Coalesce(Subquery(about.annotate(n=Count("pk")).values("n")), 0),
        applied_worked=Coalesce(Subquery(about.annotate(n=worked).values("n")), 0),
    )


def applied_count(user_ids: Collection[int]) -> dict[int, int]:
    """Count for each account how often others applied its cards with success; one query.

    What only one organisation may read does not count: the figure is shown to all members.
    """
    shown = (Audience.EVERYONE, Audience.MEMBERS)
    rows = (
        Evidence.objects.filter(
            card__author__user__in=user_ids,
            card__live=True,
            card__audience__in=shown,
            result__in=WORKED,
        )
        # An erased account is nobody's, so it is not the author's own either.
        .filter(Q(member__isnull=True) | ~Q(member=F("card__author")))
        .order_by()
        .values_list("card__author__user")
        .annotate(Count("pk"))
    )
    return dict(rows)


def opinions_for(reader: Reader) -> "QuerySet[Opinion]":
    """Return what did not help, the newest first: of the reader's cards, to who keeps them of all.

    Only of cards that the reader may read.
    """
    cards = CardPage.objects.visible_to(reader).order_by()
    if not can_read_all(reader):
        cards = cards.filter(author=reader.member_id or 0)
    return (
        Opinion.objects.filter(card__in=cards.values("pk"), is_helpful=False)
        .select_related("card__locale", "card__author")
        .defer("card__body")
    )


def can_read_all(reader: Reader) -> bool:
    """Whether the reader sees what readers say of everybody's cards."""
    return reader.is_member and reader.has_role(Role.EXPERT, Role.REVIEWER, Role.ANIMATOR)
