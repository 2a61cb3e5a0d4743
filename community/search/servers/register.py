"""Which indexes there are on the server, and what of the truth they do not have yet."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from community.search.models import SearchIndex, SearchSubject
from community.search.servers.address import Address
from community.search.servers.version import MAPPING_VERSION

ASKED_FOR: Final = timedelta(seconds=60)
"""After that, a task that was asked to send is taken for lost, and another one is asked."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the index that is asked follows the truth."""

    pending: tuple[int, ...]
    """Subjects whose last change has not arrived."""


def standing(address: Address, most: int) -> Standing | None:
    """Return how far the live index follows, in one query; None when it is not to be asked.

    That is when there is none of the right version, or more than `most` subjects are pending.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 0 AS part, id FROM community_searchindex"
            " WHERE server = %s AND version = %s AND state = %s"
            " UNION ALL SELECT 1, id FROM (SELECT id FROM community_searchsubject"
            " WHERE revision > sent_revision LIMIT %s) AS pending",
            [address.name, MAPPING_VERSION, SearchIndex.State.LIVE, most + 1],
        )
        rows = cursor.fetchall()
    pending = tuple(sorted(key for part, key in rows if part))
    if len(pending) == len(rows) or len(pending) > most:
        return None
    return Standing(pending)


def of_server(address: Address) -> "QuerySet[SearchIndex]":
    """Return all indexes that this server is known to have."""
    return SearchIndex.objects.filter(server=address.name)


def written(address: Address) -> "QuerySet[SearchIndex]":
    """Return the indexes that every change goes to: the live one, and one being built."""
    states = (SearchIndex.State.LIVE, SearchIndex.State.BUILDING)
    return of_server(address).filter(version=MAPPING_VERSION, state__in=states).order_by("pk")


def pending() -> "QuerySet[SearchSubject]":
    """Return the subjects whose last change was not sent."""
    return SearchSubject.objects.filter(revision__gt=F("sent_revision"))


def claim(address: Address) -> bool:
    """Whether somebody must be asked to send: of many changes only the first one says yes."""
    now = timezone.now()
    free = Q(asked_at=None) | Q(asked_at__lte=now - ASKED_FOR)
    return bool(written(address).filter(free).update(asked_at=now))


def release(address: Address) -> None:
    """Let the next change ask again."""
    written(address).exclude(asked_at=None).update(asked_at=None)
