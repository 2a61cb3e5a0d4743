"""What proposals hold of a person: handed out, and taken away."""

from collections.abc import Mapping
from typing import Any

from knowledge.proposals.models import Proposal
from knowledge.proposals.services import forget

FIELDS = ("title", "summary", "objective", "body", "language", "state", "reason", "created_at")


def export(user: Any) -> Mapping[str, Any]:
    """Return what a person proposed, drafts included."""
    own = Proposal.objects.filter(author=user.member).order_by("pk")
    return {"proposals": list(own.values(*FIELDS))}


def erase(user: Any) -> None:
    """Take a person out of the proposals."""
    forget(user.member)
