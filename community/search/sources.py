"""Asks the registered projections for documents: one object, a batch, everything of a type."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from wagtail.models import TranslatableMixin

from community import plugins
from community.search.indexing import Key
from community.search.projections import Document, Projection


def projections() -> dict[str, Projection[Any]]:
    """Return what apps registered, by type. A type that two of them claim is an error."""
    found: dict[str, Projection[Any]] = {}
    for projection in plugins.gather("projections"):
        if projection.type in found:
            raise ValueError(f"Two projections are of the type {projection.type!r}.")
        found[projection.type] = projection
    return found


def read(keys: Sequence[Key]) -> Mapping[Key, list[Document]]:
    """Return the documents of these objects as they are now; none for a type that has gone."""
    known = projections()
    found: dict[Key, list[Document]] = {}
    for type_ in {type_ for type_, _pk in keys}:
        projection = known.get(type_)
        if projection is None:
            continue
        pks = [pk for other, pk in keys if other == type_]
        groups = _groups(projection, pks)
        for pk, documents in _documents(projection, pks):
            found[type_, pk] = [
                replace(document, group=document.group or groups.get(pk, ""))
                for document in documents
            ]
    return found


def _documents(
    projection: Projection[Any], pks: Sequence[int]
) -> Iterator[tuple[int, list[Document]]]:
    is_plain = type(projection).documents is Projection.documents
    if len(pks) == 1 or not is_plain:
        for pk in pks:
            yield pk, projection.documents(pk)
        return
    for instance in projection.queryset().filter(pk__in=pks):
        yield instance.pk, list(projection.documents_of(instance))


def _groups(projection: Projection[Any], pks: Sequence[int]) -> dict[int, str]:
    """Return what translations share, where a model has them."""
    if not issubclass(projection.model, TranslatableMixin):
        return {}
    rows = projection.model._default_manager.filter(pk__in=pks)
    return {pk: str(key) for pk, key in rows.values_list("pk", "translation_key")}


def keys_of(projection: Projection[Any], *, after: int = 0) -> Iterator[Key]:
    """Yield the keys of all objects that may have something to find, in order, streaming."""
    pks = projection.queryset().order_by("pk").filter(pk__gt=after).values_list("pk", flat=True)
    for pk in pks.iterator(chunk_size=1000):
        yield projection.type, pk


def batches(keys: Iterator[Key], size: int) -> Iterator[list[Key]]:
    """Cut a stream into lists of at most `size`."""
    while batch := list(islice(keys, size)):
        yield batch
