"""What authors gave the community, for other rooms that ask what vouches for a person."""

from collections.abc import Collection

from django.db.models import Count

from community.core.audience import Audience
from knowledge.cards.models import CardPage


def authored_count(user_ids: Collection[int]) -> dict[int, int]:
    """Count the published cards of each account, one query; who has none is left out.

    A card in two languages counts once. What only one organisation may read does not count: the
    figure is shown to all members.
    """
    shown = (Audience.EVERYONE, Audience.MEMBERS)
    rows = (
        CardPage.objects.filter(live=True, author__user__in=user_ids, audience__in=shown)
        .order_by()
        .values_list("author__user")
        .annotate(Count("translation_key", distinct=True))
    )
    return dict(rows)
