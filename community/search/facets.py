"""Counts by facet: each facet counts with all the others applied, whatever is chosen in itself."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from community.search.conditions import Filters
from community.search.counts import Counts
from community.search.query import FacetValue

MAX_VALUES: Final = 14

Labels = Mapping[str, Mapping[str, Any]]
"""Labels by value, by facet. Without one, a theme or territory is shown only when it is chosen."""


def facets(
    counts: Counts,
    filters: Filters,
    labels: Labels,
    is_offered: Callable[[str, str], bool] = lambda _facet, _value: True,
) -> dict[str, tuple[FacetValue, ...]]:
    """Return the values of each facet with their counts, the most frequent first.

    Chosen values are always there, even with a count of zero, so that they can be taken back.
    """
    found = {}
    for facet in labels:
        chosen = tuple(filters.get(facet, ()))
        numbers = {**dict.fromkeys(chosen, 0), **counts.by_value(facet, filters)}
        found[facet] = _values(facet, numbers, chosen, labels[facet], is_offered)
    return found


def offered(facet: str, counts: Counts, filters: Filters) -> list[str]:
    """Return the values of a facet whose labels are needed: the chosen and the most frequent."""
    numbers = counts.by_value(facet, filters)
    frequent = sorted(numbers, key=lambda value: (-numbers[value], value))
    return list(dict.fromkeys([*filters.get(facet, ()), *frequent[:MAX_VALUES]]))


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
    if facet == "year":
        values.sort(key=lambda value: value.value, reverse=True)
    else:
        values.sort(key=lambda value: (-value.count, str(value.label), value.value))
    kept = values[:MAX_VALUES]
    return tuple(kept + [value for value in values[MAX_VALUES:] if value.is_chosen])


def _is_known(facet: str, value: str, labels: Mapping[str, Any]) -> bool:
    """Whether a value still exists; a type does as long as something of it is found."""
    return facet in {"type", "year"} or value in labels
