"""Who sees how variants stand, who makes one, who says that it is up to date."""

from typing import Any

from community.core.reader import Reader
from knowledge.cards.models import CardIndexPage, CardPage
from knowledge.cards.permissions import can_read
from knowledge.desk.permissions import can_use


def can_oversee(reader: Reader) -> bool:
    """Whether the reader sees which variants are missing or out of date: who has a desk."""
    return can_use(reader)


def can_translate(user: Any, reader: Reader, card: CardPage) -> bool:
    """Whether they may write the card in another language: who may read it and has a desk.

    A draft is translated by those who may edit it.
    """
    if not can_use(reader):
        return False
    return can_read(reader, card) or can_edit(user, card)


def can_write_in(user: Any, library: CardIndexPage) -> bool:
    """Whether they may add cards to the library of that language."""
    return bool(library.permissions_for_user(user).can_add_subpage())


def can_edit(user: Any, card: CardPage) -> bool:
    """Whether they may say that the variant is up to date: who may edit it."""
    return bool(user.is_authenticated and card.permissions_for_user(user).can_edit())
