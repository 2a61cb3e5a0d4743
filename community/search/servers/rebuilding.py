"""Builds a new index beside the one that is asked, and puts it in its place without a gap.

What changes meanwhile goes to both. A run that was killed is taken up where it was.
"""

import logging
import re
from collections.abc import Callable
from typing import Any, Final

from django.db import transaction
from django.db.models import F

from community.search.models import SearchIndex, SearchSubject
from community.search.servers import register
from community.search.servers.address import Address
from community.search.servers.client import Client, ServerError, client_of
from community.search.servers.comparing import Difference, mend
from community.search.servers.documents import operations
from community.search.servers.mapping import MARK, definition, new_name, writing_name
from community.search.servers.sending import SUBJECTS, deliver, mark, send_pending
from community.search.servers.version import MAPPING_VERSION

logger = logging.getLogger(__name__)

ROUNDS: Final = 4
"""Comparisons before the swap: under a stream of edits something is always on its way."""
TOLERATED: Final = 500
"""Subjects that may still be on their way at the swap; they are left out until they arrive."""
State = SearchIndex.State
Tell = Callable[[int, int], None]
"""Hears how many objects are done, and of how many."""


class RebuildError(ServerError):
    """The new index did not come out as the database has it; the old one stays in its place."""


def rebuild(address: Address, tell: Tell) -> SearchIndex:
    """Build an index anew and let it be asked; returns it. Raises ServerError."""
    client = client_of(address)
    index = _begun(client, address)
    _fill(client, index, tell)
    _complete(client, address, index)
    _put_in_place(client, address, index)
    return index


def is_missing(address: Address) -> bool:
    """Whether there is no index of the right version that can be asked."""
    row = register.written(address).filter(state=State.LIVE).first()
    if row is None:
        return True
    described = client_of(address).described(address.prefix)
    return described.get(row.name, {}).get("version") != MAPPING_VERSION


def _begun(client: Client, address: Address) -> SearchIndex:
    """Return the index that was begun, or a new one."""
    for row in register.written(address).filter(state=State.LIVE):
        if row.name not in client.described(row.name):
            row.delete()
    begun = register.written(address).filter(state=State.BUILDING).last()
    if begun is not None:
        if begun.name in client.described(begun.name):
            return begun
        begun.delete()
    # Code of another version must not go on asking an index that this one no longer writes to.
    register.of_server(address).exclude(version=MAPPING_VERSION).update(state=State.RETIRED)
    # In the register before it is on the server: whatever happens next, somebody clears it away.
    index = SearchIndex.objects.create(
        server=address.name, name=new_name(address), version=MAPPING_VERSION
    )
    body = definition(address)
    client.create(index.name, {**body, "aliases": {writing_name(index.name): {}}})
    return index


def _fill(client: Client, index: SearchIndex, tell: Tell) -> None:
    """Write all subjects in order, those that are gone for their revision alone.

    Those that are new since it began are sent like every change.
    """
    newest = SearchSubject.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    subjects = SearchSubject.objects.filter(revision__gt=0, pk__lte=newest).order_by("pk")
    total = subjects.count()
    done = subjects.filter(pk__lte=index.last_subject).count()
    while batch := list(subjects.filter(pk__gt=index.last_subject)[:SUBJECTS]):
        refused = deliver(
            client,
            (operation for operation in operations(batch) if operation.source),
            [index.name],
        )
        # Where another index is asked meanwhile, it is not said to have what only this one has.
        others = SearchIndex.objects.filter(server=index.server).exclude(pk=index.pk)
        if not others.exclude(state=State.RETIRED).exists():
            mark(subject for subject in batch if subject.pk not in refused)
        SearchIndex.objects.filter(pk=index.pk).update(
            last_subject=batch[-1].pk, documents=F("documents") + len(batch) - len(refused)
        )
        index.last_subject = batch[-1].pk
        done += len(batch)
        tell(done, total)


def _complete(client: Client, address: Address, index: SearchIndex) -> None:
    """Compare the new index with the truth until nothing differs but what is on its way."""
    found = Difference()
    for _round in range(ROUNDS):
        send_pending(address)
        client.refresh(index.name)
        found = mend(address, index.name)
        if not found.total:
            break
    else:
        send_pending(address)
    waiting = register.pending().count()
    if waiting > TOLERATED:
        raise RebuildError(
            f"{waiting} objects did not arrive in {index.name}"
            f" ({found.missing} missing, {found.older} older); the log says why."
        )


def _put_in_place(client: Client, address: Address, index: SearchIndex) -> None:
    """Let the alias name the new index, remove every other one of ours."""
    ours = _ours(client, address)
    actions: list[dict[str, Any]] = [
        {"remove": {"index": name, "alias": address.prefix}}
        for name in client.described(address.prefix)
        if name != index.name
    ]
    client.rename([*actions, {"add": {"index": index.name, "alias": address.prefix}}])
    with transaction.atomic():
        SearchIndex.objects.exclude(pk=index.pk).delete()
        SearchIndex.objects.filter(pk=index.pk).update(state=State.LIVE)
    index.state = State.LIVE
    for name in ours:
        if name != index.name:
            client.remove(name)
            logger.info("The search index %s was replaced by %s.", name, index.name)


def _ours(client: Client, address: Address) -> list[str]:
    """Return the indexes on the server that this site made: by their name and what they say."""
    pattern = re.compile(rf"{re.escape(address.prefix)}-\d+-\d{{14}}-[0-9a-f]{{4}}")
    return [
        name
        for name, said in client.described(f"{address.prefix}-*").items()
        if pattern.fullmatch(name)
        and said.get("application") == MARK
        and said.get("prefix") == address.prefix
    ]
