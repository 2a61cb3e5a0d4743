"""Recurrence rules in words."""

from datetime import time

import pytest
from django.utils import translation

from webinars.programme.models import Series
from webinars.programme.rhythm import rhythm_of


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=WEEKLY;BYDAY=TH", "Every Thursday at 13:00"),
        ("FREQ=MONTHLY;BYDAY=2TU", "Once a month, on a Tuesday, at 13:00"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "Once a month, on a Friday, at 13:00"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", ""),
        ("FREQ=WEEKLY;BYDAY=MO,TH", ""),
        ("FREQ=YEARLY", ""),
        ("", ""),
    ],
)
def test_in_words(rule, expected):
    with translation.override("en"):
        assert rhythm_of(Series(recurrence=rule, starts_at_time=time(13))) == expected
        assert rhythm_of(Series(recurrence=rule)) == ""
