"""What is known of the question's words: how rare they are, and which words were meant.

One query. Only words that the reader may find are counted or offered: the others do not exist.
"""

# ruff: noqa: S608  (only our own names and placeholders are put together; values never)

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from django.db import connection

from community.core.reader import Reader
from community.search.curation import lookup
from community.search.curation.lookup import Otherwise
from community.search.engines.contract import Engine, Sql, joined, places
from community.search.parsing import Asked, Question
from community.search.scoring import SYNONYM, Meaning, Wanted, rarity
from community.search.spelling import alikeness, allowed, distance

MAX_MENDED: Final = 12
"""Words of a question that are looked up for typing mistakes: a long text holds enough others."""
MAX_NEAR: Final = 400
MAX_ALTERNATIVES: Final = 3
MAX_BEGINNINGS: Final = 12
MAX_RANKED: Final = 24
"""Words that rank: the rarest of a long text."""
GUESS: Final = 0.7
"""What a guessed word counts beside one that was typed."""
MAX_FAMILIES: Final = 8
"""Words of a question whose families are looked up: a long text holds enough words."""
FAMILY_LETTERS: Final = 6
"""Letters of a stem that has a family."""
FAMILY_ALIKE: Final = 0.6
"""How alike two stems must be (Dice's coefficient of their letters by threes)."""
MAX_FAMILY: Final = 4
MAX_AKIN: Final = 60
_EXTENT, _STEM, _NEAR, _BEGINNING, _AKIN = 0, 1, 2, 3, 4


@dataclass(frozen=True)
class Known:
    """The question's words as they are known."""

    wanted: tuple[Wanted, ...] = ()
    asked: frozenset[str] = frozenset()
    """The stems of all words of the question, those that say little among them."""
    average_length: float = 1.0
    meant: dict[str, str] = field(default_factory=dict)
    """By word of the question (folded): the word that was probably meant, as it is written."""
    pinned: Mapping[int, int] = field(default_factory=dict)
    """The documents that editors put first for this question, with their order."""


def look_up(question: Question, reader: Reader, engine: Engine) -> Known:
    """Return what the reader's passages know of the question's words."""
    rows = _rows(question, reader, engine)
    passages = sum(count for part, _key, _w, _f, _s, count in rows if part == _EXTENT)
    size = sum(int(stem) for part, _key, _w, _f, stem, _c in rows if part == _EXTENT)
    counts = {stem: count for part, _key, _w, _f, stem, count in rows if part == _STEM}
    wanted: list[Wanted] = []
    meant: dict[str, str] = {}
    ways = lookup.otherwise(question, rows, counts, passages)
    for number, word in enumerate(question.words):
        found = sum(counts.get(stem, 0) for stem in word.stems)
        if found:
            akin = _akin(number, word, rows)
            rare = rarity(found, passages)
            wanted.append(Wanted(word.stems, rare, word.times, akin=akin, passages=found))
            continue
        if word.is_joined:
            continue
        told = [way.idf for way in ways if way.is_of(word, question)]
        if told:
            wanted.append(Wanted(word.stems, max(told), word.times))
            continue
        guesses, is_mended = _guesses(number, word, rows)
        if not guesses:
            continue
        stems = tuple(dict.fromkeys(stem for _written, stem, _count in guesses))
        count = sum(count for _written, _stem, count in guesses)
        idf = rarity(count, passages) * GUESS
        wanted.append(Wanted(stems, idf, word.times, is_guess=True, passages=count))
        if is_mended:
            meant[word.folded] = guesses[0][0]
    wanted = _widened(wanted, ways, question)
    if len(wanted) > MAX_RANKED:
        rarest = set(sorted(range(len(wanted)), key=lambda i: -wanted[i].idf)[:MAX_RANKED])
        wanted = [word for i, word in enumerate(wanted) if i in rarest]
    asked = question.stems.union(stem for word in wanted for stem in word.stems)
    average = size / passages if passages else 1.0
    return Known(tuple(wanted), asked, average, meant, lookup.pinned(rows))


Row = lookup.Row


def _widened(
    wanted: Sequence[Wanted], ways: Sequence[Otherwise], question: Question
) -> list[Wanted]:
    """Give words the other ways to say them that editors keep.

    A way stands for all words of a term together, and weighs less than they do where it is
    commoner than the rarest of them. A term that is a small word of some language is only looked
    for in the others.
    """
    words = list(wanted)
    for span in dict.fromkeys(way.span for way in ways):
        told = [way for way in ways if way.span == span]
        said = [question.spoken[place].stems for place in span]
        places = [place for place, word in enumerate(words) if word.stems in said]
        if told[0].is_small or not places:
            words = [word for place, word in enumerate(words) if place not in places]
            places = [len(words)]
            words.append(Wanted((), max(way.idf for way in told)))
        rarest = max(words[place].idf for place in places) or 1.0
        meanings = tuple(
            Meaning(
                way.stems,
                1.0 if way.is_itself else SYNONYM * min(1.0, way.idf / rarest),
                way.asked,
                way.language,
                way.is_itself,
            )
            for way in told
        )
        for place in places:
            words[place] = replace(words[place], meanings=(*words[place].meanings, *meanings))
    return words


def _guesses(
    number: int, word: Asked, rows: Sequence[Row]
) -> tuple[list[tuple[str, str, int]], bool]:
    """Return the words (written, stem, passages) that an unknown word may stand for, best first.

    The second value says whether a mistake was mended; else its end was missing.
    """
    own = [row for row in rows if row[1] == str(number)]
    beginnings = [(w, s, c) for part, _k, w, _f, s, c in own if part == _BEGINNING]
    if beginnings:
        return beginnings, False
    limit = allowed(word.folded)
    near = [
        (distance(word.folded, folded, limit=limit), -count, written, stem)
        for part, _k, written, folded, stem, count in own
        if part == _NEAR
    ]
    close = sorted(found for found in near if found[0] <= limit)
    best = [found for found in close if found[0] == close[0][0]][:MAX_ALTERNATIVES]
    return [(written, stem, -minus) for _d, minus, written, stem in best], True


