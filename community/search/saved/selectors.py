"""Reads of saved searches: whose they are, what they find, the newest first, and who is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core import signing
from django.db.models import Min, OuterRef, QuerySet, Subquery

from community.core.reader import Reader
from community.search.models import SearchDocument
from community.search.query import Result, SearchQuery
from community.search.saved.models import SavedSearch, SearchAppearance
from community.search.selectors import search

DEPTH: Final = 50
"""Of how many best results the newest are taken."""
FLOOR: Final = 0.25
"""A result must answer at least so well, the best one being 1: one word in passing is no news."""
FEED_SALT: Final = "community.search.saved.feed"


@dataclass(frozen=True)
class Seen:
    """A result, and when it could be found first; None for one that nobody has noted yet."""

    result: Result
    thing: int
    seen_at: datetime | None

    def is_new_since(self, moment: datetime) -> bool:
        """Whether it was not there at that moment."""
        return self.seen_at is None or self.seen_at > moment


def saved_by(reader: Reader) -> QuerySet[SavedSearch]:
    """Return what the reader keeps; nothing for visitors."""
    if not reader.is_member:
        return SavedSearch.objects.none()
    return SavedSearch.objects.filter(owner=reader.user_id)


def newest(question: SearchQuery) -> list[Seen]:
    """Return the best results, the newest first; four queries whatever their number."""
    found = search(question)
    best = max((result.score for result in found.results), default=0.0)
    kept = [result for result in found.results if found.is_browsing or result.score >= FLOOR * best]
    moments = _moments(kept)
    seen = [
        Seen(result, *moments[result.type, result.id, result.language])
        for result in kept
        if (result.type, result.id, result.language) in moments
    ]
    # What nobody has noted yet came last; within a moment the better answer stays before.
    return sorted(seen, key=lambda s: -s.seen_at.timestamp() if s.seen_at else float("-inf"))


def _moments(
    results: Sequence[Result],
) -> dict[tuple[str, int, str], tuple[int, datetime | None]]:
    """Return the thing that each result is of, and when it appeared; one query."""
    if not results:
        return {}
    first = SearchAppearance.objects.filter(thing=OuterRef("thing")).values("seen_at")
    rows = (
        SearchDocument.objects.filter(
            subject__type__in={result.type for result in results},
            subject__object_id__in={result.id for result in results},
        )
        .annotate(seen_at=Subquery(first))
        .values_list("subject__type", "subject__object_id", "language", "thing", "seen_at")
    )
    return {(type_, pk, language): (thing, at) for type_, pk, language, thing, at in rows}


def due_owners(before: datetime, limit: int) -> list[int]:
    """Return the accounts whose searches are to be asked again, those that waited longest first.

    Due is who was told nothing since `before` and has a search with alerts not asked since.
    """
    told = SavedSearch.objects.filter(told_at__gte=before).values("owner")
    rows = (
        SavedSearch.objects.filter(wants_alert=True, looked_at__lt=before, owner__is_active=True)
        .exclude(owner__in=told)
        .values("owner")
        .annotate(waiting_since=Min("looked_at"))
        .order_by("waiting_since", "owner")
    )
    return list(rows.values_list("owner", flat=True)[:limit])


def feed_token(saved: SavedSearch) -> str:
    """Return what the private feed's address holds: signed, worthless once it is renewed."""
    return signing.dumps([saved.pk, saved.feed_version], salt=FEED_SALT)


def saved_of_token(token: str) -> SavedSearch | None:
    """Return the saved search of a feed's address; None when it is forged, renewed or deleted."""
    try:
        pk, version = signing.loads(token, salt=FEED_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = SavedSearch.objects.filter(pk=pk, feed_version=version, owner__is_active=True)
    return found.select_related("owner").first()
