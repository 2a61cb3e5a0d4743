"""Ranks facilitators for a need. Pure: plain data in, plain data out, nothing read or written.

A score is the exact sum of whole points, one part for each reason, and each part keeps the facts
that explain it. Hard rules come first and never cost points: who may not be asked is left out
with the reason why.

    points = weight x share, rounded half up, share between 0 and 1

so that better facts never bring fewer points, and the parts add up to the score by construction.
Text is compared by the cosine of TF-IDF vectors of stems (Salton and Buckley, 1988), never by
substrings. Feedback is shrunk towards the network's mean as if PRIOR_COUNT people had already
answered at that mean, so that one happy client does not outweigh twenty.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from hashlib import blake2b
from typing import Any

SAME_PLACE_SHARES = {"department": 1.0, "region": 0.75, "served": 0.5, "remote": 0.5, "far": 0.0}
TEXT_SATURATION = 0.35
"""The cosine that brings all the points: real pairs of short texts seldom exceed it."""
EVIDENCE_HALF = 4
"""The number of things done that brings half of the points."""
PRIOR_COUNT = 4
HORIZON_DAYS = 60
"""How far one waits for a need without a date."""
SECOND_LANGUAGE_SHARE = 0.6
NEARLY_FORMAT_SHARE = 0.5


@dataclass(frozen=True, kw_only=True)
class Weights:
    """The points each reason can bring."""

    themes: int = 30
    text: int = 15
    territory: int = 15
    format: int = 10
    availability: int = 10
    room: int = 5
    language: int = 5
    evidence: int = 5
    feedback: int = 5

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the reasons in the order in which they are told."""
        return tuple(item.name for item in fields(cls))

    @property
    def total(self) -> int:
        """The score of a perfect match."""
        return sum(getattr(self, name) for name in self.names())


DEFAULT_WEIGHTS = Weights()


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A need, as far as matching reads it."""

    id: int
    author_id: int | None
    today: date
    themes: frozenset[str] = frozenset()
    terms: Mapping[str, int] = field(default_factory=dict)
    """Stems with their counts."""
    territory: tuple[str, ...] = ()
    """Codes from the narrowest to the widest, the country left out."""
    language: str = "fr"
    format: str = "remote"
    deadline_on: date | None = None
    required_skill: str = ""
    organisations: frozenset[int] = frozenset()
    """The author's own and those tied to it: a facilitator from there is of one's hierarchy."""
    organisation_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A facilitator, as far as matching reads them."""

    id: int
    member_id: int
    organisation_id: int | None = None
    themes: frozenset[str] = frozenset()
    terms: Mapping[str, int] = field(default_factory=dict)
    home: tuple[str, ...] = ()
    """Codes of where they are, from the narrowest to the widest, the country left out."""
    serves: frozenset[str] = frozenset()
    languages: tuple[str, ...] = ()
    """The first is the one they work in most."""
    formats: frozenset[str] = frozenset()
    capacity: int = 0
    load: int = 0
    is_paused: bool = False
    paused_until: date | None = None
    available_from: date | None = None
    skills: frozenset[str] = frozenset()
    """Qualifications that hold today."""
    avoided_members: frozenset[int] = frozenset()
    avoided_organisations: frozenset[int] = frozenset()
    done: int = 0
    """Needs solved."""
    cards: int = 0
    """Cards published."""
    sessions: int = 0
    """Webinars held that they spoke at."""
    applied: int = 0
    """How often colleagues applied their cards with success."""
    feedback_points: int = 0
    """The sum of the answers, 2 for yes, 1 for partly, 0 for not yet."""
    feedback_count: int = 0


@dataclass(frozen=True)
class Part:
    """One reason: what it brings, of how much, and the facts behind it."""

    key: str
    points: int
    out_of: int
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Match:
    """A candidate who may be asked; `score` is the sum of the parts' points."""

    candidate: Candidate
    parts: tuple[Part, ...]

    @property
    def score(self) -> int:
        """The exact sum of the reasons."""
        return sum(part.points for part in self.parts)


