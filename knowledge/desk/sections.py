"""What the desk is made of: slices give sections of lines, `contents` puts them in order."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from community.core.reader import Reader


@dataclass(frozen=True, kw_only=True)
class Line:
    """A thing that waits for the expert, or something of theirs."""

    title: str
    url: str
    note: str = ""
    badge: str = ""
    badge_kind: str = ""
    language: str = ""
    figures: tuple[int, ...] = ()
    """One for each of the section's columns."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of the desk. Without lines it says `empty`, and is left out where that is empty."""

    key: str
    title: str
    lines: Sequence[Line]
    empty: str = ""
    more: str = ""
    more_url: str = ""
    columns: tuple[str, ...] = ()
    """Names of the lines' figures: the section is a table then."""


GiveSection = Callable[[Reader], Section | None]
"""Returns a section for a reader, None where it does not concern them; literal query counts."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Something that is counted of cards; `of` returns it by card, a card without it left out."""

    label: Any
    of: Callable[[Collection[int]], dict[int, int]]
