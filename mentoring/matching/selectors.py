"""Reads what ranking needs in a fixed number of queries, and puts its answer into words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from community.members.models import Member
from community.organisations.models import Organisation
from community.territories.models import Territory, TerritoryKind
from community.themes.models import Theme
from mentoring.engagements.enums import EngagementState
from mentoring.engagements.models import Feedback, Place
from mentoring.facilitators.contributions import contributions_of
from mentoring.facilitators.models import Facilitator, FacilitatorTheme, Qualification
from mentoring.matching.models import MatchingWeights
from mentoring.matching.ranking import (
    DEFAULT_WEIGHTS,
    Ask,
    Candidate,
    Match,
    Part,
    Ranking,
    Weights,
    rank,
)
from mentoring.matching.words import Labels, in_words, why_not
from mentoring.requests.models import Need
from mentoring.terms import words_by_stem

ANSWERS_NEEDED = 3
"""With fewer answers the network's mean stands alone: nobody's answer can be read off a score."""


@dataclass(frozen=True)
class ShownPart:
    """A reason in words, with what it brings."""

    label: str
    value: int
    out_of: int


@dataclass(frozen=True)
class ShownMatch:
    """A facilitator who may be asked, ready for the page."""

    facilitator: Facilitator
    score: int
    parts: tuple[ShownPart, ...]
    lead: str
    """The strongest reasons in a sentence."""
    asked_state: str
    """How an earlier offer for this need ended, empty when there was none."""


@dataclass(frozen=True)
class ShownExclusion:
    """A facilitator who may not be asked, and why."""

    facilitator: Facilitator
    why: str


@dataclass(frozen=True)
class ShownRanking:
    """Everything the page of a ranking shows."""

    matches: tuple[ShownMatch, ...]
    excluded: tuple[ShownExclusion, ...]
    total: int
    out_of: int


def weights() -> Weights:
    """Return the animator's weights, or the ones we ship."""
    chosen = MatchingWeights.objects.first()
    return chosen.as_weights() if chosen else DEFAULT_WEIGHTS


def _chain(first: Any, *rest: Any) -> tuple[str, ...]:
    return tuple(code for code in (first, *rest) if code)


def ask_of(need: Need, today: date | None = None) -> Ask:
    """Return a need as ranking reads it (cheaper with territory__parent and the author loaded)."""
    place = need.territory if need.territory_id else None
    chain: tuple[str, ...] = ()
    if place is not None and place.kind == TerritoryKind.DEPARTMENT:
        chain = _chain(place.code, place.parent.code if place.parent else "")
    elif place is not None and place.kind == TerritoryKind.REGION:
        chain = _chain(place.code)
    house = need.author.organisation if isinstance(need.author, Member) else None
    tied: set[int] = set()
    if house is not None:
        tied = set(Organisation.objects.filter(parent=house).values_list("pk", flat=True))
        tied |= {key for key in (house.pk, house.parent_id) if key is not None}
    return Ask(
        id=need.pk,
        author_id=need.author_id,
        today=today or timezone.localdate(),
        themes=frozenset(need.themes.values_list("slug", flat=True)),
        terms=need.terms,
        territory=chain,
        language=need.language,
        format=need.format,
        deadline_on=need.deadline_on,
        required_skill=need.required_skill,
        organisations=frozenset(tied),
        organisation_id=house.pk if house is not None else None,
    )


def _pairs(rows: Iterable[tuple[int, Any]]) -> dict[int, set[Any]]:
    found: dict[int, set[Any]] = defaultdict(set)
    for owner, value in rows:
        found[owner].add(value)
    return found


