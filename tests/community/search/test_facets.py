"""Counts by facet: each with all the others applied."""

from community.search.counts import SignatureCount, SignatureCounts
from community.search.facets import facets

ROWS = (
    SignatureCount({"type": ("card",), "theme": ("a", "b"), "language": ("fr",)}, 3, 3),
    SignatureCount({"type": ("card",), "theme": ("b",), "language": ("en",)}, 4, 2),
    SignatureCount({"type": ("trip",), "theme": ("a",), "language": ("fr",)}, 1, 1),
)
COUNTS = SignatureCounts(ROWS)
LABELS = {
    "type": {"card": "Cards", "trip": "Trips"},
    "theme": {"a": "A", "b": "B"},
    "language": {"fr": "French", "en": "English"},
}


def counted(**filters):
    found = facets(COUNTS, filters, LABELS)
    return {facet: {v.value: v.count for v in values} for facet, values in found.items()}


def test_without_filters_each_value_counts_its_things():
    assert counted() == {
        "type": {"card": 5, "trip": 1},
        "theme": {"b": 5, "a": 4},
        "language": {"fr": 4, "en": 4},
    }
    assert COUNTS.total({}) == 6


def test_a_filter_narrows_the_other_facets_only():
    assert counted(type=("trip",)) == {
        "type": {"card": 5, "trip": 1},
        "theme": {"a": 1},
        "language": {"fr": 1},
    }
    assert COUNTS.total({"type": ("trip",)}) == 1


def test_values_of_one_facet_add_up_and_facets_cut():
    assert COUNTS.total({"theme": ("a", "b"), "type": ("card",)}) == 5


def test_in_a_language_every_document_counts():
    assert COUNTS.total({"language": ("en",)}) == 4


def test_a_chosen_value_stays_even_when_nothing_has_it():
    assert counted(theme=("gone",))["theme"] == {"b": 5, "a": 4, "gone": 0}
