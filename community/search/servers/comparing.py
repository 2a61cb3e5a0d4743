"""Compares an index on the server with the truth, and lets what differs be sent again.

Both are walked through in the order of their subjects, a thousand documents at a time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from django.db.models import F

from community.search.models import SearchDocument, SearchSubject
from community.search.servers.address import Address
from community.search.servers.client import Client, client_of
from community.search.servers.documents import Operation, id_of
from community.search.servers.sending import deliver

PAGE: Final = 1000
LEAP: Final = 1000
"""Revisions that what is missing gains: the server may remember, for as long as it does, that
something newer was taken out, which the database of an older copy knows nothing of."""


@dataclass
class Difference:
    """How many documents an index has, and how many are not as they should be."""

    documents: int = 0
    missing: int = 0
    older: int = 0
    newer: int = 0
    """Versions that the database never had: it was restored from an older copy."""
    left_over: int = 0

    @property
    def total(self) -> int:
        """How many are not as they should be."""
        return self.missing + self.older + self.newer + self.left_over


Held = tuple[int, dict[str, int]]
"""A subject, and the version of its document in each language."""


def mend(address: Address, index: str) -> Difference:
    """Compare an index with the truth; what differs becomes pending, what is too much goes.

    What is pending already is on its way and no difference. The index must have been refreshed.
    """
    client = client_of(address)
    found = Difference()
    again: list[int] = []
    gone: list[Operation] = []
    for subject, wanted, held in _side_by_side(_truth(), _on_server(client, index)):
        found.documents += len(held)
        if not wanted.keys() <= held.keys() or held != wanted:
            _judge(subject, wanted, held, found, again, gone)
        if len(again) >= PAGE:
            _send_again(again)
            again = []
        if len(gone) >= PAGE:
            deliver(client, gone, [index])
            gone = []
    _send_again(again)
    deliver(client, gone, [index])
    return found


def _judge(
    subject: int,
    wanted: Mapping[str, int],
    held: Mapping[str, int],
    found: Difference,
    again: list[int],
    gone: list[Operation],
) -> None:
    row = SearchSubject.objects.filter(pk=subject).first()
    if row is not None and row.revision > row.sent_revision:
        return
    for language in wanted.keys() | held.keys():
        should, is_ = wanted.get(language), held.get(language)
        if should == is_:
            continue
        if should is None and is_ is not None:
            found.left_over += 1
            # With the version that was seen: what came after it is not taken out.
            gone.append(Operation(subject, id_of(subject, language), is_))
        elif is_ is None:
            found.missing += 1
            SearchSubject.objects.filter(pk=subject).update(revision=F("revision") + LEAP)
        elif should is not None and is_ < should:
            found.older += 1
            again.append(subject)
        else:
            found.newer += 1
            SearchSubject.objects.filter(pk=subject, revision__lte=is_).update(revision=is_ + 1)


def _send_again(subjects: list[int]) -> None:
    SearchSubject.objects.filter(pk__in=set(subjects), revision__gt=0).update(
        sent_revision=F("revision") - 1
    )


def _truth() -> Iterator[Held]:
    rows = SearchDocument.objects.order_by("subject_id", "language").values_list(
        "subject_id", "language", "subject__revision"
    )
    for subject, group in groupby(rows.iterator(chunk_size=PAGE), key=itemgetter(0)):
        yield subject, {language: revision for _s, language, revision in group}


def _on_server(client: Client, name: str) -> Iterator[Held]:
    for subject, group in groupby(_walk(client, name), key=itemgetter(0)):
        yield subject, {language: version for _s, language, version in group}


def _walk(client: Client, name: str) -> Iterator[tuple[int, str, int]]:
    body: dict[str, Any] = {
        "size": PAGE,
        "version": True,
        "_source": False,
        "track_total_hits": False,
        "sort": [{"subject": "asc"}, {"language": "asc"}],
    }
    while hits := client.scan(name, body)["hits"]["hits"]:
        for hit in hits:
            subject, language = hit["sort"]
            yield int(subject), str(language), int(hit["_version"])
        body["search_after"] = hits[-1]["sort"]


def _side_by_side(
    first: Iterator[Held], second: Iterator[Held]
) -> Iterator[tuple[int, dict[str, int], dict[str, int]]]:
    """Yield each subject of either side with what both hold of it, in order."""
    left, right = next(first, None), next(second, None)
    while left is not None or right is not None:
        subject = min(side[0] for side in (left, right) if side is not None)
        wanted: dict[str, int] = {}
        held: dict[str, int] = {}
        if left is not None and left[0] == subject:
            wanted, left = left[1], next(first, None)
        if right is not None and right[0] == subject:
            held, right = right[1], next(second, None)
        yield subject, wanted, held
