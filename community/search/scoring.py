"""How well a passage answers: BM25 over fields, nearness and coverage. Pure, on plain data.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the
fields weighted before saturation (BM25F), and a bonus for neighbours in the question that stand
near each other in the text (after Metzler and Croft's sequential dependence, 2005).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

K1: Final = 1.2
B: Final = 0.75
NEARNESS: Final = 0.4
"""Weight of two neighbours of the question found near each other."""
WINDOW: Final = 8
"""Stems between them at most."""
COVERAGE: Final = 0.3
"""Share of the score that depends on how much of the question, by rarity, is there at all."""
TITLE: Final = 0.5
"""What a title of which the question holds every word adds, as a share of its words' rarity."""
SECONDS: Final = 0.1
"""What each further passage of the same document adds, as a share of its own score."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word of the question: the stems that stand for it, its rarity, how often it was asked."""

    stems: tuple[str, ...]
    idf: float
    times: int = 1
    is_guess: bool = False
    """Whether it stands for a word with a typing mistake or a beginning, and counts less."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage as stems, field by field."""

    title: Sequence[str]
    heading: Sequence[str]
    body: Sequence[str]


def rarity(passages: int, of: int) -> float:
    """Return the inverse document frequency of a word in `passages` of `of`; never negative."""
    found = min(passages, of)
    return math.log(1 + (of - found + 0.5) / (found + 0.5))


def score(
    wanted: Sequence[Wanted],
    candidate: Candidate,
    *,
    weights: tuple[float, float, float],
    average_length: float,
    asked: frozenset[str] = frozenset(),
) -> float:
    """Return how well a passage answers; 0 for one that holds none of the words.

    `asked` are the stems of all words of the question, those that say little among them.
    """
    length = weights[0] * len(candidate.title) + len(candidate.heading) + len(candidate.body)
    norm = K1 * (1 - B + B * length / max(average_length, 1.0))
    places = [_places(word, candidate) for word in wanted]
    total = covered = possible = 0.0
    for word, found in zip(wanted, places, strict=True):
        possible += word.idf
        count = sum(weights[field] * len(at) for field, at in enumerate(found))
        if count:
            covered += word.idf
            total += word.idf * (1 + math.log(word.times)) * count * (K1 + 1) / (count + norm)
    if not covered:
        return 0.0
    for first, second, found, then in zip(wanted, wanted[1:], places, places[1:], strict=False):
        near = sum(_nearness(a, b) for a, b in zip(found, then, strict=True))
        if near:
            rare = min(first.idf, second.idf)
            total += NEARNESS * rare * near * (K1 + 1) / (near + norm)
    if candidate.title and asked:
        named = sum(word.idf for word, found in zip(wanted, places, strict=True) if found[0])
        if named:
            held = sum(stem in asked for stem in candidate.title) / len(candidate.title)
            total += TITLE * named * held
    return total * (1 - COVERAGE + COVERAGE * covered / possible)


def _places(word: Wanted, candidate: Candidate) -> tuple[list[int], list[int], list[int]]:
    fields = (candidate.title, candidate.heading, candidate.body)
    title, heading, body = ([] if not field else _found(word.stems, field) for field in fields)
    return title, heading, body


def _found(stems: tuple[str, ...], field: Sequence[str]) -> list[int]:
    if len(stems) == 1:
        if stems[0] not in field:
            return []
        return [i for i, stem in enumerate(field) if stem == stems[0]]
    return [i for i, stem in enumerate(field) if stem in stems]


def _nearness(first: Sequence[int], second: Sequence[int]) -> float:
    if not first or not second:
        return 0.0
    return sum(1 / abs(a - b) for a in first[:20] for b in second[:20] if 0 < abs(a - b) <= WINDOW)
