"""Who may split a card."""

from typing import Any

from knowledge.cards import permissions
from knowledge.cards.models import CardPage


def can_split(user: Any, card: CardPage) -> bool:
    """Whether the user may change the card and lay another beside it."""
    if not permissions.can_edit(user, card) or card.permissions_for_user(user).page_locked():
        return False
    library = card.get_parent()
    return library is not None and bool(library.permissions_for_user(user).can_add_subpage())