def _akin(number: int, word: Asked, rows: Sequence[Row]) -> tuple[tuple[str, float], ...]:
    """Return stems of the same family as a known word, the most alike first."""
    found = {
        stem: max(alikeness(own, stem) for own in word.stems)
        for part, key, _w, _f, stem, _c in rows
        if part == _AKIN and key == str(number) and stem not in word.stems
    }
    near = [(stem, value) for stem, value in found.items() if value >= FAMILY_ALIKE]
    return tuple(sorted(near, key=lambda item: (-item[1], item[0]))[:MAX_FAMILY])


def _rows(question: Question, reader: Reader, engine: Engine) -> list[Row]:
    audience = _audience(reader)
    parts = [
        Sql(
            f"SELECT {_EXTENT} AS part, '' AS asked, '' AS word, '' AS folded,"
            " CAST(COALESCE(SUM(stems), 0) AS varchar(64)) AS stem,"
            " COALESCE(SUM(passages), 0) AS passages"
            f" FROM community_searchextent WHERE {audience.text}",
            audience.parameters,
        )
    ]
    stems = sorted({stem for word in question.words for stem in word.stems})
    if stems:
        parts.append(
            Sql(
                f"SELECT {_STEM}, '', '', '', stem, SUM(passages) FROM community_searchword"
                f" WHERE stem IN ({places(stems)}) AND {audience.text} GROUP BY stem",
                (*stems, *audience.parameters),
            )
        )
    for number, word in enumerate(question.words[:MAX_MENDED]):
        if allowed(word.folded) and not word.is_joined:
            parts.append(_near(number, word, audience, engine))
    for number, word in enumerate(question.words[:MAX_FAMILIES]):
        if len(word.stems[0]) >= FAMILY_LETTERS:
            parts.append(_family(number, word, audience, engine))
    if question.is_unfinished and len(question.words[-1:]) and len(question.words) <= MAX_MENDED:
        last = question.words[-1]
        parts.append(_beginning(len(question.words) - 1, last, audience, engine))
    parts += lookup.parts(question, reader, audience)
    every = joined(" UNION ALL ", parts)
    with connection.cursor() as cursor:
        cursor.execute(every.text, every.parameters)
        return [(*row[:5], int(row[5])) for row in cursor.fetchall()]


def _near(number: int, word: Asked, audience: Sql, engine: Engine) -> Sql:
    """Ask for words that share one end with an unknown word.

    A single mistake leaves one half of a word as it is (both, but for their inner letters, when
    it swaps the two in the middle).
    """
    folded = word.folded
    half = max(len(folded) // 2 - 1, 1)
    head = engine.starts_with("folded", folded[:half])
    tail = engine.starts_with("backwards", folded[::-1][:half])
    limit = allowed(folded)
    return _unknown(
        _NEAR,
        number,
        word,
        audience,
        Sql(
            f"({head.text} OR {tail.text}) AND LENGTH(folded) BETWEEN %s AND %s",
            (
                *head.parameters,
                *tail.parameters,
                len(folded) - limit,
                len(folded) + limit,
            ),
        ),
        MAX_NEAR,
    )


def _beginning(number: int, word: Asked, audience: Sql, engine: Engine) -> Sql:
    """Ask for words that an unknown, last word is the beginning of."""
    return _unknown(
        _BEGINNING,
        number,
        word,
        audience,
        engine.starts_with("folded", word.folded),
        MAX_BEGINNINGS,
    )


def _family(number: int, word: Asked, audience: Sql, engine: Engine) -> Sql:
    """Ask for words that share the beginning of a word's stem."""
    beginning = engine.starts_with("folded", _beginning_of(word.stems[0]))
    return Sql(
        "SELECT * FROM (SELECT"
        f" {_AKIN}, '{number}', '', '', stem, SUM(passages) AS passages"
        f" FROM community_searchword WHERE {beginning.text} AND {audience.text}"
        f" GROUP BY stem ORDER BY passages DESC, stem LIMIT {MAX_AKIN}) AS akin{number}",
        (*beginning.parameters, *audience.parameters),
    )


def _beginning_of(stem: str) -> str:
    """Return what all words of a family begin with: half of a long stem."""
    return stem[: max(FAMILY_LETTERS - 1, -(-len(stem) // 2))]


def _unknown(part: int, number: int, word: Asked, audience: Sql, condition: Sql, limit: int) -> Sql:
    """Return a SELECT that finds nothing when the word itself is known."""
    stems = word.stems
    return Sql(
        "SELECT * FROM (SELECT"
        f" {part}, '{number}', word, folded, stem, SUM(passages) AS passages"
        f" FROM community_searchword WHERE {condition.text} AND {audience.text}"
        " AND NOT EXISTS (SELECT 1 FROM community_searchword"
        f" WHERE stem IN ({places(stems)}) AND {audience.text})"
        " GROUP BY word, folded, stem ORDER BY passages DESC, word"
        f" LIMIT {limit}) AS found{part}x{number}",
        (*condition.parameters, *audience.parameters, *stems, *audience.parameters),
    )


def _audience(reader: Reader) -> Sql:
    if reader.is_superuser:
        return Sql("1 = 1")
    names = sorted(reader.audiences)
    return Sql(f"audience IN ({places(names)})", tuple(names))
