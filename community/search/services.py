"""Keeps the passages true: called by receivers whenever something findable may have changed."""

from collections.abc import Sequence

from community.core.tasks import call_on_commit, enqueue_on_commit
from community.search import indexing, tasks
from community.search.people import by_member
from community.search.projections import Document
from community.search.withdrawal import withdraw


def reindex(type_: str, pk: int) -> None:
    """Let the passages of one object follow it, by a task after the running transaction.

    What fewer people may read than before is withdrawn at once, not by the task. Safe to call for
    an object that is gone: its passages go too.
    """
    call_on_commit(withdraw, type_, [pk])
    enqueue_on_commit(tasks.index_object, type_, pk)


def reindex_many(type_: str, pks: Sequence[int]) -> None:
    """Let the passages of many objects of a type follow them: one task a hundred.

    What fewer people may read than before is withdrawn at once.
    """
    call_on_commit(withdraw, type_, list(pks))
    for start in range(0, len(pks), tasks.BATCH):
        enqueue_on_commit(tasks.index_objects, type_, list(pks[start : start + tasks.BATCH]))


def reindex_territory(code: str) -> None:
    """Let everything in a territory follow a change of what it is part of, by a task."""
    enqueue_on_commit(tasks.index_holding, indexing.token("territory", code))


def reindex_theme(slug: str) -> None:
    """Let everything under a theme follow it, by a task, after it was merged into another."""
    enqueue_on_commit(tasks.index_holding, indexing.token("theme", slug))


def reindex_organisation(pk: int) -> None:
    """Let everything of an organisation follow its move to another territory, by a task."""
    enqueue_on_commit(tasks.index_organisation, pk)


def reindex_person(pk: int) -> None:
    """Let everything that a member made follow a change of the name, by a task."""
    enqueue_on_commit(tasks.index_holding, indexing.token(indexing.BY, by_member(pk)))


def write_documents(type_: str, pk: int, documents: Sequence[Document]) -> bool:
    """Write what can be found of one object, at once; returns whether anything changed.

    The same documents twice change nothing; no documents take it out.
    """
    key = (type_, pk)
    is_changed = bool(indexing.write([key], lambda _keys: {key: list(documents)}))
    if is_changed:
        tasks.send_soon()
    return is_changed
