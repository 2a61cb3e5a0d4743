"""Background work of the search."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.module_loading import import_string

from community.core.tasks import call_on_commit, job
from community.search import indexing, sources
from community.search.models import SearchDocument, SearchSignature, SearchSubject
from community.search.servers import register
from community.search.servers.address import configured

BATCH = 100
SENDER = "community.search.servers.sending.catch_up"
"""Loaded when there is something to send: the clients of servers are large."""


@job()
def index_object(type_: str, pk: int) -> None:
    """Write the passages of one object anew, or take them out when it is gone."""
    indexing.write([(type_, pk)], sources.read)
    send_soon()


@job()
def index_objects(type_: str, pks: list[int]) -> None:
    """Write the passages of some objects anew."""
    indexing.write([(type_, pk) for pk in pks], sources.read)
    send_soon()


@job()
def index_holding(token: str) -> None:
    """Write anew whatever passes a filter: ``territory=R75``, after that territory changed."""
    _index(SearchDocument.objects.filter(signature__tokens__token=token))


def forget_unused() -> None:
    """Drop the signatures that no document has any more: they hold the names of people."""
    held = SearchDocument.objects.filter(signature=OuterRef("pk"))
    SearchSignature.objects.filter(~Exists(held)).delete()


@job()
def index_organisation(pk: int) -> None:
    """Write anew whatever belongs to an organisation, after it changed."""
    _index(SearchDocument.objects.filter(organisation_id=pk))


def _index(documents: "QuerySet[SearchDocument]") -> None:
    subjects = SearchSubject.objects.filter(pk__in=documents.values("subject"))
    keys = list(subjects.order_by("pk").values_list("type", "object_id"))
    for batch in sources.batches(iter(keys), BATCH):
        indexing.write(batch, sources.read)
    send_soon()


@job(attempts=1)
def send_pending() -> None:
    """Send what changed to the search server; the clock asks again for what stays behind."""
    address = configured()
    if address is not None:
        import_string(SENDER)(address)


def send_soon() -> None:
    """Let what changed be sent after the running transaction, where there is a search server.

    Of many changes only the first one asks.
    """
    if configured() is not None:
        call_on_commit(ask_to_send)


def ask_to_send() -> None:
    """Enqueue the sending when something is pending and nobody has asked for it lately."""
    address = configured()
    if address is not None and register.pending().exists() and register.claim(address):
        send_pending.enqueue()
