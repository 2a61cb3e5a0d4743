"""The one query that finds, groups, filters and counts; the same on every database.

The engine says which documents hold the words, and then, of those that are eligible, which passages
and roughly how well; here the versions of a thing become one, and all is counted by signature.
Scores are dear where a word is frequent, so nothing is scored that a filter takes out.
"""

# ruff: noqa: S608  (only our own names and placeholders are put together; values never)

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from community.core.reader import Reader
from community.search.conditions import (
    COLUMNS,
    Filters,
    all_of,
    allowed,
    chosen,
    dated,
    in_columns,
    left_out,
    with_phrases,
)
from community.search.engines.contract import TABLE, Clause, Engine, Sql, joined, places
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
MANY: Final = 12_000
"""Passages that hold a question's words, beyond which only the promising ones are scored."""
PROMISING: Final = 4_000
"""How many those are: more than enough for the documents that are ranked."""
SIGNATURE, HIT, COLUMN = 0, 1, 2
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
_ORDER: Final = "score DESC, dated_on IS NULL, dated_on DESC, document DESC"


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
    """Whether the texts come along, in place of the counts."""
    passages: int = PASSAGES
    """Of each document, that are read."""


def statement(asked: Asked, engine: Engine) -> Sql:
    """Return the query for a question: a row for each count, and one for each passage.

    Passages are those of the documents within the window, or of the page beyond it.
    """
    tables = [
        ("found", _found(asked, engine)),
        ("version", _version(asked)),
        ("eligible", _eligible(asked)),
        ("scored", _scored(asked, engine)),
        ("shown", _shown(asked)),
        ("held", _held(asked, engine)),
    ]
    rows = [_told(asked)]
    if not asked.with_texts:
        rows += [_by_signature(asked), _by_column(asked)]
    named = ",\n".join(f"{name} AS MATERIALIZED ({sql.text})" for name, sql in tables)
    told = "\nUNION ALL\n".join(sql.text for sql in rows)
    parts = [*(sql for _name, sql in tables), *rows]
    return Sql(f"WITH {named}\n{told}", tuple(v for sql in parts for v in sql.parameters))


def _found(asked: Asked, engine: Engine) -> Sql:
    """Return what finds the documents that the reader may have, whatever is chosen."""
    question = asked.question
    strict = with_phrases(question, engine, "d.id")
    conditions = all_of(
        [
            allowed(asked.reader, "d.signature_id"),
            left_out(question, engine, "d.id"),
            dated(question, "d.dated_on"),
        ]
    )
    matching = Sql("SELECT id AS document FROM community_searchdocument")
    if not question.is_empty:
        matching = _matching(asked.known, engine)
    return Sql(
        "SELECT d.id AS document, d.thing, d.signature_id, d.organisation_id, d.year,"
        " d.language, d.dated_on,"
        f" d.weight * CASE WHEN d.language = %s THEN 1.0 ELSE {OTHER_LANGUAGE} END AS factor,"
        f" CASE WHEN {strict.text} THEN 1 ELSE 0 END AS strict"
        f" FROM ({matching.text}) AS matching"
        f" JOIN community_searchdocument d ON d.id = matching.document WHERE {conditions.text}",
        (asked.language, *strict.parameters, *matching.parameters, *conditions.parameters),
    )


def _matching(known: Known, engine: Engine) -> Sql:
    """Return a SELECT of the documents that hold a word that suffices, or are pinned."""
    strong, _helpers = divided(known.wanted)
    parts = [engine.matching([_clause(word) for word in strong])] if strong else []
    if known.pinned:
        pins = f"id IN ({places([*known.pinned])})"
        every = "SELECT id AS document FROM community_searchdocument"
        parts.append(Sql(f"{every} WHERE {pins}", (*known.pinned,)))
    return joined(" UNION ", parts)


def _version(asked: Asked) -> Sql:
    """Return what says of every document whether it stands for its thing.

    That is the version in the reader's language, or the chosen one, where there is one; else the
    weightier. A thing has one document in a language, so that only the others are compared.
    """
    languages = list(asked.filters.get("language", ()))
    first = asked.language if not languages or asked.language in languages else languages[0]
    of_others = f"language NOT IN ({places(languages)})" if languages else "1 = 0"
    columns = "document, signature_id, organisation_id, year, dated_on, factor, strict"
    strict = "strict = (SELECT MAX(strict) FROM found)" if asked.question.phrases else "1 = 1"
    return Sql(
        f"SELECT {columns}, 1 AS counts FROM found WHERE language = %s AND {strict} UNION ALL "
        f"SELECT {columns}, CASE WHEN {of_others} OR thing IN"
        f" (SELECT thing FROM found WHERE language = %s AND {strict}) THEN 0"
        f" WHEN ROW_NUMBER() OVER (PARTITION BY thing ORDER BY {of_others}, factor DESC, document)"
        f" = 1 THEN 1 ELSE 0 END FROM found WHERE language <> %s AND {strict}",
        (first, *languages, first, *languages, first),
    )


def _eligible(asked: Asked) -> Sql:
    """Return what keeps the versions that pass everything chosen."""
    passing = all_of([chosen(asked.filters, "signature_id"), in_columns(asked.filters)])
    return Sql(
        f"SELECT document, factor, dated_on FROM version WHERE counts = 1 AND {passing.text}",
        passing.parameters,
    )


