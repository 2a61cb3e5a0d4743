"""What k of n says of a card, and how little it may move the search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.evidence.wilson import BOOST, lower_bound, weight

COUNTS = st.integers(1, 10_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@given(COUNTS)
def test_it_is_a_share_below_the_one_that_was_seen(counts):
    worked, of = counts
    assert 0 <= lower_bound(worked, of) <= worked / of + 1e-9
    assert 1 <= weight(worked, of) <= 1 + BOOST


@given(COUNTS)
def test_another_success_never_lowers_it(counts):
    worked, of = counts
    assert lower_bound(worked + 1, of + 1) >= lower_bound(worked, of)


@pytest.mark.parametrize(
    ("worked", "of", "bound"), [(0, 0, 0), (0, 5, 0), (1, 1, 0.2065), (9, 10, 0.5958)]
)
def test_known_values(worked, of, bound):
    assert lower_bound(worked, of) == pytest.approx(bound, abs=1e-4)


def test_many_say_more_than_few():
    assert weight(90, 100) > weight(9, 10) > weight(1, 1) > weight(0, 0) == weight(0, 9) == 1
