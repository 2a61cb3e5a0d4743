"""What the shelf holds of a person: handed out, and taken away."""

from collections.abc import Mapping
from typing import Any

from knowledge.shelf.models import Bookmark, Collection


def export(user: Any) -> Mapping[str, Any]:
    """Return the cards that a person keeps and their collections; moments in ISO 8601."""
    kept = Bookmark.objects.filter(member__user=user).order_by("kept_at", "pk")
    collections = Collection.objects.filter(member__user=user).prefetch_related("items")
    return {
        "kept_cards": [
            {"card": card, "kept_at": moment.isoformat()}
            for card, moment in kept.values_list("card", "kept_at")
        ],
        "collections": [
            {
                "name": each.name,
                "is_shared": each.share_key is not None,
                "cards": [item.card_id for item in each.items.all()],
            }
            for each in collections
        ],
    }


def erase(user: Any) -> None:
    """Delete what a person kept; links to their collections open nothing any more."""
    Bookmark.objects.filter(member__user=user).delete()
    Collection.objects.filter(member__user=user).delete()
