"""What imports hold of a person: which files they sent, and when."""

from collections.abc import Mapping
from typing import Any

from knowledge.imports.models import CardImport


def export(user: Any) -> Mapping[str, Any]:
    """Return the files that a person imported; moments in ISO 8601."""
    rows = CardImport.objects.filter(by=user).order_by("pk").values_list("name", "begun_at")
    return {"card_imports": [{"file": name, "at": at.isoformat()} for name, at in rows]}


def erase(user: Any) -> None:
    """Forget what a person imported, with the files; the cards stay."""
    for run in CardImport.objects.filter(by=user):
        run.file.delete(save=False)
        run.delete()
