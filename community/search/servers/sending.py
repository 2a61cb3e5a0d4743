"""Sends what changed to the server: in bulk, with versions, as often as it takes.

May run twice at once and die at any moment: a revision counts as sent only after the server took
it and can find it, and whatever is older than what the server has is refused by the server.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction

from community.search.models import SearchSubject
from community.search.servers import register
from community.search.servers.address import Address
from community.search.servers.client import Client, RefusedError, ServerError, client_of
from community.search.servers.documents import Operation, operations

logger = logging.getLogger(__name__)

MAX_OPERATIONS: Final = 500
MAX_BYTES: Final = 5 * 1024 * 1024
"""Of a bulk request, unless one document alone is larger."""
SUBJECTS: Final = 200
"""Read at a time."""
UNTIL_REFRESH: Final = 5000
"""Subjects that are sent before the server is asked to let them be found."""
PAUSES: Final = (0.25, 1.0, 3.0)
"""Seconds to wait before the same is tried again, when the server is busy."""


@dataclass
class Sent:
    """What a run did."""

    subjects: int = 0
    refused: int = 0


def catch_up(address: Address) -> None:
    """Send what is pending; what cannot be sent now waits for the next minute's attempt."""
    try:
        send_pending(address)
    except ServerError as error:
        waiting = register.pending().count()
        logger.warning("%d objects wait for the search server (%s).", waiting, error)
        # Until then nobody need ask again for each change.
        register.claim(address)


def send_pending(address: Address, tell: Callable[[int], None] = lambda _done: None) -> Sent:
    """Send every pending subject to every index of the server; returns what was done.

    What the server refuses for good stays pending, is told in the log and stops nothing else.
    Raises ServerError when the server is away, or busy for longer than a few seconds; what was
    sent until then counts.
    """
    client = client_of(address)
    register.release(address)
    sent = Sent()
    last = 0
    waiting: list[SearchSubject] = []
    indexes: list[str] = []
    while batch := _next(last):
        last = batch[-1].pk
        # After the subjects were read: an index that is begun later reads them as they are now.
        indexes = [index.name for index in register.written(address)]
        if not indexes:
            return sent
        refused = deliver(client, operations(batch), indexes)
        sent.refused += len(refused)
        waiting += [subject for subject in batch if subject.pk not in refused]
        if len(waiting) >= UNTIL_REFRESH:
            _settle(client, indexes, waiting)
            sent.subjects += len(waiting)
            tell(sent.subjects)
            waiting = []
    if waiting:
        _settle(client, indexes, waiting)
        sent.subjects += len(waiting)
        tell(sent.subjects)
    return sent


def _next(last: int) -> list[SearchSubject]:
    return list(register.pending().filter(pk__gt=last).order_by("pk")[:SUBJECTS])


def _settle(client: Client, indexes: Sequence[str], subjects: Sequence[SearchSubject]) -> None:
    """Let what was sent be found; only then does the site rely on it."""
    for name in indexes:
        client.refresh(name)
    mark(subjects)


def mark(subjects: Iterable[SearchSubject]) -> None:
    """Note that the server has these revisions; never takes a newer note back."""
    by_revision: defaultdict[int, list[int]] = defaultdict(list)
    for subject in subjects:
        by_revision[subject.revision].append(subject.pk)
    with transaction.atomic():
        for revision, keys in sorted(by_revision.items()):
            for start in range(0, len(keys), 500):
                SearchSubject.objects.filter(
                    pk__in=keys[start : start + 500], sent_revision__lt=revision
                ).update(sent_revision=revision)


def deliver(client: Client, stream: Iterable[Operation], indexes: Sequence[str]) -> set[int]:
    """Write operations to all these indexes; returns the subjects that were refused for good."""
    refused: set[int] = set()
    chunk: list[tuple[int, list[str]]] = []
    size = 0
    for operation in stream:
        for index in indexes:
            lines = operation.lines(index)
            length = sum(map(len, lines))
            if chunk and (len(chunk) >= MAX_OPERATIONS or size + length > MAX_BYTES):
                refused |= _post(client, chunk)
                chunk, size = [], 0
            chunk.append((operation.subject, lines))
            size += length
    if chunk:
        refused |= _post(client, chunk)
    return refused


def _post(client: Client, chunk: list[tuple[int, list[str]]]) -> set[int]:
    """Send one request, and again what the busy server did not take."""
    refused: set[int] = set()
    for pause in (*PAUSES, None):
        try:
            results = client.bulk([line for _subject, lines in chunk for line in lines])
        except RefusedError as error:
            if not error.is_passing or pause is None:
                raise
        else:
            busy = []
            for entry, result in zip(chunk, results, strict=True):
                if _is_passing(result):
                    busy.append(entry)
                elif not _is_done(result):
                    refused.add(entry[0])
                    logger.error("The search server refused %s: %s", result["_id"], result["error"])
            if not busy:
                return refused
            if pause is None:
                raise RefusedError(429, f"{len(busy)} documents were not taken")
            chunk = busy
        time.sleep(pause)
    return refused


def _is_done(result: dict[str, Any]) -> bool:
    """Whether the server has this now, or has something newer, or had nothing to take out."""
    return result["status"] in (200, 201, 409) or (
        result["status"] == 404 and result.get("result") == "not_found"
    )


def _is_passing(result: dict[str, Any]) -> bool:
    return result["status"] == 429 or result["status"] >= 500
