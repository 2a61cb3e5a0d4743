"""Byte ranges as RFC 9110 (section 14) defines them: what a Range header asks of so many bytes."""

import re
from dataclasses import dataclass

MAX_PARTS = 8
_SPEC = re.compile(r"(?P<first>\d*)-(?P<last>\d*)")
# More digits than any file has bytes: int() of thousands of digits is slow, or refused.
_MAX_DIGITS = 18


@dataclass(frozen=True, order=True)
class ByteRange:
    """Bytes from `first` to `last`, both counted from 0 and included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many bytes these are."""
        return self.last - self.first + 1

    def content_range(self, size: int) -> str:
        """Return the value of Content-Range for a file of `size` bytes."""
        return f"bytes {self.first}-{self.last}/{size}"


class Unsatisfiable(Exception):  # noqa: N818  (it says what the answer 416 says)
    """No range that was asked for lies within the file."""


def parse_ranges(header: str, size: int) -> list[ByteRange] | None:
    """Return the ranges asked of a file of `size` bytes, or None when the header is to be ignored.

    Ignored are another unit, broken syntax, and more than `MAX_PARTS` separate pieces, which only
    somebody who wants to tire the server asks for (RFC 9110, 14.2 and 17.15). Overlapping and
    touching ranges become one. Raises Unsatisfiable when all of them lie beyond the end.
    """
    unit, equals, specs = header.partition("=")
    if not equals or unit.strip().lower() != "bytes":
        return None
    asked = []
    for spec in specs.split(","):
        if not spec.strip():
            continue
        match = _SPEC.fullmatch(spec.strip())
        if match is None or max(map(len, match.groups())) > _MAX_DIGITS:
            return None
        first, last = match["first"], match["last"]
        if (not first and not last) or (first and last and int(first) > int(last)):
            return None
        asked.append((first, last))
    if not asked:
        return None
    found = [piece for first, last in asked if (piece := _within(first, last, size))]
    if not found:
        raise Unsatisfiable
    merged = _merged(found)
    return merged if len(merged) <= MAX_PARTS else None


def _within(first: str, last: str, size: int) -> ByteRange | None:
    if not first:
        count = min(int(last), size)
        return ByteRange(size - count, size - 1) if count else None
    if int(first) >= size:
        return None
    return ByteRange(int(first), min(int(last), size - 1) if last else size - 1)


def _merged(ranges: list[ByteRange]) -> list[ByteRange]:
    joined: list[ByteRange] = []
    for piece in sorted(ranges):
        if joined and piece.first <= joined[-1].last + 1:
            joined[-1] = ByteRange(joined[-1].first, max(joined[-1].last, piece.last))
        else:
            joined.append(piece)
    return joined
