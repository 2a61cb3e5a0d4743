"""How well a passage answers: BM25 over fields, nearness and coverage. Pure, on plain data.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the
fields weighted before saturation (BM25F), and a bonus for neighbours in the question that stand
near each other in the text (after Metzler and Croft's sequential dependence, 2005).
"""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from community.search.analysis import LANGUAGE_MARKS, is_stop_word

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
AKIN: Final = 0.4
"""What a word of the same family counts beside the word itself."""
AKIN_TIMES: Final = 2
"""How often it counts at most."""
SYNONYM: Final = 0.6
"""What an editors' synonym counts beside the words themselves, which so come first."""
FEEDBACK: Final = 0.3
"""What words that the best answers share weigh together, as a share of the question's own."""
FEEDBACK_BEST: Final = 5
"""Answers that are taken for good ones."""
FEEDBACK_WORDS: Final = 20
FEEDBACK_LETTERS: Final = 3
FEEDBACK_LEAST: Final = 10
"""Answers below which nothing can be said of what the best of them share."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """Another way to say a word of the question, or several of them, that editors keep."""

    stems: tuple[str, ...]
    """They stand together, in this order."""
    worth: float
    """What it counts beside the word: `SYNONYM` at most, less for a way that is commoner."""
    asked: str
    """What it stands for, as it was typed."""
    language: str = ""
    """In which alone it says that, where it is a small word of the other one."""
    is_itself: bool = False
    """Whether it is what was asked, and no other way to say it."""

    @property
    def term(self) -> str:
        """Its stems in order, separated by spaces."""
        return " ".join(self.stems)

    @property
    def beside(self) -> tuple[str, ...]:
        """One of these must stand in the same passage, where there are any."""
        return LANGUAGE_MARKS.get(self.language, ())


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word of the question: the stems that stand for it, its rarity, how often it was asked."""

    stems: tuple[str, ...]
    idf: float
    times: int = 1
    is_guess: bool = False
    """Whether it stands for a word with a typing mistake or a beginning, and counts less."""
    akin: tuple[tuple[str, float], ...] = ()
    """Stems of the same family ("confidentiel" for "confidentialité") and how near they are,
    from 0 to 1; they count where the word itself is missing."""
    meanings: tuple[Meaning, ...] = ()
    """By which it is found too."""
    passages: int = 0
    """How many passages that the reader may find hold it."""


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


class Scorer:
    """Scores passages for one question; made once, asked for every candidate.

    `weights` are those of title, heading and text; `asked` are the stems of all words of the
    question, those that say little among them.
    """

    def __init__(
        self,
        wanted: Sequence[Wanted],
        *,
        weights: tuple[float, float, float],
        average_length: float,
        asked: frozenset[str] = frozenset(),
    ) -> None:
        self.wanted = wanted
        self.weights = weights
        self.average_length = max(average_length, 1.0)
        self.asked = asked
        self.possible = sum(word.idf for word in wanted)
        self._worth = [word.idf * (1 + math.log(word.times)) for word in wanted]
        self._words = _by_stem(wanted)
        self._akin = _by_akin(wanted)
        self._meanings = _by_first_stem(wanted)

    def norm(self, candidate: Candidate) -> float:
        """Return what a count is compared with: more in a long passage."""
        title, heading, body = len(candidate.title), len(candidate.heading), len(candidate.body)
        length = self.weights[0] * title + heading + body
        return K1 * (1 - B + B * length / self.average_length)

    def score(self, candidate: Candidate) -> tuple[float, bool]:
        """Return how well a passage answers, and whether more than its title does.

        0 for one that holds none of the words.
        """
        fields = (candidate.title, candidate.heading, candidate.body)
        found = [self._places(stems) for stems in fields]
        akin = self._near_misses(fields, found) if self._akin else {}
        titled, told = self._meant(fields) if self._meanings else ({}, {})
        if not akin and not titled and not told and not any(found):
            return 0.0, False
        norm = self.norm(candidate)
        total = covered = 0.0
        for number, worth in enumerate(self._worth):
            count = 0.0
            for weight, places in zip(self.weights, found, strict=True):
                if number in places:
                    count += weight * len(places[number])
            count += titled.get(number, 0.0) + told.get(number, 0.0)
            count = count or akin.get(number, 0.0)
            if count:
                covered += self.wanted[number].idf
                total += worth * count * (K1 + 1) / (count + norm)
        total += self._near(found, norm) + self._named(candidate, found[0])
        value = total * (1 - COVERAGE + COVERAGE * covered / self.possible)
        return value, bool(found[1] or found[2] or akin or told)

    def _places(self, stems: Sequence[str]) -> dict[int, list[int]]:
        """Return where each word of the question stands among stems."""
        found: dict[int, list[int]] = {}
        words = self._words
        for place, stem in enumerate(stems):
            if stem in words:
                for number in words[stem]:
                    found.setdefault(number, []).append(place)
        return found

    def _near_misses(
        self, fields: Sequence[Sequence[str]], found: Sequence[dict[int, list[int]]]
    ) -> dict[int, float]:
        """Return what words of the same family count, by the word that is missing."""
        counts: dict[int, float] = {}
        for stems in fields:
            for stem in stems:
                for number, nearness in self._akin.get(stem, ()):
                    if not any(number in places for places in found):
                        most = AKIN * AKIN_TIMES * nearness
                        counts[number] = min(counts.get(number, 0.0) + AKIN * nearness, most)
        return counts

    def _meant(self, fields: Sequence[Sequence[str]]) -> tuple[dict[int, float], dict[int, float]]:
        """Return what synonyms count in the title and below it, by the word they stand for."""
        counts: tuple[dict[int, float], dict[int, float]] = ({}, {})
        for part, (weight, stems) in enumerate(zip(self.weights, fields, strict=True)):
            told = counts[min(part, 1)]
            for place, stem in enumerate(stems):
                for number, meaning in self._meanings.get(stem, ()):
                    end = place + len(meaning.stems)
                    if tuple(stems[place:end]) == meaning.stems and _is_beside(meaning, fields):
                        told[number] = told.get(number, 0.0) + meaning.worth * weight
        return counts

    def _near(self, found: Sequence[dict[int, list[int]]], norm: float) -> float:
        """Return what neighbours of the question add that stand near each other."""
        total = 0.0
        for number in range(len(self.wanted) - 1):
            near = 0.0
            for places in found:
                if number in places and number + 1 in places:
                    near += _nearness(places[number], places[number + 1])
            if near:
                rare = min(self.wanted[number].idf, self.wanted[number + 1].idf)
                total += NEARNESS * rare * near * (K1 + 1) / (near + norm)
        return total

    def _named(self, candidate: Candidate, in_title: dict[int, list[int]]) -> float:
        """Return what a title adds of which the question holds every word, or some."""
        if not in_title or not self.asked:
            return 0.0
        held = sum(stem in self.asked for stem in candidate.title) / len(candidate.title)
        return TITLE * held * sum(self.wanted[number].idf for number in in_title)


