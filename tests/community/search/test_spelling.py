"""How far two words are apart."""

import pytest

from community.search.spelling import alikeness, allowed, distance


@pytest.mark.parametrize(
    ("first", "second", "edits"),
    [
        ("facilitatuer", "facilitateur", 1),
        ("afcilitateur", "facilitateur", 1),
        ("cokie", "cookie", 1),
        ("cookies", "cookie", 1),
        ("cuokie", "cookie", 1),
        ("facilitation", "facilitateur", 3),
        ("meme", "meme", 0),
    ],
)
def test_distance(first, second, edits):
    assert distance(first, second, limit=2) == edits
    assert distance(second, first, limit=2) == edits


@pytest.mark.parametrize(
    ("word", "mistakes"), [("de", 0), ("2026", 0), ("mvp", 1), ("cookie", 1), ("facilitateur", 2)]
)
def test_short_words_and_numbers_are_taken_as_they_are(word, mistakes):
    assert allowed(word) == mistakes


@pytest.mark.parametrize(
    ("first", "second", "is_alike"),
    [
        ("confidentialit", "confidentiel", True),
        ("silenc", "silenci", True),
        ("facilit", "facteur", False),
        ("confidentialit", "confiture", False),
    ],
)
def test_families_of_words(first, second, is_alike):
    assert (alikeness(first, second) >= 0.6) is is_alike
    assert alikeness(first, second) == alikeness(second, first)
    assert alikeness(first, first) == 1
