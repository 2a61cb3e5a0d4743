"""Finds: one query brings the best documents with their stems and the counts for every facet.

The engine says which passages hold the words and roughly how well; here they are grouped under
their documents, the versions of a thing under the best of them, and counted by signature. A
second stage ranks the best anew, alike on every engine.
"""

# ruff: noqa: S608  (only our own names and placeholders are put together; values never)

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from django.db import connection

from community.core.reader import Reader
from community.search.engines.contract import (
    FIELD_WEIGHTS,
    TABLE,
    Clause,
    Engine,
    Sql,
)
from community.search.indexing import AUDIENCE, token
from community.search.models import PASSAGE_BITS
from community.search.parsing import Question
from community.search.scoring import SECONDS, Candidate, Wanted, score
from community.search.vocabulary import Known

WINDOW: Final = 150
"""Documents that the second stage ranks; further ones keep the engine's order."""
PASSAGES: Final = 4
"""Passages of each that it reads."""
HELPER_SHARE: Final = 0.3
"""Common words that together weigh less than this share of a question do not suffice to match."""
OTHER_LANGUAGE: Final = 0.6
"""What a result counts in a language that the reader did not choose."""
_WEIGHTS: Final = (FIELD_WEIGHTS["title"], FIELD_WEIGHTS["heading"], FIELD_WEIGHTS["body"])
_FACET, _HIT = 0, 1

Filters = Mapping[str, Sequence[str]]
"""Chosen values by facet; one of each facet must be there."""


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


@dataclass(frozen=True, slots=True)
class SignatureCount:
    """How much there is with one combination of facet values."""

    facets: Mapping[str, tuple[str, ...]]
    documents: int
    """In every language."""
    things: int
    """Each thing once, in the chosen language or the best one."""


def retrieve(
    question: Question,
    known: Known,
    *,
    reader: Reader,
    filters: Filters,
    language: str,
    start: int,
    size: int,
    engine: Engine,
) -> Retrieved:
    """Return the documents from `start` on, at most `size`, and all counts.

    `language` is preferred; a language among the filters is required.
    """
    if not question.is_empty and not known.wanted:
        return Retrieved()
    rows = _rows(_statement(question, known, reader, filters, language, start, size, engine))
    counts = tuple(
        SignatureCount(parse_facets(facets), documents, things)
        for part, documents, things, _score, facets, *_rest in rows
        if part == _FACET
    )
    hits = [row for row in rows if row[0] == _HIT]
    is_strict = all(row[7] for row in rows if row[0] == _FACET)
    return Retrieved(tuple(_ranked(hits, known, start, size)), counts, is_strict)


Row = tuple[int, int, int, float, str, str, str, int, float, float]


def _rows(statement: Sql) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(statement.text, statement.parameters)
        return cursor.fetchall()


@lru_cache(maxsize=32_768)
def parse_facets(text: str) -> Mapping[str, tuple[str, ...]]:
    """Return the values by facet that a signature's text holds."""
    return {facet: tuple(values) for facet, values in json.loads(text).items()}


def _statement(
    question: Question,
    known: Known,
    reader: Reader,
    filters: Filters,
    language: str,
    start: int,
    size: int,
    engine: Engine,
) -> Sql:
    hit = _hit(question, known, engine)
    allowed = _allowed(reader)
    left_out = _left_out(question, engine)
    languages = list(filters.get("language", ()))
    in_language = f"language IN ({_places(languages)})" if languages else "1 = 1"
    strict = _strict(question, engine)
    chosen = _chosen(filters)
    window = max(WINDOW, start + size) if start < WINDOW else 0
    text = f"""
WITH hit AS MATERIALIZED (
  SELECT passage, passage >> {PASSAGE_BITS} AS document, score FROM ({hit.text}) AS answer
),
best AS (SELECT document, MAX(score) AS score FROM hit GROUP BY document),
found AS MATERIALIZED (
  SELECT d.id AS document, d.thing, d.signature_id, d.language, d.dated_on,
    best.score * d.weight AS score,
    d.weight * CASE WHEN d.language = %s THEN 1.0 ELSE {OTHER_LANGUAGE} END AS factor,
    {strict.text} AS strict
  FROM best JOIN community_searchdocument d ON d.id = best.document
  WHERE {allowed.text} AND {left_out.text}
),
version AS MATERIALIZED (
  SELECT document, signature_id, score * factor AS score, factor, dated_on, ROW_NUMBER() OVER (
    PARTITION BY thing ORDER BY score * factor DESC, factor DESC, document) AS rank
  FROM found WHERE {in_language} AND strict = (SELECT MAX(strict) FROM found)
),
ranked AS (
  SELECT document, score, factor, ROW_NUMBER() OVER (
    ORDER BY score DESC, dated_on IS NULL, dated_on DESC, document DESC) AS place
  FROM version WHERE rank = 1 AND {chosen.text}
),
shown AS MATERIALIZED (
  SELECT * FROM ranked WHERE place <= %s OR place BETWEEN %s AND %s
),
told AS (
  SELECT shown.*, hit.passage, hit.score AS own, ROW_NUMBER() OVER (
    PARTITION BY shown.document ORDER BY hit.score DESC, hit.passage) AS turn
  FROM shown JOIN hit ON hit.document = shown.document
)
SELECT {_FACET} AS part, a.documents, COALESCE(b.things, 0), CAST(0 AS double precision),
  s.facets, '' AS heading, '' AS body, CAST(a.strict AS bigint), CAST(0 AS double precision),
  CAST(0 AS double precision)
FROM (SELECT signature_id, COUNT(*) AS documents, MAX(strict) AS strict FROM found
  WHERE strict = (SELECT MAX(strict) FROM found) GROUP BY signature_id) a
LEFT JOIN (SELECT signature_id, COUNT(*) AS things FROM version WHERE rank = 1
  GROUP BY signature_id) b ON b.signature_id = a.signature_id
JOIN community_searchsignature s ON s.id = a.signature_id
UNION ALL
SELECT {_HIT}, told.document, told.place, told.score, i.title, i.heading, i.body, told.passage,
  told.own, told.factor
FROM told JOIN {TABLE} i ON i.rowid = told.passage WHERE told.turn <= {PASSAGES}
"""
    return Sql(
        text,
        (
            *hit.parameters,
            language,
            *strict.parameters,
            *allowed.parameters,
            *left_out.parameters,
            *languages,
            *chosen.parameters,
            window,
            start + 1,
            start + size,
        ),
    )


