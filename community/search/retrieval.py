"""Finds: the best documents, ranked in two stages, and how much there is for every facet.

The engine ranks what it finds; the best of it is ranked anew, alike on every engine.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from django.db import connection

from community.search.engines import engine_for
from community.search.engines.contract import FIELD_WEIGHTS, Sql
from community.search.scoring import SECONDS, Candidate, score
from community.search.statement import FACET, HIT, Asked, statement
from community.search.vocabulary import Known

WINDOW: Final = 150
"""Documents that the second stage ranks; further ones keep the engine's order."""
_WEIGHTS: Final = (FIELD_WEIGHTS["title"], FIELD_WEIGHTS["heading"], FIELD_WEIGHTS["body"])


Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A document that answers, with its passages, best first."""

    document: int
    score: float
    passages: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Retrieved:
    """The documents of a page, and how many things there are by signature."""

    found: tuple[Found, ...] = ()
    counts: tuple["SignatureCount", ...] = ()
    is_strict: bool = True
    """Whether what was found holds every phrase; else none did, and the words sufficed."""
    texts: Mapping[int, Row] = field(default_factory=dict)
    """By passage, what is needed to show it, when that was asked for."""


@dataclass(frozen=True, slots=True)
class SignatureCount:
    """How much there is with one combination of facet values."""

    facets: Mapping[str, tuple[str, ...]]
    documents: int
    """In every language."""
    things: int
    """Each thing once, in the chosen language or the best one."""


def retrieve(asked: Asked) -> Retrieved:
    """Return the documents of the page asked for, and all counts, in one query."""
    if not asked.question.is_empty and not asked.known.wanted:
        return Retrieved()
    rows = _rows(statement(asked, engine_for(connection)))
    hits = [row for row in rows if row[0] == HIT]
    signatures = [row for row in rows if row[0] == FACET]
    return Retrieved(
        tuple(_ranked(hits, asked)),
        tuple(SignatureCount(parse_facets(row[4]), row[1], row[2]) for row in signatures),
        all(row[7] for row in signatures),
        {row[7]: tuple(row[10:]) for row in hits} if asked.with_texts else {},
    )


def _rows(sql: Sql) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql.text, sql.parameters)
        return cursor.fetchall()


@lru_cache(maxsize=32_768)
def parse_facets(text: str) -> Mapping[str, tuple[str, ...]]:
    """Return the values by facet that a signature's text holds."""
    return {facet: tuple(values) for facet, values in json.loads(text).items()}


@dataclass(frozen=True, slots=True)
class _Judged:
    """A passage and how well it answers; `is_own` when it is not by the title alone."""

    passage: int
    value: float
    is_own: bool


@dataclass
class _Gathered:
    """A document on its way through the second stage."""

    place: int
    engine_score: float
    factor: float
    passages: list[_Judged] = field(default_factory=list)

    def total(self) -> float:
        """Return the best passage's score and a share of the others', where they add to it."""
        best, *others = sorted(self.passages, key=lambda judged: -judged.value)
        more = sum(judged.value for judged in others if judged.is_own)
        return self.factor * (best.value + SECONDS * more)

    def shown(self) -> tuple[tuple[int, float], ...]:
        """Return the passages that hold something themselves; else the first one."""
        own = [judged for judged in self.passages if judged.is_own]
        kept = own or [min(self.passages, key=lambda judged: judged.passage)]
        kept.sort(key=lambda judged: (-judged.value, judged.passage))
        return tuple((judged.passage, judged.value) for judged in kept)


def _ranked(rows: Sequence[Row], asked: Asked) -> list[Found]:
    """Rank the window anew and return the part of it, or of what follows, that is asked for."""
    known = asked.known
    gathered: dict[int, _Gathered] = {}
    for row in rows:
        document, place, first, title, heading, body, passage, own, factor = row[1:10]
        entry = gathered.setdefault(document, _Gathered(place, first, factor))
        entry.passages.append(_judged(known, passage, own, (title, heading, body)))
    ordered = []
    for document, entry in gathered.items():
        total = entry.total() if known.wanted else entry.engine_score
        found = Found(document, total, entry.shown())
        is_beyond = entry.place > asked.window
        ordered.append((is_beyond, 0.0 if is_beyond else -total, entry.place, found))
    ordered.sort(key=lambda item: item[:3])
    skipped = asked.start if asked.start < asked.window else 0
    return [item[3] for item in ordered[skipped : skipped + asked.size]]


def _judged(known: Known, passage: int, own: float, fields: tuple[str, str, str]) -> _Judged:
    if not known.wanted:
        return _Judged(passage, own, is_own=True)
    title, heading, body = (field.split() for field in fields)
    value = score(
        known.wanted,
        Candidate(title, heading, body),
        weights=_WEIGHTS,
        average_length=known.average_length,
        asked=known.asked,
    )
    present = {*heading, *body}
    is_own = any(stem in present for word in known.wanted for stem in word.stems)
    return _Judged(passage, value, is_own)
