"""Working days: weekends do not count, forwards and backwards."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.reviews.working_days import add_working_days, default_due

FRIDAY = date(2026, 5, 15)


@pytest.mark.parametrize(
    ("count", "day"),
    [(0, 15), (1, 18), (5, 22), (-1, 14), (-5, 8)],
)
def test_weekends_do_not_count(count, day):
    assert add_working_days(FRIDAY, count) == date(2026, 5, day)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 60))
def test_there_and_back(day, count):
    there = add_working_days(day, count)
    assert there.weekday() < 5
    weekdays = sum(
        date.fromordinal(each).weekday() < 5
        for each in range(day.toordinal() + 1, there.toordinal() + 1)
    )
    assert weekdays == count


def test_a_site_says_how_many(settings):
    settings.KNOWLEDGE_REVIEW_DAYS = 1
    soon = default_due()
    settings.KNOWLEDGE_REVIEW_DAYS = 9
    assert default_due() > soon
