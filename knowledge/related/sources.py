"""Who used which card: each source yields the card whatever its language, and a person's key."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from knowledge.evidence.models import Evidence
from knowledge.shelf.models import Bookmark

Source = Callable[[], Iterable[tuple[str, int]]]


def applied() -> Iterator[tuple[str, int]]:
    """Yield who applied which card."""
    rows = Evidence.objects.filter(member__isnull=False).order_by()
    for thing, member in rows.values_list("thing", "member"):
        yield str(thing), member


def kept() -> Iterator[tuple[str, int]]:
    """Yield who keeps which card for later."""
    rows = Bookmark.objects.order_by()
    for thing, member in rows.values_list("card__translation_key", "member"):
        yield str(thing), member


SOURCES: Final[tuple[Source, ...]] = (applied, kept)


def used() -> Iterator[tuple[str, int]]:
    """Yield what all sources know; the same twice counts once."""
    for source in SOURCES:
        yield from source()
