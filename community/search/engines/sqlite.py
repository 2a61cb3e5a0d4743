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

    def hits(
        self,
        clauses: Sequence[Clause],
        helpers: Sequence[Clause],
        average_length: float,  # noqa: ARG002  (FTS5 knows its own)
    ) -> Sql:
        """Ask FTS5, ranked by its own BM25."""
        required = [f"({_any_of(clauses)})"]
        if helpers:
            required.append(f"({_any_of([*clauses, *helpers])})")
        text = (
            f"SELECT rowid AS passage, "
            f"-bm25({TABLE}, {_WEIGHTS}) AS score FROM {TABLE} WHERE {TABLE} MATCH %s"
        )
        if not any(meaning.beside for clause in clauses for meaning in clause.meanings):
            return Sql(text, (" AND ".join(required),))
        # What marks a language must not rank, as every word of a MATCH does.
        return Sql(
            f"{text} AND rowid IN (SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s)",
            (" AND ".join(required), _any_of(clauses, beside=True)),
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
