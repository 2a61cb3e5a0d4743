"""Reads what ranking needs in a fixed number of queries, and puts its answer into words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.translation import get_language

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


Facts = Mapping[str, Mapping[int, set[str]]]
"""By sort (themes, serves, …): what is true of each owner, keys as text."""


def facts_for(need: Need, today: date) -> Facts:
    """Return what ranking compares by key, of the need and of every facilitator; one query."""
    house = _house_of(need)
    sorts: dict[str, tuple[QuerySet[Any], str, str]] = {
        "asked": (
            need.themes.through.objects.filter(content_object=need),
            "content_object",
            "tag__slug",
        ),
        "tied": (Organisation.objects.filter(parent=house or 0), "parent", "pk"),
        "themes": (FacilitatorTheme.objects.all(), "content_object", "tag__slug"),
        "serves": (Facilitator.territories.through.objects.all(), "facilitator", "territory__code"),
        "skills": (
            Qualification.objects.filter(obtained_on__lte=today).filter(
                Q(expires_on__isnull=True) | Q(expires_on__gt=today)
            ),
            "facilitator",
            "skill",
        ),
        "people": (Facilitator.avoided_members.through.objects.all(), "facilitator", "member"),
        "houses": (
            Facilitator.avoided_organisations.through.objects.all(),
            "facilitator",
            "organisation",
        ),
    }
    first, *rest = (
        rows.order_by().values_list(Value(name), F(owner), Cast(value, CharField()))
        for name, (rows, owner, value) in sorts.items()
    )
    found: dict[str, dict[int, set[str]]] = {name: defaultdict(set) for name in sorts}
    for name, owner, value in first.union(*rest, all=True):
        found[name][owner].add(value)
    return found


def _house_of(need: Need) -> Organisation | None:
    return need.author.organisation if isinstance(need.author, Member) else None


def ask_of(need: Need, facts: Facts, today: date) -> Ask:
    """Return a need as ranking reads it (cheaper with territory__parent and the author loaded)."""
    place = need.territory if need.territory_id else None
    chain: tuple[str, ...] = ()
    if place is not None and place.kind == TerritoryKind.DEPARTMENT:
        chain = _chain(place.code, place.parent.code if place.parent else "")
    elif place is not None and place.kind == TerritoryKind.REGION:
        chain = _chain(place.code)
    house = _house_of(need)
    tied: set[int] = set()
    if house is not None:
        tied = set(map(int, facts["tied"].get(house.pk, ())))
        tied |= {key for key in (house.pk, house.parent_id) if key is not None}
    return Ask(
        id=need.pk,
        author_id=need.author_id,
        today=today,
        themes=frozenset(facts["asked"].get(need.pk, ())),
        terms=need.terms,
        territory=chain,
        language=need.language,
        format=need.format,
        deadline_on=need.deadline_on,
        required_skill=need.required_skill,
        organisations=frozenset(tied),
        organisation_id=house.pk if house is not None else None,
    )


@dataclass(frozen=True)
class Heard:
    """What those who asked said of the help: points and answers of each facilitator who has enough.

    `mean` is the network's, between 0 and 1; three quarters before there are enough answers.
    """

    by_person: Mapping[int, tuple[int, int]]
    mean: float


def answers_heard() -> Heard:
    """Return the answers of all who asked; one query."""
    answers = Feedback.objects.filter(side=Feedback.Side.AUTHOR).order_by()
    everywhere = answers.values("side")
    rows = list(
        answers.values_list("engagement__places__facilitator").annotate(
            points=Sum("helped"),
            count=Count("pk"),
            all_points=Subquery(everywhere.annotate(n=Sum("helped")).values("n")),
            all_count=Subquery(everywhere.annotate(n=Count("pk")).values("n")),
        )
    )
    points, count = rows[0][3:] if rows else (0, 0)
    return Heard(
        by_person={
            owner: (own_points, own_count)
            for owner, own_points, own_count, *_all in rows
            if owner is not None and own_count >= ANSWERS_NEEDED
        },
        mean=float(points / 2 / count) if count >= ANSWERS_NEEDED else 0.75,
    )


def candidates_for(language: str, facts: Facts, heard: Heard, today: date) -> list[Candidate]:
    """Return every listed facilitator as ranking reads them, in three queries for any number."""
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
    themes, serves, skills = (facts[name] for name in ("themes", "serves", "skills"))
    people, houses = (facts[name] for name in ("people", "houses"))
    given = contributions_of([row["user_id"] for row in rows])
    return [
        Candidate(
            id=row["pk"],
            member_id=row["member_id"],
            organisation_id=row["member__organisation_id"],
            themes=frozenset(themes.get(row["pk"], ())),
            terms=row["terms"].get(language, {}),
            home=_chain(
                row["member__territory__code"],
                row["member__territory__parent__code"]
                if row["member__territory__parent__kind"] != TerritoryKind.COUNTRY
                else "",
            ),
            serves=frozenset(serves.get(row["pk"], ())),
            languages=_main_first(row["languages"], row["member__language"]),
            formats=frozenset(row["formats"]),
            capacity=row["capacity"],
            load=row["load"],
            is_paused=row["paused_at"] is not None
            and (row["paused_until"] is None or row["paused_until"] > today),
            paused_until=row["paused_until"],
            available_from=row["available_from"],
            skills=frozenset(skills.get(row["pk"], ())),
            avoided_members=frozenset(map(int, people.get(row["pk"], ()))),
            avoided_organisations=frozenset(map(int, houses.get(row["pk"], ()))),
            done=row["done"],
            cards=given.cards.get(row["user_id"], 0),
            sessions=given.sessions.get(row["user_id"], 0),
            applied=given.applied.get(row["user_id"], 0),
            feedback_points=heard.by_person.get(row["pk"], (0, 0))[0],
            feedback_count=heard.by_person.get(row["pk"], (0, 0))[1],
        )
        for row in rows
    ]


def _main_first(languages: tuple[str, ...], main: str) -> tuple[str, ...]:
    return tuple(sorted(languages, key=lambda code: code != main))


def ranking_for(need: Need, today: date | None = None) -> Ranking:
    """Return who could help with a need, and who is left out and why; six queries."""
    day = today or timezone.localdate()
    facts, heard = facts_for(need, day), answers_heard()
    return rank(
        ask_of(need, facts, day),
        candidates_for(need.language, facts, heard, day),
        weights(),
        prior=heard.mean,
    )


def shown_ranking(
    need: Need, *, asked: Mapping[int, str], limit: int = 6, excluded_limit: int = 30
) -> ShownRanking:
    """Return a ranking in words for its page: the best `limit`, then who is left out.

    `asked` says how the latest offer to each facilitator ended.
    """
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
    named = Theme.objects.filter(slug__in=slugs).values_list(
        Value("theme"), "slug", "name", "name_en"
    )
    placed = Territory.objects.filter(code__in=codes).values_list(
        Value("place"), "code", "name_fr", "name_en"
    )
    names: dict[str, dict[str, str]] = {"theme": {}, "place": {}}
    is_english = get_language() == "en"
    for sort, key, french, english in named.order_by().union(placed.order_by(), all=True):
        names[sort][key] = english if is_english and english else french
    return Labels(
        themes=names["theme"],
        territories=names["place"],
        words=words_by_stem(f"{need.title} {need.body}", need.language),
    )
