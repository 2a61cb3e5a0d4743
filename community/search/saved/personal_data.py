"""What saved searches hold of a person: given as plain data, or taken away."""

from typing import Any

from community.search.saved.models import SavedSearch


def held_of(user: Any) -> dict[str, Any]:
    """Return the searches that a person keeps; moments in ISO 8601."""
    return {
        "saved_searches": [
            {
                "name": saved.name,
                "query": saved.query,
                "wants_alert": saved.wants_alert,
                "created_at": saved.created_at.isoformat(),
            }
            for saved in SavedSearch.objects.filter(owner=user).order_by("pk")
        ]
    }


def erase(user: Any) -> None:
    """Delete the searches that a person keeps, and their private feeds with them."""
    SavedSearch.objects.filter(owner=user).delete()
