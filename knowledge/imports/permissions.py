"""Who may bring cards in, and what an import may do in their name."""

from typing import Any

from knowledge.cards.cms_home import libraries_of
from knowledge.cards.models import CardIndexPage


def can_import(user: Any) -> bool:
    """Whether a person may bring cards in: whoever may write them."""
    return bool(user.is_active and libraries_of(user))


def may_add(user: Any, library: CardIndexPage) -> bool:
    """Whether an import may add to a library."""
    return bool(library.permissions_for_user(user).can_add_subpage())


def may_name_authors(user: Any) -> bool:
    """Whether a file may say who wrote a card: only for who changes cards of others anyway."""
    return any(library.permissions_for_user(user).can_edit() for library in libraries_of(user))