def _by_stem(wanted: Sequence[Wanted]) -> dict[str, tuple[int, ...]]:
    words: dict[str, tuple[int, ...]] = {}
    for number, word in enumerate(wanted):
        for stem in word.stems:
            words[stem] = (*words.get(stem, ()), number)
    return words


def _by_akin(wanted: Sequence[Wanted]) -> dict[str, tuple[tuple[int, float], ...]]:
    words: dict[str, tuple[tuple[int, float], ...]] = {}
    for number, word in enumerate(wanted):
        for stem, nearness in word.akin:
            words[stem] = (*words.get(stem, ()), (number, nearness))
    return words


def _by_first_stem(wanted: Sequence[Wanted]) -> dict[str, tuple[tuple[int, Meaning], ...]]:
    found: dict[str, tuple[tuple[int, Meaning], ...]] = {}
    for number, word in enumerate(wanted):
        for meaning in word.meanings:
            found[meaning.stems[0]] = (*found.get(meaning.stems[0], ()), (number, meaning))
    return found


def _is_beside(meaning: Meaning, fields: Sequence[Sequence[str]]) -> bool:
    return not meaning.beside or any(stem in field for field in fields for stem in meaning.beside)


def _nearness(first: Sequence[int], second: Sequence[int]) -> float:
    return sum(1 / abs(a - b) for a in first[:20] for b in second[:20] if 0 < abs(a - b) <= WINDOW)


def associated(
    best: Sequence[tuple[float, Candidate]], window: Sequence[Candidate], scorer: Scorer
) -> dict[str, float]:
    """Return words that the best answers share more than the rest does, with their weight.

    Relevance feedback without anybody's judgement: Lavrenko and Croft, "Relevance-Based Language
    Models" (2001), with BM25's saturation and rarity within the window in place of a collection's.
    `best` are scores and passages of the first answers, `window` all that are being ranked. The
    weights sum to `FEEDBACK` times the question's own.
    """
    if len(window) < FEEDBACK_LEAST or not best:
        return {}
    spread = Counter(stem for one in window for stem in {*one.title, *one.heading, *one.body})
    meanings = (meaning.stems for word in scorer.wanted for meaning in word.meanings)
    known = scorer.asked.union(*(word.stems for word in scorer.wanted), *meanings)
    whole = sum(value for value, _candidate in best) or 1.0
    weights: defaultdict[str, float] = defaultdict(float)
    for value, candidate in best:
        norm = scorer.norm(candidate)
        for stem, count in counted(candidate, scorer.weights).items():
            if len(stem) >= FEEDBACK_LETTERS and stem not in known and not is_stop_word(stem):
                rare = max(math.log((len(window) + 1) / (spread[stem] + 0.5)), 0.0)
                weights[stem] += value / whole * rare * count * (K1 + 1) / (count + norm)
    kept = heapq.nlargest(FEEDBACK_WORDS, weights.items(), key=lambda item: (item[1], item[0]))
    total = sum(weight for _stem, weight in kept) or 1.0
    return {stem: FEEDBACK * scorer.possible * weight / total for stem, weight in kept}


def added(words: dict[str, float], candidate: Candidate, scorer: Scorer) -> float:
    """Return what the `associated` words add to a passage's score."""
    norm = scorer.norm(candidate)
    total = 0.0
    present = {*candidate.title, *candidate.heading, *candidate.body}
    for stem, weight in words.items():
        if stem not in present:
            continue
        count = (
            scorer.weights[0] * candidate.title.count(stem)
            + scorer.weights[1] * candidate.heading.count(stem)
            + scorer.weights[2] * candidate.body.count(stem)
        )
        total += weight * count * (K1 + 1) / (count + norm)
    return total


def counted(candidate: Candidate, weights: tuple[float, float, float]) -> dict[str, float]:
    """Return how often each stem stands in a passage, its fields weighted."""
    counts: dict[str, float] = dict(Counter(candidate.body))
    for weight, stems in ((weights[0], candidate.title), (weights[1], candidate.heading)):
        for stem in stems:
            counts[stem] = counts.get(stem, 0.0) + weight
    return counts
