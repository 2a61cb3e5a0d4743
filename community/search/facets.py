"""Counts by facet: each facet counts with all the others applied, whatever is chosen in itself."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from community.search.query import FacetValue
from community.search.retrieval import SignatureCount
from community.search.statement import Filters

MAX_VALUES: Final = 14

Labels = Mapping[str, Mapping[str, Any]]
"""Labels by value, by facet. Without one, a theme or territory is shown only when it is chosen."""


def total(counts: Iterable[SignatureCount], filters: Filters) -> int:
    """Return how many things pass all filters."""
    return sum(_things(count, filters) for count in counts if _passes(count, filters))


def facets(
    counts: Sequence[SignatureCount],
    filters: Filters,
    labels: Labels,
    is_offered: Callable[[str, str], bool] = lambda _facet, _value: True,
) -> dict[str, tuple[FacetValue, ...]]:
    """Return the values of each facet with their counts, the most frequent first.

    Chosen values are always there, even with a count of zero, so that they can be taken back.
    """
    found = {}
    for facet in labels:
        others = {name: values for name, values in filters.items() if name != facet}
        chosen = tuple(filters.get(facet, ()))
        numbers: Counter[str] = Counter(dict.fromkeys(chosen, 0))
        for count in counts:
            if _passes(count, others):
                things = count.documents if facet == "language" else _things(count, others)
                for value in count.facets.get(facet, ()):
                    numbers[value] += things
        found[facet] = _values(facet, numbers, chosen, labels[facet], is_offered)
    return found


def _values(
    facet: str,
    numbers: Mapping[str, int],
    chosen: Sequence[str],
    labels: Mapping[str, Any],
    is_offered: Callable[[str, str], bool],
) -> tuple[FacetValue, ...]:
    values = [
        FacetValue(
            value=value, label=labels.get(value, value), count=count, is_chosen=value in chosen
        )
        for value, count in numbers.items()
        if value in chosen
        or (count and _is_known(facet, value, labels) and is_offered(facet, value))
    ]
    values.sort(key=lambda value: (-value.count, str(value.label), value.value))
    kept = values[:MAX_VALUES]
    return tuple(kept + [value for value in values[MAX_VALUES:] if value.is_chosen])


def _is_known(facet: str, value: str, labels: Mapping[str, Any]) -> bool:
    """Whether a value still exists; a type does as long as something of it is found."""
    return facet == "type" or value in labels


def _things(count: SignatureCount, filters: Filters) -> int:
    """Return how many things count: in a chosen language all documents are, each of one thing."""
    return count.documents if filters.get("language") else count.things


def _passes(count: SignatureCount, filters: Filters) -> bool:
    return all(
        not values or any(value in count.facets.get(facet, ()) for value in values)
        for facet, values in filters.items()
    )
