"""The engine on SQLite: an FTS5 table of stems."""

# ruff: noqa: S608  (only our own names and placeholders are put together; values never)

from collections.abc import Iterable, Sequence

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

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
from community.search.scoring import Meaning

_WEIGHTS = ", ".join(str(weight) for weight in FIELD_WEIGHTS.values())


def _quoted(*stems: str) -> str:
    """Return a string of FTS5: inside its quotes nothing is syntax."""
    return '"' + " ".join(stem.replace('"', " ") for stem in stems) + '"'


def _any_of(clauses: Iterable[Clause], *, beside: bool = False) -> str:
    """Return what finds any of these; with `beside`, each next to what marks its language."""
    return " OR ".join(
        part
        for clause in clauses
        for part in (
            *map(_quoted, clause.stems),
            *(_meant(meaning, beside=beside) for meaning in clause.meanings),
        )
    )


def _meant(meaning: Meaning, *, beside: bool) -> str:
    if not beside or not meaning.beside:
        return _quoted(*meaning.stems)
    return f"({_quoted(*meaning.stems)} AND ({' OR '.join(map(_quoted, meaning.beside))}))"


def _any_phrase(phrase: Phrase) -> str:
    return "(" + " OR ".join(_quoted(*stems) for stems in phrase) + ")"


class SqliteEngine(Engine):
    """FTS5 keeps its own copy of the stems, so that a row can be taken out by its key alone."""

    def install(self) -> None:
        """Make the virtual table. Raises ImproperlyConfigured where SQLite lacks FTS5."""
        try:
            with self.connection.cursor() as cursor:
                cursor.execute(
                    f"CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} USING fts5("
                    "title, heading, body, tokenize = 'unicode61 remove_diacritics 0')"
                )
        except DatabaseError as error:
            if "fts5" not in str(error):
                raise
            raise ImproperlyConfigured(
                "This Python's SQLite was built without FTS5, which the search needs."
            ) from error

    def add(self, rows: Iterable[IndexRow]) -> None:
        """Write rows; the row's number is the passage."""
        with self.connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE} (rowid, title, heading, body) VALUES (%s, %s, %s, %s)",
                [(row.passage, row.title, row.heading, row.body) for row in rows],
            )

    def matching(self, clauses: Sequence[Clause]) -> Sql:
        """Ask FTS5, which counts nothing then."""
        return Sql(
            f"SELECT DISTINCT rowid >> {PASSAGE_BITS} AS document FROM {TABLE}"
            f" WHERE {TABLE} MATCH %s",
            (_any_of(clauses, beside=True),),
        )

    def scored(
        self,
        clauses: Sequence[Clause],
        helpers: Sequence[Clause],
        average_length: float,  # noqa: ARG002  (FTS5 knows its own)
        *,
        best_of: int,
    ) -> Sql:
        """Ask FTS5, ranked by its own BM25, which is worked out for what passes alone."""
        required = f"({_any_of(clauses)})"
        if helpers:
            required += f" AND ({_any_of([*clauses, *helpers])})"
        scored = (
            f"SELECT rowid AS passage, rowid >> {PASSAGE_BITS} AS document,"
            f" -bm25({TABLE}, {_WEIGHTS}) AS score FROM {TABLE} WHERE {TABLE} MATCH %s"
            f" AND +rowid >> {PASSAGE_BITS} IN (SELECT document FROM eligible)"
        )
        beside: tuple[str, ...] = ()
        if any(meaning.beside for clause in clauses for meaning in clause.meanings):
            # What marks a language must not rank, as every word of a MATCH does.
            scored += f" AND +rowid IN (SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s)"
            beside = (_any_of(clauses, beside=True),)
        if not best_of:
            return Sql(scored, (required, *beside))
        # The same passage by its title and by all of it: the better score counts.
        latest = f"SELECT * FROM ({scored} ORDER BY rowid DESC LIMIT {best_of // 2})"
        return Sql(
            "SELECT passage, document, MAX(score) AS score"
            f" FROM ({latest} UNION ALL {latest}) AS promising GROUP BY passage, document",
            (required, *beside, f"{{title heading}} : ({_any_of(clauses)})", *beside),
        )

    def inside(self, clauses: Sequence[Clause], documents: str) -> Sql:
        """Ask FTS5 for the rows of each document, which are a range of numbers."""
        return Sql(
            "SELECT few.document, i.rowid, CAST(0 AS double precision)"
            f" FROM ({documents}) AS few CROSS JOIN {TABLE} i"
            f" WHERE i.{TABLE} MATCH %s AND i.rowid >= few.document << {PASSAGE_BITS}"
            f" AND i.rowid < (few.document + 1) << {PASSAGE_BITS}",
            (_any_of(clauses, beside=True),),
        )

    def holding(self, clauses: Sequence[Clause], phrases: Sequence[Phrase]) -> Sql:
        """Ask FTS5 for any of the words or phrases."""
        parts = [_any_phrase(phrase) for phrase in phrases]
        if clauses:
            parts.append(_any_of(clauses))
        return Sql(
            f"SELECT rowid >> {PASSAGE_BITS} FROM {TABLE} WHERE {TABLE} MATCH %s",
            (" OR ".join(parts),),
        )

    def starts_with(self, column: str, prefix: str) -> Sql:
        """Compare with a range, which a binary index answers."""
        return Sql(f"({column} >= %s AND {column} < %s)", (prefix, prefix + "\U0010ffff"))
