"""Who may read a card on the site, and whose cards one finds in the CMS."""

from typing import TYPE_CHECKING, Any

from wagtail.permission_policies.pages import PagePermissionPolicy

from community.core.reader import Reader

if TYPE_CHECKING:
    from knowledge.cards.models import CardPage

# Who holds one of these above a card may see it in the CMS whoever wrote it.
EDITORIAL = frozenset(
    {"change_page", "publish_page", "lock_page", "unlock_page", "bulk_delete_page"}
)


def can_read(reader: Reader, card: "CardPage") -> bool:
    """Whether the card's page is there for the reader; lists use `CardQuerySet.visible_to`."""
    return card.live and card.is_visible_to(reader)


def can_write(user: Any) -> bool:
    """Whether the user may write a card somewhere, or change one."""
    if user.is_superuser:
        return True
    held = PagePermissionPolicy().get_cached_permissions_for_user(user)
    return any(permission.permission.codename in {"add_page", "change_page"} for permission in held)


def can_edit(user: Any, card: "CardPage") -> bool:
    """Whether the user may change the card in the CMS, drafts of it included."""
    return bool(card.permissions_for_user(user).can_edit())


def paths_of_editor(user: Any) -> list[str]:
    """Return the tree paths beneath which the user edits or publishes what others wrote."""
    policy = PagePermissionPolicy()
    return [
        permission.page.path
        for permission in policy.get_cached_permissions_for_user(user)
        if permission.permission.codename in EDITORIAL
    ]


def cards_hidden_in_cms(user: Any, cards: Any) -> Any:
    """Of a queryset of cards keep those that the CMS must not show to the user.

    An expert, who may only add cards, finds their own; who edits or publishes there finds all.
    """
    if user.is_superuser:
        return cards.none()
    hidden = cards.exclude(owner=user.pk)
    for path in paths_of_editor(user):
        hidden = hidden.exclude(path__startswith=path)
    return hidden