@dataclass(frozen=True)
class Exclusion:
    """A candidate who may not be asked, and why."""

    candidate: Candidate
    key: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Ranking:
    """The answer: the best first, and who was left out."""

    matches: tuple[Match, ...]
    excluded: tuple[Exclusion, ...]
    out_of: int


Share = tuple[float, Mapping[str, Any]]


def points(weight: int, share: float) -> int:
    """Return weight x share as whole points, rounded half up; share is held between 0 and 1."""
    return math.floor(weight * min(1.0, max(0.0, share)) + 0.5)


def exclusion(ask: Ask, candidate: Candidate) -> Exclusion | None:
    """Return why the candidate may not be asked, or None when they may."""
    for key, facts in _hard_rules(ask, candidate):
        return Exclusion(candidate, key, facts)
    return None


def _hard_rules(ask: Ask, who: Candidate) -> Iterable[tuple[str, Mapping[str, Any]]]:
    if who.member_id == ask.author_id:
        yield "self", {}
    # A declared conflict is told as "not available", whatever else holds: it is nobody's business.
    if ask.author_id in who.avoided_members or ask.organisation_id in who.avoided_organisations:
        yield "conflict", {}
    if who.organisation_id is not None and who.organisation_id in ask.organisations:
        yield "hierarchy", {}
    if ask.language not in who.languages:
        yield "language", {"language": ask.language}
    if ask.required_skill and ask.required_skill not in who.skills:
        yield "skill", {"skill": ask.required_skill}
    if who.is_paused:
        yield "pause", {"until": who.paused_until}
    if who.load >= who.capacity:
        yield "capacity", {"load": who.load, "capacity": who.capacity}
    if ask.deadline_on and who.available_from and who.available_from > ask.deadline_on:
        yield "late", {"from": who.available_from}


def idf_of(documents: Iterable[Mapping[str, int]]) -> dict[str, float]:
    """Return ln(1 + N / df) for every stem: rare words tell more than common ones."""
    seen: Counter[str] = Counter()
    count = 0
    for document in documents:
        seen.update(document.keys())
        count += 1
    return {term: math.log(1 + count / df) for term, df in seen.items()}


def _tf(count: int) -> float:
    return 1 + math.log(count) if count > 0 else 0.0


def _square(terms: Mapping[str, int], idf: Mapping[str, float]) -> float:
    return math.fsum((_tf(count) * idf.get(term, 0.0)) ** 2 for term, count in terms.items())


def _themes(ask: Ask, who: Candidate) -> Share:
    common = ask.themes & who.themes
    share = len(common) / len(ask.themes) if ask.themes else 0.0
    return share, {"common": tuple(sorted(common)), "wanted": len(ask.themes)}


def _territory(ask: Ask, who: Candidate) -> Share:
    key, code = "far", ""
    if ask.territory and who.home and ask.territory[0] == who.home[0]:
        key, code = "department", ask.territory[0]
    elif set(ask.territory) & set(who.home):
        key, code = "region", next(code for code in ask.territory if code in who.home)
    elif set(ask.territory) & who.serves:
        key, code = "served", next(code for code in ask.territory if code in who.serves)
    elif ask.format == "remote":
        key = "remote"
    return SAME_PLACE_SHARES[key], {"how": key, "code": code}


def _format(ask: Ask, who: Candidate) -> Share:
    if ask.format in who.formats:
        return 1.0, {"how": "same", "format": ask.format}
    if (ask.format == "hybrid" and who.formats) or "hybrid" in who.formats:
        return NEARLY_FORMAT_SHARE, {"how": "nearly", "formats": tuple(sorted(who.formats))}
    return 0.0, {"how": "other", "formats": tuple(sorted(who.formats))}


def _availability(ask: Ask, who: Candidate) -> Share:
    waits = (who.available_from - ask.today).days if who.available_from else 0
    if waits <= 0:
        return 1.0, {"from": None}
    horizon = (ask.deadline_on - ask.today).days if ask.deadline_on else HORIZON_DAYS
    share = 1 - waits / horizon if horizon > waits else 0.0
    return share, {"from": who.available_from}


