"""How much was found, by facet: rows of the site's own database, or numbers that a server gave."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from community.search.conditions import COLUMNS, Filters


class Counts(Protocol):
    """What an engine counted; truthy when it found anything at all, filters or not."""

    def __bool__(self) -> bool: ...

    def total(self, filters: Filters) -> int:
        """Return how many things pass all filters."""

    def by_value(self, facet: str, filters: Filters) -> Mapping[str, int]:
        """Return how many things there are for each value, with all other facets applied."""


@dataclass(frozen=True, slots=True)
class SignatureCount:
    """How much there is with one combination of facet values."""

    facets: Mapping[str, tuple[str, ...]]
    documents: int
    """In every language."""
    things: int
    """Each thing once, in the chosen language or the best one."""


@dataclass(frozen=True, slots=True)
class ColumnCount:
    """How many things there are with one combination of `COLUMNS`, all other facets applied."""

    values: tuple[str | None, ...]
    """In the order of `COLUMNS`; None where a thing has none."""
    things: int


@dataclass(frozen=True, slots=True)
class SignatureCounts:
    """Rows of the site's own database, added up for whatever is chosen."""

    rows: tuple[SignatureCount, ...] = ()
    """Of what passes the chosen values of the `COLUMNS`, which are in no signature."""
    columns: tuple[ColumnCount, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rows or self.columns)

    def total(self, filters: Filters) -> int:
        """Return how many things pass all filters."""
        return sum(_things(row, filters) for row in self.rows if _passes(row, filters))

    def by_value(self, facet: str, filters: Filters) -> Mapping[str, int]:
        """Return how many things there are for each value, with all other facets applied."""
        if facet in COLUMNS:
            return self._by_column(facet, filters)
        others = {name: chosen for name, chosen in filters.items() if chosen and name != facet}
        is_by_document = facet == "language" or "language" in others
        numbers: Counter[str] = Counter()
        for row in self.rows:
            if not others or _passes(row, others):
                things = row.documents if is_by_document else row.things
                for value in row.facets.get(facet, ()):
                    numbers[value] += things
        return numbers

    def _by_column(self, facet: str, filters: Filters) -> Mapping[str, int]:
        numbers: Counter[str] = Counter()
        for row in self.columns:
            values = dict(zip(COLUMNS, row.values, strict=True))
            own = values.pop(facet)
            if own and all(
                value in filters[name] for name, value in values.items() if filters.get(name)
            ):
                numbers[own] += row.things
        return numbers


@dataclass(frozen=True, slots=True)
class ServerCounts:
    """Numbers of one question with its filters, as a server counted them."""

    found: int
    """Documents, before any filter."""
    things: int
    """That pass all filters."""
    values: Mapping[str, Mapping[str, int]]
    """By facet and value, with all other facets applied."""

    def __bool__(self) -> bool:
        return self.found > 0

    def total(self, filters: Filters) -> int:  # noqa: ARG002  (they were part of the question)
        """Return how many things pass all filters."""
        return self.things

    def by_value(self, facet: str, filters: Filters) -> Mapping[str, int]:  # noqa: ARG002
        """Return how many things there are for each value, with all other facets applied."""
        return self.values.get(facet, {})


def _things(row: SignatureCount, filters: Filters) -> int:
    """Return how many things count: in a chosen language all documents are, each of one thing."""
    return row.documents if filters.get("language") else row.things


def _passes(row: SignatureCount, filters: Filters) -> bool:
    for facet, values in filters.items():
        if (
            values
            and facet not in COLUMNS
            and frozenset(values).isdisjoint(row.facets.get(facet, ()))
        ):
            return False
    return True