def _scored(asked: Asked, engine: Engine) -> Sql:
    """Return what scores the passages of the eligible that answer; none where nothing is asked."""
    if asked.question.is_empty:
        return Sql("SELECT 0 AS passage, 0 AS document, 0.0 AS score WHERE 1 = 0")
    known = asked.known
    strong, helpers = divided(known.wanted)
    parts = []
    if strong:
        parts.append(
            engine.scored(
                [_clause(word) for word in strong],
                [_clause(word) for word in helpers],
                known.average_length,
                best_of=PROMISING if _is_much(strong) else 0,
            )
        )
    if known.pinned:
        parts.append(
            Sql(
                f"SELECT document << {PASSAGE_BITS} AS passage, document, {PINNED} AS score"
                f" FROM eligible WHERE document IN ({places([*known.pinned])})",
                (*known.pinned,),
            )
        )
    return joined(" UNION ALL ", parts)


def _shown(asked: Asked) -> Sql:
    """Return what takes the documents of the window, or of the page beyond it, in order."""
    first = asked.start if asked.start >= asked.window else 0
    last = asked.start + asked.size if first else max(asked.window, asked.start + asked.size)
    scored = (
        "SELECT document, MAX(factor) AS factor, MAX(dated_on) AS dated_on,"
        " MAX(score) * MAX(factor) AS score FROM ("
        "SELECT document, factor, dated_on, 0.0 AS score FROM eligible UNION ALL "
        "SELECT document, 0.0, NULL, score FROM scored) AS either GROUP BY document"
    )
    if asked.question.is_empty:
        scored = "SELECT document, factor, dated_on, 0.0 AS score FROM eligible"
    return Sql(
        f"SELECT best.*, %s + ROW_NUMBER() OVER (ORDER BY {_ORDER}) AS place FROM ("
        f"SELECT * FROM ({scored}) AS every ORDER BY {_ORDER} LIMIT %s OFFSET %s) AS best",
        (first, last - first, first),
    )


def _held(asked: Asked, engine: Engine) -> Sql:
    """Return the passages that answer of the shown: those scored, and of the rest any.

    The first one where nothing is asked.
    """
    if asked.question.is_empty:
        first = f"document << {PASSAGE_BITS}"
        return Sql(f"SELECT document, {first} AS passage, 0.0 AS score FROM shown")
    scored = "SELECT s.document, s.passage, s.score FROM shown JOIN scored s USING (document)"
    strong, _helpers = divided(asked.known.wanted)
    if not _is_much(strong):
        return Sql(scored)
    rest = "(SELECT document FROM shown WHERE score = 0)"
    unscored = engine.inside([_clause(word) for word in strong], rest)
    return Sql(f"{scored} UNION ALL {unscored.text}", unscored.parameters)


def _told(asked: Asked) -> Sql:
    """Return what tells the best passages of the shown."""
    columns = "".join(f", {column}" for column in TEXTS) if asked.with_texts else ""
    joins = _TEXT_JOINS.format(passage="told.passage") if asked.with_texts else ""
    # A limit that is never met tells PostgreSQL how few there are.
    most = (asked.window + asked.size) * asked.passages
    return Sql(
        f"SELECT {HIT} AS part, told.document, told.place, told.score, i.title, i.heading, i.body,"
        f" told.passage, told.own, told.factor{columns} FROM (SELECT * FROM ("
        "SELECT shown.*, held.passage, held.score AS own, ROW_NUMBER() OVER ("
        "PARTITION BY shown.document ORDER BY held.score DESC, held.passage) AS turn"
        " FROM shown JOIN held ON held.document = shown.document) AS every"
        f" WHERE turn <= {asked.passages} LIMIT {most}) AS told"
        f" JOIN {TABLE} i ON i.rowid = told.passage {joins}"
    )


def _by_signature(asked: Asked) -> Sql:
    """Return what counts documents and things by signature."""
    passing = in_columns(asked.filters)
    return Sql(
        f"SELECT {SIGNATURE}, counted.documents, counted.things, CAST(0 AS double precision),"
        " s.facets, '', '', CAST(counted.strict AS bigint), CAST(0 AS double precision),"
        " CAST(0 AS double precision)"
        " FROM (SELECT signature_id, COUNT(*) AS documents, SUM(counts) AS things,"
        " MAX(strict) AS strict FROM version"
        f" WHERE {passing.text} GROUP BY signature_id) AS counted"
        " JOIN community_searchsignature s ON s.id = counted.signature_id",
        passing.parameters,
    )


def _by_column(asked: Asked) -> Sql:
    """Return what counts things by the values of the columns, whatever is chosen of these."""
    passing = chosen(asked.filters, "signature_id")
    columns = ", ".join(COLUMNS.values())
    organisation, year = (f"CAST({column} AS varchar(20))" for column in COLUMNS.values())
    return Sql(
        f"SELECT {COLUMN}, counted.things, 0, CAST(0 AS double precision), {organisation}, {year},"
        " '', CAST(0 AS bigint), CAST(0 AS double precision), CAST(0 AS double precision)"
        f" FROM (SELECT {columns}, COUNT(*) AS things FROM version"
        f" WHERE counts = 1 AND {passing.text} GROUP BY {columns}) AS counted",
        passing.parameters,
    )


def _is_much(strong: Sequence[Wanted]) -> bool:
    """Whether so many passages may hold the words that not all of them are scored."""
    return sum(word.passages for word in strong) > MANY


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


def texts_of(passages: Sequence[int]) -> Sql:
    """Return a SELECT of the key of each of these passages and its `TEXTS`."""
    return Sql(
        f"SELECT q.id, {', '.join(TEXTS)} FROM community_searchpassage q"
        f" {_TEXT_JOINS.format(passage='q.id')} WHERE q.id IN ({places(passages)})",
        tuple(passages),
    )
