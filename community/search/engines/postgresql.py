"""The engine on PostgreSQL: a tsvector of our stems, with GIN."""

# ruff: noqa: S608  (only our own names and placeholders are put together; values never)

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from community.search.engines.contract import (
    FIELD_WEIGHTS,
    TABLE,
    Clause,
    Engine,
    IndexRow,
    Phrase,
    Sql,
)
from community.search.models import PASSAGE_BITS
from community.search.scoring import K1, B, Meaning

_MARKS: Final = ("A", "B", "D")
_WEIGHTS: Final = "{{{body}, 0, {heading}, {title}}}".format(
    **{name: weight / max(FIELD_WEIGHTS.values()) for name, weight in FIELD_WEIGHTS.items()}
)
"""For the marks D, C, B and A, as ts_rank takes them."""
NAMED: Final = "(array_to_tsvector(string_to_array(btrim(title || ' ' || heading), ' ')))"
"""The stems of title and heading alone, which have an index of their own."""
_FIELD_GAP: Final = 16
"""Positions between two fields, so that no phrase runs from a title into the text."""
_LAST_POSITION: Final = 16_383
_MOST_POSITIONS: Final = 255


def vector_of(row: IndexRow) -> str:
    """Return the tsvector of a passage in PostgreSQL's notation; stems hold no quotes."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    position = 1
    for mark, field in zip(_MARKS, (row.title, row.heading, row.body), strict=True):
        for stem in field.split():
            if position <= _LAST_POSITION and len(places[stem]) < _MOST_POSITIONS:
                places[stem].append(f"{position}{mark}")
            position += 1
        position += _FIELD_GAP
    return " ".join(f"'{stem}':{','.join(found)}" for stem, found in places.items())


def _quoted(stem: str) -> str:
    return "'" + stem.replace("'", "").replace("\\", "") + "'"


def _any_of(clauses: Iterable[Clause]) -> str:
    return " | ".join(
        part
        for clause in clauses
        for part in (*map(_quoted, clause.stems), *map(_meant, clause.meanings))
    )


def _meant(meaning: Meaning) -> str:
    together = _together(meaning.stems)
    if not meaning.beside:
        return together
    return f"({together} & ({' | '.join(map(_quoted, meaning.beside))}))"


def _together(stems: Iterable[str]) -> str:
    return f"({' <-> '.join(map(_quoted, stems))})"


def _any_phrase(phrase: Phrase) -> str:
    return "(" + " | ".join(map(_together, phrase)) + ")"


class PostgresqlEngine(Engine):
    """Finds with GIN and ranks with a BM25 of which ts_rank gives only the share of a word.

    ts_rank of one word is a saturated count of it (1, 1.25, 1.36 …), much like BM25's own; its
    rarity and the length of the passage, which PostgreSQL ignores, are ours.
    """

    def install(self) -> None:
        """Make the table and its index; no extension is needed."""
        with self.connection.cursor() as cursor:
            cursor.execute(
                f"CREATE TABLE IF NOT EXISTS {TABLE} (rowid bigint PRIMARY KEY, "
                "title text NOT NULL, heading text NOT NULL, body text NOT NULL, "
                "size integer NOT NULL, vector tsvector NOT NULL)"
            )
            cursor.execute(
                f"CREATE INDEX IF NOT EXISTS {TABLE}_vector ON {TABLE} USING gin (vector)"
            )
            cursor.execute(
                f"CREATE INDEX IF NOT EXISTS {TABLE}_named ON {TABLE} USING gin ({NAMED})"
            )

    def line_up(self) -> None:
        """Take a lock that lasts as long as the transaction."""
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [TABLE])

    def add(self, rows: Iterable[IndexRow]) -> None:
        """Write rows by COPY."""
        columns = "rowid, title, heading, body, size, vector"
        with (
            self.connection.cursor() as cursor,
            cursor.copy(f"COPY {TABLE} ({columns}) FROM STDIN") as copy,
        ):
            for row in rows:
                size = sum(field.count(" ") + 1 for field in (row.title, row.body) if field)
                copy.write_row(
                    (row.passage, row.title, row.heading, row.body, size, vector_of(row))
                )

    def matching(self, clauses: Sequence[Clause]) -> Sql:
        """Find with one tsquery."""
        return Sql(
            f"SELECT DISTINCT rowid >> {PASSAGE_BITS} AS document FROM {TABLE}"
            " WHERE vector @@ %s::tsquery",
            (_any_of(clauses),),
        )

    def scored(
        self,
        clauses: Sequence[Clause],
        helpers: Sequence[Clause],
        average_length: float,
        *,
        best_of: int,
    ) -> Sql:
        """Find with one tsquery; the score is the sum of rarity times saturated count."""
        parts: list[str] = []
        parameters: list[object] = []
        for clause in [*clauses, *helpers]:
            if clause.stems:
                parts.append(f"%s * ts_rank('{_WEIGHTS}', vector, %s::tsquery)")
                # ts_rank divides by the number of alternatives, of which one suffices.
                parameters += [
                    clause.idf * len(clause.stems),
                    _any_of([Clause(clause.stems, clause.idf)]),
                ]
            for meaning in clause.meanings:
                parts.append(f"%s * ts_rank('{_WEIGHTS}', vector, %s::tsquery)")
                parameters += [clause.idf * meaning.worth, _together(meaning.stems)]
        share = B / max(average_length, 1.0)
        found = _any_of(clauses)
        scored = (
            f"SELECT rowid AS passage, rowid >> {PASSAGE_BITS} AS document,"
            f" ({' + '.join(parts)})::float8 / (1 + {K1} * ({1 - B} + %s * size)) AS score FROM"
        )
        passing = f"rowid >> {PASSAGE_BITS} IN (SELECT document FROM eligible)"
        every = f"{scored} {TABLE} WHERE {passing} AND vector @@ %s::tsquery"
        values = (*parameters, share, found)
        if not best_of:
            return Sql(every, values)
        some = f"(SELECT rowid FROM {TABLE} WHERE {{}} @@ %s::tsquery ORDER BY rowid DESC LIMIT %s)"
        either = f"{some.format('vector')} UNION {some.format(NAMED)}"
        latest = f"(SELECT * FROM {TABLE} WHERE rowid IN ({either})) AS promising"
        few = f"(SELECT COUNT(*) FROM eligible) <= {best_of}"
        return Sql(
            f"{every} AND {few} UNION ALL {scored} {latest} WHERE {passing} AND NOT {few}",
            (*values, *parameters, share, found, best_of // 2, found, best_of // 2),
        )

    def inside(self, clauses: Sequence[Clause], documents: str) -> Sql:
        """Look at the rows of each document, which are a range of numbers."""
        return Sql(
            "SELECT few.document, i.rowid, CAST(0 AS double precision)"
            f" FROM ({documents}) AS few JOIN {TABLE} i"
            f" ON i.rowid >= few.document << {PASSAGE_BITS}"
            f" AND i.rowid < (few.document + 1) << {PASSAGE_BITS}"
            " WHERE i.vector @@ %s::tsquery",
            (_any_of(clauses),),
        )

    def holding(self, clauses: Sequence[Clause], phrases: Sequence[Phrase]) -> Sql:
        """Find with one tsquery."""
        parts = [_any_phrase(phrase) for phrase in phrases]
        if clauses:
            parts.append(_any_of(clauses))
        return Sql(
            f"SELECT rowid >> {PASSAGE_BITS} FROM {TABLE} WHERE vector @@ %s::tsquery",
            (" | ".join(parts),),
        )

    def starts_with(self, column: str, prefix: str) -> Sql:
        """Use LIKE, which the index that Django lays for it answers."""
        return Sql(f"{column} LIKE %s", (prefix + "%",))