def _hit(question: Question, known: Known, engine: Engine) -> Sql:
    """Return the SELECT of passages that answer: the engine's, or all first ones to browse."""
    if question.is_empty:
        return Sql(
            f"SELECT id << {PASSAGE_BITS} AS passage, CAST(0 AS double precision) AS score"
            " FROM community_searchdocument"
        )
    strong, helpers = divided(known.wanted)
    return engine.hits(
        [Clause(word.stems, word.idf) for word in strong],
        [Clause(word.stems, word.idf) for word in helpers],
        known.average_length,
    )


def divided(wanted: Sequence[Wanted]) -> tuple[list[Wanted], list[Wanted]]:
    """Part the words that suffice to match from common ones that only help to rank.

    The commonest words of a question, as long as they weigh less than `HELPER_SHARE` of it
    together and each less than half of the rarest, are helpers.
    """
    if not wanted:
        return [], []
    whole = sum(word.idf for word in wanted)
    rarest = max(word.idf for word in wanted)
    weak: set[int] = set()
    weight = 0.0
    for place in sorted(range(len(wanted)), key=lambda i: wanted[i].idf):
        weight += wanted[place].idf
        if weight >= HELPER_SHARE * whole or wanted[place].idf >= rarest / 2:
            break
        weak.add(place)
    strong = [word for place, word in enumerate(wanted) if place not in weak]
    return strong, [word for place, word in enumerate(wanted) if place in weak]


def _allowed(reader: Reader) -> Sql:
    if reader.is_superuser:
        return Sql("1 = 1")
    return _passes([token(AUDIENCE, name) for name in sorted(reader.audiences)], "d.signature_id")


def _passes(tokens: Sequence[str], column: str) -> Sql:
    return Sql(
        f"{column} IN (SELECT signature_id FROM community_searchtoken"
        f" WHERE token IN ({_places(tokens)}))",
        tuple(tokens),
    )


def _chosen(filters: Filters) -> Sql:
    conditions = [
        _passes([token(facet, value) for value in values], "signature_id")
        for facet, values in filters.items()
        if values and facet != "language"
    ]
    return _all_of(conditions)


def _left_out(question: Question, engine: Engine) -> Sql:
    if not question.excluded and not question.excluded_phrases:
        return Sql("1 = 1")
    holding = engine.holding(
        [Clause(word.stems, 0.0) for word in question.excluded], question.excluded_phrases
    )
    return Sql(f"d.id NOT IN ({holding.text})", holding.parameters)


def _strict(question: Question, engine: Engine) -> Sql:
    """Return 1 for a document that holds all phrases; those that do not show only without one."""
    holding = [engine.holding([], [phrase]) for phrase in question.phrases]
    condition = _all_of([Sql(f"d.id IN ({sql.text})", sql.parameters) for sql in holding])
    return Sql(f"CASE WHEN {condition.text} THEN 1 ELSE 0 END", condition.parameters)


def _all_of(conditions: Iterable[Sql]) -> Sql:
    listed = list(conditions)
    return Sql(
        " AND ".join(condition.text for condition in listed) or "1 = 1",
        tuple(value for condition in listed for value in condition.parameters),
    )


def _places(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values)) or "NULL"


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


def _ranked(rows: Sequence[Row], known: Known, start: int, size: int) -> list[Found]:
    """Rank the window anew and return the part of it, or of what follows, that is asked for."""
    gathered: dict[int, _Gathered] = {}
    for _part, document, place, first, title, heading, body, passage, own, factor in rows:
        entry = gathered.setdefault(document, _Gathered(place, first, factor))
        entry.passages.append(_judged(known, passage, own, (title, heading, body)))
    ordered = []
    for document, entry in gathered.items():
        score = entry.total() if known.wanted else entry.engine_score
        found = Found(document, score, entry.shown())
        is_beyond = entry.place > WINDOW
        ordered.append((is_beyond, 0.0 if is_beyond else -score, entry.place, found))
    ordered.sort(key=lambda item: item[:3])
    skipped = start if start < WINDOW else 0
    return [item[3] for item in ordered[skipped : skipped + size]]


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
