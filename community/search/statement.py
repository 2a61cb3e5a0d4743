"""The one query that finds, groups, filters and counts; the same on every database.

The engine says which passages hold the words and roughly how well; here they are grouped under
their documents, the versions of a thing under the best of them, and counted by signature.
"""

# ruff: noqa: S608  (only our own names and placeholders are put together; values never)

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from community.core.reader import Reader
from community.search.engines.contract import TABLE, Clause, Engine, Sql
from community.search.indexing import AUDIENCE, token
from community.search.models import PASSAGE_BITS
from community.search.parsing import Question
from community.search.scoring import Wanted
from community.search.vocabulary import Known

PASSAGES: Final = 4
"""Passages of each document that are read."""
HELPER_SHARE: Final = 0.3
"""Common words that together weigh less than this share of a question do not suffice to match."""
OTHER_LANGUAGE: Final = 0.6
"""What a result counts in a language that the reader did not choose."""
PINNED: Final = 1e6
"""Score of what editors put first, above any engine's; the second stage puts it in their order."""
FACET, HIT = 0, 1
"""What a row is, in its first column."""
TEXTS: Final = (
    "p.heading",
    "p.text",
    "p.anchor",
    "p.place",
    "o.type",
    "CAST(o.object_id AS varchar(20))",
    "d.kind",
    "d.title",
    "d.url",
    "d.language",
    "CAST(d.dated_on AS varchar(10))",
    "CAST(d.extra AS text)",
    "CAST(d.audience AS text)",
)
"""What is needed to show a passage."""
_TEXT_JOINS: Final = (
    "JOIN community_searchpassage p ON p.id = {passage}"
    " JOIN community_searchdocument d ON d.id = p.document_id"
    " JOIN community_searchsubject o ON o.id = d.subject_id"
)

Filters = Mapping[str, Sequence[str]]
"""Chosen values by facet; one of each facet must be there."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Everything that a query depends on."""

    question: Question
    known: Known
    reader: Reader
    filters: Filters
    language: str
    """Preferred; a language among the filters is required."""
    start: int
    size: int
    window: int
    """Documents that the second stage ranks."""
    with_texts: bool = False
    """Whether the texts come along."""
    passages: int = PASSAGES
    """Of each document, that are read."""


def statement(asked: Asked, engine: Engine) -> Sql:
    """Return the query for a question: a row for each signature, and one for each passage.

    Passages are those of the documents within the window, and of the page beyond it.
    """
    question, start, size = asked.question, asked.start, asked.size
    hit = _hit(question, asked.known, engine)
    allowed = _allowed(asked.reader)
    dated = _dated(question)
    left_out = _left_out(question, engine)
    languages = list(asked.filters.get("language", ()))
    in_language = f"language IN ({_places(languages)})" if languages else "1 = 1"
    strict = _strict(question, engine)
    chosen = _chosen(asked.filters)
    window = max(asked.window, start + size) if start < asked.window else 0
    nothing = ", ''" * len(TEXTS) if asked.with_texts else ""
    columns = "".join(f", {column}" for column in TEXTS) if asked.with_texts else ""
    joins = _TEXT_JOINS.format(passage="told.passage") if asked.with_texts else ""
    text = f"""
WITH hit AS MATERIALIZED (
  SELECT passage, passage >> {PASSAGE_BITS} AS document, score FROM ({hit.text}) AS answer
),
best AS (SELECT document, MAX(score) AS score FROM hit GROUP BY document),
found AS MATERIALIZED (
  SELECT d.id AS document, d.thing, d.signature_id, d.language, d.dated_on,
    best.score,
    d.weight * CASE WHEN d.language = %s THEN 1.0 ELSE {OTHER_LANGUAGE} END AS factor,
    {strict.text} AS strict
  FROM best JOIN community_searchdocument d ON d.id = best.document
  WHERE {allowed.text} AND {left_out.text} AND {dated.text}
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
SELECT {FACET} AS part, a.documents, COALESCE(b.things, 0), CAST(0 AS double precision),
  s.facets, '' AS heading, '' AS body, CAST(a.strict AS bigint), CAST(0 AS double precision),
  CAST(0 AS double precision){nothing}
FROM (SELECT signature_id, COUNT(*) AS documents, MAX(strict) AS strict FROM found
  WHERE strict = (SELECT MAX(strict) FROM found) GROUP BY signature_id) a
LEFT JOIN (SELECT signature_id, COUNT(*) AS things FROM version WHERE rank = 1
  GROUP BY signature_id) b ON b.signature_id = a.signature_id
JOIN community_searchsignature s ON s.id = a.signature_id
UNION ALL
SELECT {HIT}, told.document, told.place, told.score, i.title, i.heading, i.body, told.passage,
  told.own, told.factor{columns}
FROM told JOIN {TABLE} i ON i.rowid = told.passage {joins} WHERE told.turn <= {asked.passages}
"""
    return Sql(
        text,
        (
            *hit.parameters,
            asked.language,
            *strict.parameters,
            *allowed.parameters,
            *left_out.parameters,
            *dated.parameters,
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
    pins = _pins(known)
    if not known.wanted:
        return pins
    strong, helpers = divided(known.wanted)
    hits = engine.hits(
        [_clause(word) for word in strong],
        [_clause(word) for word in helpers],
        known.average_length,
    )
    if not known.pinned:
        return hits
    return Sql(f"{hits.text} UNION ALL {pins.text}", (*hits.parameters, *pins.parameters))


def _pins(known: Known) -> Sql:
    """Return a SELECT of the pinned documents, before whatever an engine finds."""
    return Sql(
        f"SELECT id << {PASSAGE_BITS} AS passage, CAST({PINNED} AS double precision) AS score"
        f" FROM community_searchdocument WHERE id IN ({_places(tuple(known.pinned))})",
        tuple(known.pinned),
    )


def _clause(word: Wanted) -> Clause:
    stems = (*word.stems, *(stem for stem, _nearness in word.akin))
    return Clause(stems, word.idf, word.meanings)


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


def _dated(question: Question) -> Sql:
    """Return what the day of a document must be; one without a day passes neither bound."""
    conditions = []
    if question.after is not None:
        conditions.append(Sql("d.dated_on >= %s", (question.after,)))
    if question.before is not None:
        conditions.append(Sql("d.dated_on < %s", (question.before,)))
    return _all_of(conditions)


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


def texts_of(passages: Sequence[int]) -> Sql:
    """Return a SELECT of the key of each of these passages and its `TEXTS`."""
    return Sql(
        f"SELECT q.id, {', '.join(TEXTS)} FROM community_searchpassage q"
        f" {_TEXT_JOINS.format(passage='q.id')} WHERE q.id IN ({_places(passages)})",
        tuple(passages),
    )
