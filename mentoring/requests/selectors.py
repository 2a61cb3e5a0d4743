"""Reads about needs: what the box may answer by itself, whose need it is, who will see it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import get_language

from community.core.reader import Reader
from community.core.roles import Role
from community.members.models import Member
from community.plugins import gather
from community.search.query import Result
from community.search.selectors import suggest
from community.themes.models import Theme
from mentoring.requests.enums import LOOKING, Confidentiality, Kind, State
from mentoring.requests.models import Need, NeedQuerySet
from mentoring.requests.questions import question_of
from mentoring.terms import terms_of

_MARKED = re.compile(r"<mark>(.*?)</mark>")
ANSWERING_TYPES = ("card", "replay")
NAMES_SHOWN = 6
ENOUGH_TEXT = 8
"""Characters before the box begins to look."""
FEW_WORDS = 5
"""From so many telling words on, what shares only one of them answers something else."""
LEAST_SHARE = 0.45
"""What scores less, as a share of the best, is left out: a long need touches almost everything."""


@dataclass(frozen=True)
class SolvedCase:
    """A need of somebody else that was solved, told so that nobody is recognised."""

    kind: str
    themes: tuple[str, ...]
    weeks: int
    meetings: int


@dataclass(frozen=True)
class Suggestions:
    """What may answer a need before anybody is disturbed."""

    text: str
    results: tuple[Result, ...]
    cases: tuple[SolvedCase, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the box has nothing to say."""
        return not self.results and not self.cases


def answering_types() -> tuple[str, ...]:
    """Return the types of results that can answer a need, of those that other rooms publish."""
    return tuple(p.type for p in gather("projections") if p.type in ANSWERING_TYPES)


def suggestions_for(text: str, reader: Reader, *, limit: int = 4) -> Suggestions:
    """Return cards, moments and solved cases that may answer a text, the best first.

    Nothing for a text too short to mean something, and nothing that the reader may not read.
    """
    clean = text.strip()
    types = answering_types()
    if len(clean) < ENOUGH_TEXT or not types:
        return Suggestions(clean, (), ())
    language = get_language() or reader.language
    themes = (theme.label for theme in themes_named_in(clean, language))
    found = suggest(question_of(clean, themes), reader, types, 3 * limit).results
    shared = {id(result): _shared_words(result, language) for result in found}
    needed = 1 if len(terms_of(clean, language)) < FEW_WORDS else 2
    best = max((result.score for result in found), default=0.0)
    close = [
        result
        for result in found
        if result.score >= LEAST_SHARE * best and shared[id(result)] >= needed
    ]
    # A need is long: what shares several of its words says a little more than what shares one.
    close.sort(key=lambda result: -result.score * (6 + shared[id(result)]))
    results = tuple(_at_its_moment(result) for result in close[:limit])
    return Suggestions(clean, results, tuple(_cases_like(clean, reader)))


def _at_its_moment(result: Result) -> Result:
    """Put the best moment of a replay before what merely announces it."""
    if result.type != "replay":
        return result
    return replace(result, hits=tuple(sorted(result.hits, key=lambda hit: not hit.place)))


def _shared_words(result: Result, language: str) -> int:
    """Count the different words of the text that a result holds, as the search marked them."""
    shown = [result.title_html, *(hit.snippet for hit in result.hits)]
    marked = {word for html in shown for word in _MARKED.findall(str(html))}
    return len(terms_of(" ".join(marked), language))


def _cases_like(text: str, reader: Reader, *, limit: int = 2) -> Iterable[SolvedCase]:
    """Find solved needs that share telling words; only what recognises nobody leaves here."""
    if not reader.is_member:
        return
    wanted = terms_of(text, reader.language)
    solved = (
        Need.objects.filter(state__in=(State.SOLVED, State.CLOSED), language=reader.language)
        .exclude(confidentiality=Confidentiality.CHOSEN)
        .order_by("-state_since")
        .values_list("pk", "terms")[:200]
    )
    scored = sorted(
        ((sum(1 for term in wanted if term in terms), pk) for pk, terms in solved), reverse=True
    )
    best = [pk for shared, pk in scored if shared >= 2][:limit]
    needs = (
        Need.objects.filter(pk__in=best)  # type: ignore[misc]  # taggit has no types
        .prefetch_related("themes")
        .annotate(meetings=Count("engagements__meetings"))
    )
    for need in needs:
        days = (need.state_since - (need.submitted_at or need.created_at)).days
        yield SolvedCase(
            kind=str(Kind(need.kind).label),
            themes=tuple(theme.label for theme in need.themes.all()),
            weeks=max(1, round(days / 7)),
            meetings=need.meetings,
        )


def suggestion_named(text: str, reader: Reader, name: str) -> Result | None:
    """Return the suggestion that a page named ``type:id``, when it is really one for this text."""
    for result in suggestions_for(text, reader, limit=8).results:
        if f"{result.type}:{result.id}" == name:
            return result
    return None


def themes_named_in(text: str, language: str) -> list[Theme]:
    """Return the themes whose name or other words stand in a text, by stems."""
    said = terms_of(text, language).keys()
    found = []
    for theme in Theme.objects.all():
        names = (theme.name, theme.name_en, *theme.alias_list)
        wanted = (terms_of(name, language).keys() for name in names if name)
        if any(stems and stems <= said for stems in wanted):
            found.append(theme)
    return found


def my_needs(reader: Reader) -> NeedQuerySet:
    """Return the reader's needs, those that need them first."""
    return Need.objects.filter(author=reader.member_id).order_by("-state_since", "-pk")


def needs_in_hand(reader: Reader) -> NeedQuerySet:
    """Return the reader's needs that are not over."""
    return my_needs(reader).filter(state__in=(State.DRAFT, *LOOKING, State.IN_PROGRESS))


@dataclass(frozen=True)
class Audience:
    """Exactly who will see a need, for one choice of confidentiality."""

    value: str
    label: Any
    count: int
    names: tuple[str, ...]
    """The first names when they are few enough to be told."""
    more: int


@dataclass(frozen=True)
class Audiences:
    """What each choice means, and the animators, who see every need that was asked."""

    choices: tuple[Audience, ...]
    animators: tuple[str, ...]


def audiences() -> Audiences:
    """Count and name who would read a need under each choice; two queries."""
    counts = Member.objects.filter(user__is_active=True).aggregate(
        members=Count("pk", distinct=True),
        facilitators=Count(
            "pk", filter=Q(user__groups__name=Role.FACILITATOR.value), distinct=True
        ),
    )
    animators = tuple(
        str(member)
        for member in Member.objects.filter(
            user__is_active=True, user__groups__name=Role.ANIMATOR.value
        )
    )
    sizes = {
        Confidentiality.NETWORK: counts["members"],
        Confidentiality.FACILITATORS: counts["facilitators"],
        Confidentiality.CHOSEN: 1,
    }
    return Audiences(
        choices=tuple(
            Audience(choice.value, choice.label, sizes[choice], (), 0) for choice in Confidentiality
        ),
        animators=animators[:NAMES_SHOWN],
    )
