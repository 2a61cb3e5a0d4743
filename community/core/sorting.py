"""The order that readers expect of names: accents and case aside, whatever the database does."""

import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def folded(text: str) -> str:
    """Return the text without accents and case: ``Évaluation`` → ``evaluation``."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def by_name(things: Iterable[T], name: Callable[[T], str] = str) -> list[T]:
    """Return things in the order of their names, for lists that fit on a page."""
    return sorted(things, key=lambda thing: (folded(name(thing)), name(thing)))
