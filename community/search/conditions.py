"""What narrows a search, as conditions of SQL: who reads, what is chosen, what is left out."""

# ruff: noqa: S608  (only our own names and placeholders are put together; values never)

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from community.core.reader import Reader
from community.search.engines.contract import Clause, Engine, Sql, joined, places
from community.search.indexing import AUDIENCE, token
from community.search.parsing import Question

COLUMNS: Final = {
    "organisation": "organisation_id",
    "year": "year",
}
"""Facets that are a column of the document, a number; too many values for a signature."""
MAX_DIGITS: Final = 10
EVERYTHING: Final = Sql("1 = 1")

Filters = Mapping[str, Sequence[str]]
"""Chosen values by facet; one of each facet must be there."""


def all_of(conditions: Iterable[Sql]) -> Sql:
    """Return what holds where all conditions do; everything passes none."""
    return joined(" AND ", list(conditions) or [EVERYTHING])


def passes(tokens: Sequence[str], column: str) -> Sql:
    """Return what a column of signatures must be: one that has any of these tokens."""
    return Sql(
        f"{column} IN (SELECT signature_id FROM community_searchtoken"
        f" WHERE token IN ({places(tokens)}))",
        tuple(tokens),
    )


def allowed(reader: Reader, column: str) -> Sql:
    """Return what a column of signatures must be for a reader to find it: open to one of theirs."""
    if reader.is_superuser:
        return EVERYTHING
    return passes([token(AUDIENCE, name) for name in sorted(reader.audiences)], column)


def chosen(filters: Filters, column: str) -> Sql:
    """Return what a column of signatures must be: with a chosen value of each facet it holds."""
    return all_of(
        passes([token(facet, value) for value in values], column)
        for facet, values in filters.items()
        if values and facet != "language" and facet not in COLUMNS
    )


def in_columns(filters: Filters) -> Sql:
    """Return what the `COLUMNS` must be. What is no number is no value of any."""
    numbers = {
        column: numbers_of(filters[facet])
        for facet, column in COLUMNS.items()
        if filters.get(facet)
    }
    return all_of(
        Sql(f"{column} IN ({places(values)})", tuple(values)) for column, values in numbers.items()
    )


def numbers_of(values: Iterable[str]) -> list[int]:
    """Return the values of a column: what is no number, or none of a column's size, is left out."""
    return [int(value) for value in values if value.isdecimal() and len(value) < MAX_DIGITS]


def dated(question: Question, column: str) -> Sql:
    """Return what the day of a document must be; one without a day passes neither bound."""
    bounds = {">=": question.after, "<": question.before}
    return all_of(
        Sql(f"{column} {bound} %s", (day,)) for bound, day in bounds.items() if day is not None
    )


def left_out(question: Question, engine: Engine, column: str) -> Sql:
    """Return what the key of a document must be: none that holds what the question excludes."""
    if not question.excluded and not question.excluded_phrases:
        return EVERYTHING
    holding = engine.holding(
        [Clause(word.stems, 0.0) for word in question.excluded], question.excluded_phrases
    )
    return Sql(f"{column} NOT IN ({holding.text})", holding.parameters)


def with_phrases(question: Question, engine: Engine, column: str) -> Sql:
    """Return what the key of a document must be: one that holds every phrase of the question."""
    holding = [engine.holding([], [phrase]) for phrase in question.phrases]
    return all_of(Sql(f"{column} IN ({sql.text})", sql.parameters) for sql in holding)
