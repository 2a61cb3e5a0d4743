"""The second stage: the best of what an engine found is ranked anew, alike on every engine."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from community.search.engines.contract import FIELD_WEIGHTS
from community.search.scoring import SECONDS, Candidate, score
from community.search.statement import Asked
from community.search.vocabulary import Known

_WEIGHTS: Final = (FIELD_WEIGHTS["title"], FIELD_WEIGHTS["heading"], FIELD_WEIGHTS["body"])

Row = tuple[Any, ...]
"""Document, place in the engine's order, its score, title, heading and body as stems, passage,
the passage's own score, factor."""


@dataclass(frozen=True, slots=True)
class Found:
    """A document that answers, with its passages, best first."""

    document: int
    score: float
    passages: tuple[tuple[int, float], ...]


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


def ranked(rows: Sequence[Row], asked: Asked) -> list[Found]:
    """Rank the window anew and return the part of it, or of what follows, that is asked for."""
    known = asked.known
    gathered: dict[int, _Gathered] = {}
    for row in rows:
        document, place, first, title, heading, body, passage, own, factor = row
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
