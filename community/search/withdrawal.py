"""Takes back at once what fewer people may read than before: the next question finds it no more.

Everything else may wait for its task. Called right after a change was committed, before anybody is
told that it was: within the transaction itself, whoever changes two things would lock their
passages in another order than the tasks do, and an object would be judged half written.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from community.search import indexing, sources
from community.search.indexing import Key
from community.search.models import SearchDocument
from community.search.projections import Document
from community.search.tasks import send_soon

BATCH: Final = 100


def withdraw(type_: str, pks: Sequence[int]) -> int:
    """Write anew those of these objects that became gone or narrower; returns how many.

    A few queries for each hundred objects.
    """
    withdrawn = 0
    for batch in sources.batches(((type_, pk) for pk in pks), BATCH):
        held = _held(type_, [pk for _type, pk in batch])
        if held:
            now = sources.read(list(held))
            narrower = [key for key in held if _is_narrower(held[key], now.get(key, ()))]
            if narrower:
                withdrawn += indexing.write(narrower, sources.read)
    if withdrawn:
        send_soon()
    return withdrawn


def _held(type_: str, pks: Sequence[int]) -> dict[Key, dict[str, frozenset[str]]]:
    """Return who may find each of these objects now, by language."""
    rows = SearchDocument.objects.filter(subject__type=type_, subject__object_id__in=pks)
    held: dict[Key, dict[str, frozenset[str]]] = {}
    for pk, language, audience in rows.values_list("subject__object_id", "language", "audience"):
        held.setdefault((type_, pk), {})[language] = frozenset(audience)
    return held


def _is_narrower(held: Mapping[str, frozenset[str]], now: Iterable[Document]) -> bool:
    wanted = {document.language: frozenset(document.audience) for document in now}
    return any(not held[language] <= wanted.get(language, frozenset()) for language in held)