def candidates_for(language: str, today: date) -> list[Candidate]:
    """Return every listed facilitator as ranking reads them, in seven queries for any number."""
    done = (
        Place.objects.filter(
            facilitator=OuterRef("pk"), engagement__state=EngagementState.ENDED.value
        )
        .order_by()
        .values("facilitator")
        .annotate(n=Count("pk"))
        .values("n")
    )
    rows = list(
        Facilitator.objects.listed()
        .with_load()
        .annotate(done=Coalesce(Subquery(done), 0), user_id=F("member__user_id"))
        .values(
            "pk",
            "member_id",
            "user_id",
            "member__organisation_id",
            "member__language",
            "member__territory__code",
            "member__territory__parent__code",
            "member__territory__parent__kind",
            "terms",
            "languages",
            "formats",
            "capacity",
            "load",
            "paused_at",
            "paused_until",
            "available_from",
            "done",
        )
    )
    themes = _pairs(FacilitatorTheme.objects.values_list("content_object_id", "tag__slug"))
    serves = _pairs(
        Facilitator.territories.through.objects.values_list("facilitator_id", "territory__code")
    )
    skills = _pairs(
        Qualification.objects.filter(obtained_on__lte=today)
        .filter(Q(expires_on__isnull=True) | Q(expires_on__gt=today))
        .values_list("facilitator_id", "skill")
    )
    people = _pairs(
        Facilitator.avoided_members.through.objects.values_list("facilitator_id", "member_id")
    )
    houses = _pairs(
        Facilitator.avoided_organisations.through.objects.values_list(
            "facilitator_id", "organisation_id"
        )
    )
    heard = {
        owner: (points, count)
        for owner, points, count in Feedback.objects.filter(side=Feedback.Side.AUTHOR)
        .order_by()
        .values_list("engagement__places__facilitator")
        .annotate(points=Sum("helped"), count=Count("pk"))
        if owner is not None and count >= ANSWERS_NEEDED
    }
    given = contributions_of([row["user_id"] for row in rows])
    return [
        Candidate(
            id=row["pk"],
            member_id=row["member_id"],
            organisation_id=row["member__organisation_id"],
            themes=frozenset(themes[row["pk"]]),
            terms=row["terms"].get(language, {}),
            home=_chain(
                row["member__territory__code"],
                row["member__territory__parent__code"]
                if row["member__territory__parent__kind"] != TerritoryKind.COUNTRY
                else "",
            ),
            serves=frozenset(serves[row["pk"]]),
            languages=_main_first(row["languages"], row["member__language"]),
            formats=frozenset(row["formats"]),
            capacity=row["capacity"],
            load=row["load"],
            is_paused=row["paused_at"] is not None
            and (row["paused_until"] is None or row["paused_until"] > today),
            paused_until=row["paused_until"],
            available_from=row["available_from"],
            skills=frozenset(skills[row["pk"]]),
            avoided_members=frozenset(people[row["pk"]]),
            avoided_organisations=frozenset(houses[row["pk"]]),
            done=row["done"],
            cards=given.cards.get(row["user_id"], 0),
            sessions=given.sessions.get(row["user_id"], 0),
            feedback_points=heard.get(row["pk"], (0, 0))[0],
            feedback_count=heard.get(row["pk"], (0, 0))[1],
        )
        for row in rows
    ]


def _main_first(languages: tuple[str, ...], main: str) -> tuple[str, ...]:
    return tuple(sorted(languages, key=lambda code: code != main))


def network_mean() -> float:
    """Return the mean of all answers between 0 and 1; three quarters before there are enough."""
    heard = Feedback.objects.filter(side=Feedback.Side.AUTHOR).aggregate(
        points=Sum("helped"), count=Count("pk")
    )
    if heard["count"] < ANSWERS_NEEDED:
        return 0.75
    return float(heard["points"] / 2 / heard["count"])


def ranking_for(need: Need, today: date | None = None) -> Ranking:
    """Return who could help with a need, and who is left out and why."""
    day = today or timezone.localdate()
    return rank(
        ask_of(need, day),
        candidates_for(need.language, day),
        weights(),
        prior=network_mean(),
    )


def shown_ranking(need: Need, *, limit: int = 6, excluded_limit: int = 30) -> ShownRanking:
    """Return a ranking in words for its page: the best `limit`, then who is left out."""
    ranking = ranking_for(need)
    best = ranking.matches[:limit]
    left_out = [item for item in ranking.excluded if item.key != "self"][:excluded_limit]
    shown = [match.candidate.id for match in best]
    shown += [item.candidate.id for item in left_out]
    people = {
        facilitator.pk: facilitator
        for facilitator in Facilitator.objects.filter(pk__in=shown).select_related(
            "member__organisation", "member__territory"
        )
    }
    labels = _labels(need, best)
    asked = dict(need.offers.order_by("sent_at").values_list("facilitator_id", "state"))
    return ShownRanking(
        matches=tuple(
            _shown(match, people[match.candidate.id], labels, asked.get(match.candidate.id, ""))
            for match in best
        ),
        excluded=tuple(
            ShownExclusion(people[item.candidate.id], why_not(item, labels)) for item in left_out
        ),
        total=len(ranking.matches),
        out_of=ranking.out_of,
    )


def _shown(match: Match, facilitator: Facilitator, labels: Labels, asked_state: str) -> ShownMatch:
    parts = tuple(
        ShownPart(in_words(part, labels), part.points, part.out_of) for part in match.parts
    )
    telling = sorted(
        (item for item in match.parts if 2 * item.points >= item.out_of and _tells(item)),
        key=lambda item: -item.points / item.out_of,
    )
    return ShownMatch(
        facilitator=facilitator,
        score=match.score,
        parts=parts,
        lead=" · ".join(in_words(item, labels) for item in telling[:2]),
        asked_state=asked_state,
    )


def _tells(part: Part) -> bool:
    """Whether a reason is worth the headline: it sets this person apart."""
    if part.key == "territory":
        return part.facts["how"] in ("department", "region", "served")
    return part.key in ("themes", "text")


def _labels(need: Need, best: Iterable[Match]) -> Labels:
    slugs: set[str] = set()
    codes: set[str] = set()
    for match in best:
        for part in match.parts:
            slugs.update(part.facts.get("common", ()))
            codes.update(filter(None, [part.facts.get("code")]))
    return Labels(
        themes={
            theme.slug: theme.label for theme in Theme.objects.filter(slug__in=slugs).order_by("pk")
        },
        territories={place.code: place.name for place in Territory.objects.filter(code__in=codes)},
        words=words_by_stem(f"{need.title} {need.body}", need.language),
    )
