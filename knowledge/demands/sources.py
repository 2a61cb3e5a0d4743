"""What people asked in vain elsewhere on the site, as far as it may be told to all members.

Questions put to the search come with the anonymity of its log: five visitors or more of one month.
Requests to people come through the door `unanswered_requests`, which opens only what its author
let all members read.
"""

from dataclasses import dataclass
from typing import Final

from community import plugins
from community.search.log.selectors import unanswered
from knowledge.demands.enums import Origin
from knowledge.demands.models import TITLE_LENGTH, Demand

MONTHS: Final = 3
SHOWN: Final = 10


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Something that may be put on the board."""

    source: str
    origin: Origin
    title: str
    language: str
    purpose: str = ""
    visitors: int = 0
    theme_ids: tuple[int, ...] = ()


def offered() -> list[Offer]:
    """Return everything that could be brought in."""
    searches = [
        Offer(
            source=f"search:{row.language}:{row.question}",
            origin=Origin.SEARCH,
            title=row.question.capitalize()[:TITLE_LENGTH],
            language=row.language,
            visitors=row.visitors,
        )
        for row in unanswered(MONTHS)
    ]
    door = plugins.door("unanswered_requests")
    requests = [
        Offer(
            source=f"need:{row['id']}",
            origin=Origin.NEED,
            title=row["title"][:TITLE_LENGTH],
            language=row["language"],
            purpose=row["purpose"],
            theme_ids=tuple(row["themes"]),
        )
        for row in (door() if door else ())
    ]
    return [*searches, *requests]


def new_offers() -> list[Offer]:
    """Return what could be brought in and was not yet, the most wanted first."""
    offers = offered()
    known = set(
        Demand.objects.filter(source__in=[offer.source for offer in offers]).values_list(
            "source", flat=True
        )
    )
    return [offer for offer in offers if offer.source not in known][:SHOWN]
