"""What an embedded engine must be able to do; everything else is shared by both."""

# ruff: noqa: S608  (only our own names and placeholders are put together; values never)

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from community.search.models import PASSAGE_BITS
from community.search.scoring import Meaning

TABLE = "community_search_index"
FIELD_WEIGHTS = {"title": 2.0, "heading": 1.5, "body": 1.0}
"""How much a word counts in each field; measured on public collections, see docs/search.md."""


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A passage as an engine keeps it: stems in order, separated by spaces."""

    passage: int
    title: str
    heading: str
    body: str


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL with its parameters."""

    text: str
    parameters: tuple[Any, ...] = ()


def places(values: Sequence[object]) -> str:
    """Return a placeholder for each value, as IN takes them; without any, what nothing is in."""
    return ", ".join(["%s"] * len(values)) or "NULL"


def joined(between: str, parts: Iterable[Sql]) -> Sql:
    """Return the pieces as one, with a text between them."""
    listed = list(parts)
    return Sql(
        between.join(part.text for part in listed),
        tuple(value for part in listed for value in part.parameters),
    )


@dataclass(frozen=True, slots=True)
class Clause:
    """A word of the question for an engine: its stems, any of which will do, and its rarity."""

    stems: tuple[str, ...]
    idf: float
    meanings: tuple[Meaning, ...] = ()
    """Or any of these, each of one stem or several that stand together."""


Phrase = tuple[tuple[str, ...], ...]
"""A phrase in every language it may be stemmed in."""


class Engine(ABC):
    """A table beside the passages with their stems, written and asked through one connection.

    On every database it has the columns ``rowid`` (the passage), ``title``, ``heading``, ``body``.
    """

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    @abstractmethod
    def install(self) -> None:
        """Make the table where it is missing; calling again changes nothing."""

    def remove(self) -> None:
        """Drop the table."""
        with self.connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")

    def clear(self) -> None:
        """Empty the table."""
        with self.connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")

    def line_up(self) -> None:  # noqa: B027  (where one writes at a time, nothing is to do)
        """Wait until no other transaction changes the counts of words."""

    @abstractmethod
    def add(self, rows: Iterable[IndexRow]) -> None:
        """Write rows whose passages are not there."""

    def discard(self, documents: Sequence[int]) -> None:
        """Take out the rows of these documents, each a range of numbers."""
        with self.connection.cursor() as cursor:
            cursor.executemany(
                f"DELETE FROM {TABLE} WHERE rowid >= %s AND rowid < %s",
                [(key << PASSAGE_BITS, (key + 1) << PASSAGE_BITS) for key in documents],
            )

    @abstractmethod
    def matching(self, clauses: Sequence[Clause]) -> Sql:
        """Return a SELECT of each ``document`` that holds one of `clauses`, once."""

    @abstractmethod
    def scored(
        self,
        clauses: Sequence[Clause],
        helpers: Sequence[Clause],
        average_length: float,
        *,
        best_of: int,
    ) -> Sql:
        """Return a SELECT of ``passage, document, score`` for passages that hold one of `clauses`.

        Only those whose document is in the table ``eligible``. `helpers` add to the score only.
        With `best_of`, when more documents than that are eligible, only promising passages are
        scored: those with a word in the title or heading, and the latest ones, `best_of` in all.
        """

    @abstractmethod
    def inside(self, clauses: Sequence[Clause], documents: str) -> Sql:
        """Return a SELECT of ``document, passage, score`` (0) for passages that hold one.

        `documents` is a SELECT of the few documents that are looked into.
        """

    @abstractmethod
    def holding(self, clauses: Sequence[Clause], phrases: Sequence[Phrase]) -> Sql:
        """Return a SELECT of the documents of passages that hold any of these."""

    @abstractmethod
    def starts_with(self, column: str, prefix: str) -> Sql:
        """Return a condition that a word column starts with a prefix, answered by its index."""