def _room(ask: Ask, who: Candidate) -> Share:  # noqa: ARG001  (every reason is asked alike)
    free = max(0, who.capacity - who.load)
    share = free / who.capacity if who.capacity else 0.0
    return share, {"free": free, "capacity": who.capacity}


def _language(ask: Ask, who: Candidate) -> Share:
    if who.languages and who.languages[0] == ask.language:
        return 1.0, {"language": ask.language, "is_main": True}
    spoken = ask.language in who.languages
    return (SECOND_LANGUAGE_SHARE if spoken else 0.0), {"language": ask.language, "is_main": False}


def _evidence(ask: Ask, who: Candidate) -> Share:  # noqa: ARG001
    # A need solved says more about helping than a card written.
    done = 2 * who.done + who.cards + who.sessions + who.applied
    facts = {
        "done": who.done,
        "cards": who.cards,
        "sessions": who.sessions,
        "applied": who.applied,
    }
    return done / (done + EVIDENCE_HALF), facts


def _feedback(prior: float) -> Callable[[Ask, Candidate], Share]:
    def share(ask: Ask, who: Candidate) -> Share:  # noqa: ARG001
        mean = (who.feedback_points / 2 + prior * PRIOR_COUNT) / (who.feedback_count + PRIOR_COUNT)
        return mean, {"count": who.feedback_count}

    return share


def _text(ask: Ask, idf: Mapping[str, float]) -> Callable[[Ask, Candidate], Share]:
    # What depends on the need alone is computed once, not for each candidate.
    wanted = {term: _tf(count) * idf.get(term, 0.0) for term, count in ask.terms.items()}
    own = math.sqrt(math.fsum(value * value for value in wanted.values()))

    def share(ask: Ask, who: Candidate) -> Share:  # noqa: ARG001
        heavy = {
            term: value * _tf(who.terms[term]) * idf.get(term, 0.0)
            for term, value in wanted.items()
            if term in who.terms
        }
        if not heavy or own == 0:
            return 0.0, {"shared": ()}
        length = own * math.sqrt(_square(who.terms, idf))
        similar = math.fsum(heavy.values()) / length if length else 0.0
        best = sorted(heavy, key=lambda term: (-heavy[term], term))
        return similar / TEXT_SATURATION, {"shared": tuple(best[:4])}

    return share


def rank(
    ask: Ask,
    candidates: Sequence[Candidate],
    weights: Weights = DEFAULT_WEIGHTS,
    *,
    prior: float = 0.75,
) -> Ranking:
    """Return who could help, the best first, and who is left out with the reason.

    `prior` is the network's mean feedback between 0 and 1. The order depends on the set of
    candidates, not on theirs in the list: a tie goes to the lighter load, then to a draw that is
    fixed for this need and different for the next, so that nobody is always second.
    """
    idf = idf_of(candidate.terms for candidate in candidates)
    measures: dict[str, Callable[[Ask, Candidate], Share]] = {
        "themes": _themes,
        "text": _text(ask, idf),
        "territory": _territory,
        "format": _format,
        "availability": _availability,
        "room": _room,
        "language": _language,
        "evidence": _evidence,
        "feedback": _feedback(prior),
    }
    weighted = [
        (name, getattr(weights, name), measures[name])
        for name in Weights.names()
        if getattr(weights, name) > 0
    ]
    matches, excluded = [], []
    for candidate in candidates:
        reason = exclusion(ask, candidate)
        if reason is not None:
            excluded.append(reason)
            continue
        parts = []
        for name, weight, measure in weighted:
            share, facts = measure(ask, candidate)
            parts.append(Part(name, points(weight, share), weight, facts))
        matches.append(Match(candidate, tuple(parts)))
    matches.sort(key=lambda match: _order(ask, match))
    excluded.sort(key=lambda item: (item.key, item.candidate.id))
    return Ranking(tuple(matches), tuple(excluded), weights.total)


def _order(ask: Ask, match: Match) -> tuple[int, float, bytes, int]:
    who = match.candidate
    drawn = blake2b(f"{ask.id}:{who.id}".encode(), digest_size=8).digest()
    return -match.score, who.load / max(1, who.capacity), drawn, who.id
