"""Tells people what became of a demand: once each, in their language."""

from collections.abc import Iterable, Mapping
from typing import Any

from community.members.models import Member
from community.notifications.services import notify
from knowledge.demands.models import Demand


def those_who_asked(demand: Demand, *, but: int | None = None) -> list[Member]:
    """Return who asked and who voted, whoever is named in `but` left out."""
    voters = Member.objects.filter(
        pk__in=demand.votes.values("member"), user__is_active=True
    ).exclude(pk=but or 0)
    return list(voters.select_related("user").order_by("pk"))


def tell(
    members: Iterable[Member],
    demand: Demand,
    *,
    kind: str,
    key: str = "",
    url: str = "",
    data: Mapping[str, Any] | None = None,
) -> None:
    """Tell members about a demand; `kind` is without the app's prefix, `url` its page by default.

    Saying the same with the same `key` again tells nobody twice.
    """
    notify(
        [member.user for member in members],
        kind=f"knowledge.{kind}",
        key=f"demand-{demand.pk}{key}",
        url=url or demand.get_absolute_url(),
        data={"title": demand.title, **(data or {})},
    )
