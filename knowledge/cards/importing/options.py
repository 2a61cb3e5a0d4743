"""How a folder is imported."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.cards.models import CardIndexPage, CardPage


@dataclass(frozen=True, kw_only=True)
class Options:
    """How a folder is imported."""

    root: Path
    source: str = ""
    """What the folder is called in the keys that tell files apart; empty is its full path."""
    language: str = ""
    """Of all files; empty looks at each file, then at the folders' names."""
    author: Any = None
    names_authors: bool = True
    """Whether a file may say who wrote it; otherwise it is `author`, whatever it says."""
    author_domain: str = ""
    """Completes authors that are named without a domain."""
    reviewer: Any = None
    """Who approves what is published at once."""
    publish: bool = False
    dry_run: bool = False
    may_change: Callable[[CardPage], bool] = lambda _card: True
    """Whether a card that is there already may be renewed."""
    may_add: Callable[[CardIndexPage], bool] = lambda _library: True
    """Whether a library may get a new card."""

    def key_of(self, relative: str) -> str:
        """Return the key of a file."""
        return f"{self.source or self.root.resolve().as_posix()}:{relative}"[-500:]
