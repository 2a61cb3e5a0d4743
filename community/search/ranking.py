"""The second stage: the best of what an engine found is ranked anew, alike on every engine."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from community.search.engines.contract import FIELD_WEIGHTS
from community.search.scoring import (
    FEEDBACK_BEST,
    SECONDS,
    Candidate,
    Scorer,
    added,
    associated,
)
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
    is_pinned: bool = False
    """Whether editors put it first."""


@dataclass(slots=True)
class _Judged:
    """A passage and how well it answers; `is_own` when it is not by the title alone."""

    passage: int
    value: float
    is_own: bool
    candidate: Candidate | None = None


@dataclass(slots=True)
class _Gathered:
    """A document on its way through the second stage."""

    document: int
    place: int
    engine_score: float
    factor: float
    passages: list[_Judged] = field(default_factory=list)
    best: _Judged | None = None
    """The passage that answers best; the first of equal ones."""
    own: float = 0.0
    """The scores of all passages that hold something themselves."""
    bonus: float = 0.0

    def has(self, passage: int) -> bool:
        """Whether a passage was taken in."""
        return any(judged.passage == passage for judged in self.passages)

    def add(self, judged: _Judged) -> None:
        """Take a passage in."""
        self.passages.append(judged)
        if judged.is_own:
            self.own += judged.value
        best = self.best
        if best is None or (judged.value, -judged.passage) > (best.value, -best.passage):
            self.best = judged

    def total(self) -> float:
        """Return the best passage's score and a share of the others', where they add to it."""
        if self.best is None:
            return 0.0
        more = self.own - (self.best.value if self.best.is_own else 0.0)
        return self.factor * (self.best.value + SECONDS * more + self.bonus)

    def shown(self) -> tuple[tuple[int, float], ...]:
        """Return the passages that hold something themselves; else the first one."""
        own = [judged for judged in self.passages if judged.is_own]
        kept = own or [min(self.passages, key=lambda judged: judged.passage)]
        kept.sort(key=lambda judged: (-judged.value, judged.passage))
        return tuple((judged.passage, judged.value) for judged in kept)


def ranked(rows: Sequence[Row], asked: Asked) -> list[Found]:
    """Rank the window anew and return the part of it, or of what follows, that is asked for."""
    known = asked.known
    scorer = _scorer(known) if known.wanted else None
    gathered: dict[int, _Gathered] = {}
    for document, place, first, title, heading, body, passage, own, factor in rows:
        entry = gathered.get(document)
        if document in known.pinned and entry and entry.has(passage):
            continue
        if entry is None:
            entry = gathered[document] = _Gathered(document, place, first, factor)
        if scorer is None:
            entry.add(_Judged(passage, own, is_own=True))
        else:
            candidate = Candidate(title.split(), heading.split(), body.split())
            value, is_own = scorer.score(candidate)
            entry.add(_Judged(passage, value, is_own, candidate))
    entries = list(gathered.values())
    if scorer is not None:
        _learn([entry for entry in entries if entry.place <= asked.window], scorer)
    ordered = []
    last = max(known.pinned.values(), default=0) + 1
    for entry in entries:
        total = entry.engine_score if scorer is None else entry.total()
        is_beyond = entry.place > asked.window
        turn = known.pinned.get(entry.document, last)
        key = (is_beyond, turn, 0.0 if is_beyond else -total, entry.place)
        ordered.append((key, entry, total))
    ordered.sort(key=lambda item: item[0])
    skipped = asked.start if asked.start < asked.window else 0
    return [
        Found(entry.document, total, entry.shown(), entry.document in known.pinned)
        for _key, entry, total in ordered[skipped : skipped + asked.size]
    ]


def _scorer(known: Known) -> Scorer:
    return Scorer(
        known.wanted,
        weights=_WEIGHTS,
        average_length=known.average_length,
        asked=known.asked,
    )


def _learn(entries: Sequence[_Gathered], scorer: Scorer) -> None:
    """Raise documents that share words with the best ones."""
    able = [
        (entry, entry.best.candidate) for entry in entries if entry.best and entry.best.candidate
    ]
    first = heapq.nsmallest(FEEDBACK_BEST, able, key=lambda item: (-item[0].total(), item[0].place))
    words = associated(
        [(entry.total(), candidate) for entry, candidate in first],
        [candidate for _entry, candidate in able],
        scorer,
    )
    if words:
        for entry, candidate in able:
            entry.bonus = added(words, candidate, scorer)
