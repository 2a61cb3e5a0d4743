"""Keeps the passages true: called by receivers whenever something findable may have changed."""

from community.core.tasks import enqueue_on_commit
from community.search.tasks import index_object


def reindex(type_: str, pk: int) -> None:
    """Let the passages of one object follow it, by a task after the running transaction.

    Safe to call for an object that is gone: its passages go too.
    """
    enqueue_on_commit(index_object, type_, pk)
