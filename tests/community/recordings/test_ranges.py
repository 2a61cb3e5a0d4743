"""Range headers: what they ask of a file of a thousand bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.recordings.ranges import MAX_PARTS, ByteRange, Unsatisfiable, parse_ranges


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-499", [(0, 499)]),
        ("bytes=500-", [(500, 999)]),
        ("bytes=-300", [(700, 999)]),
        ("bytes=-5000", [(0, 999)]),
        ("bytes=990-5000", [(990, 999)]),
        ("BYTES = 1-2", [(1, 2)]),
        ("bytes= 0-0 , 5-6", [(0, 0), (5, 6)]),
        ("bytes=0-9,10-19", [(0, 19)]),
        ("bytes=5-20,0-10", [(0, 20)]),
        ("bytes=0-9,2000-3000", [(0, 9)]),
        ("bytes=,0-1,", [(0, 1)]),
    ],
)
def test_a_range_that_is_understood(header, expected):
    assert parse_ranges(header, 1000) == [ByteRange(*pair) for pair in expected]


@pytest.mark.parametrize(
    "header",
    [
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=5-2",
        "bytes=1-2;3-4",
        "items=0-1",
        "bytes=0x1-5",
        "bytes=-1-2",
        f"bytes=0-{'9' * 5000}",
        "bytes=" + ",".join(f"{n * 10}-{n * 10 + 1}" for n in range(MAX_PARTS + 1)),
    ],
)
def test_a_header_that_is_ignored(header):
    assert parse_ranges(header, 1000) is None


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=2000-3000", "bytes=-0"])
def test_a_range_beyond_the_end(header):
    with pytest.raises(Unsatisfiable):
        parse_ranges(header, 1000)


@given(st.text(max_size=40), st.integers(0, 5000))
def test_no_header_breaks_it(text, size):
    try:
        ranges = parse_ranges(f"bytes={text}", size)
    except Unsatisfiable:
        return
    for piece in ranges or []:
        assert 0 <= piece.first <= piece.last < size
