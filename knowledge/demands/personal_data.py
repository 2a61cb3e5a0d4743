"""What the demand board holds of a person: handed out, and taken away."""

from collections.abc import Mapping
from typing import Any

from knowledge.demands.models import Claim, Demand, DemandVote
from knowledge.demands.services import forget


def export(user: Any) -> Mapping[str, Any]:
    """Return what a person asked, voted for and claimed."""
    member = user.member
    asked = Demand.objects.filter(author=member).order_by("pk")
    votes = DemandVote.objects.filter(member=member).order_by("pk")
    claims = Claim.objects.filter(member=member).order_by("pk")
    return {
        "demands": list(asked.values("title", "purpose", "language", "state", "created_at")),
        "demand_votes": list(votes.values("demand__title", "at")),
        "demand_claims": list(claims.values("demand__title", "claimed_at", "until", "ending")),
    }


def erase(user: Any) -> None:
    """Take a person out of the board."""
    forget(user.member)
