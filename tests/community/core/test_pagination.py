"""Whatever stands in `page=`, a list has a page to show."""

import pytest

from community.core.pagination import page_number, page_of


@pytest.mark.parametrize(
    ("given", "number"),
    [
        (None, 1),
        ("", 1),
        ("0", 1),
        ("-1", 1),
        ("2", 2),
        ("999999999999999999999", 3),
        ("2.5", 1),
        ("²", 1),
        ("٣", 3),
        ("1e3", 1),
        ("two", 1),
        ("' OR 1=1", 1),
        (3, 3),
    ],
)
def test_the_page_that_is_shown(given, number):
    assert page_of(range(25), given, size=10).number == number


def test_nothing_has_one_page():
    assert page_of([], "7").number == 1


def test_a_number_alone_knows_no_end():
    assert page_number("400") == 400
