"""Runs one engine on a judged collection, in a database that holds nothing else."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from django.db import connection
from django.utils.translation import override

from community.core.errors import Refused
from community.core.reader import ANONYMOUS
from community.search import indexing
from community.search.evaluation import collection
from community.search.models import SearchDocument
from community.search.projections import Document, Passage
from community.search.query import SearchQuery
from community.search.selectors import ranking_of, search
from community.search.servers.address import configured
from community.search.servers.answering import breaker_of
from community.search.servers.client import client_of
from community.search.servers.rebuilding import rebuild

TYPE: Final = "judged"
DEPTH: Final = 1000
"""Documents of a ranking that are judged."""
BATCH: Final = 500
Tell = Callable[[str, int], None]


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What an engine answered."""

    rankings: Mapping[str, list[tuple[str, float]]]
    """By query: keys of documents with their scores, best first."""
    milliseconds: Mapping[str, float]
    """By query: what its first page took, texts and facets included."""


def fill(path: Path, *, language: str, tell: Tell) -> str:
    """Index a collection; returns the language that most of its documents are in."""
    languages: Counter[str] = Counter()
    number = 0
    documents = collection.documents(path, language=language)
    while batch := list(islice(documents, BATCH)):
        made = {}
        for document in batch:
            number += 1
            languages[document.language] += 1
            made[TYPE, number] = [_document(document)]
        indexing.write(list(made), lambda _keys, made=made: made)  # type: ignore[misc]
        tell("documents", number)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    if address := configured():
        rebuild(address, lambda done, _of: tell("sent", done))
    return languages.most_common(1)[0][0] if languages else language


def _document(document: collection.Judgeable) -> Document:
    return Document(
        title=document.title,
        url="/",
        language=document.language,
        passages=[Passage(heading=heading, text=text) for heading, text in document.passages],
        audience=["public"],
        group=document.group,
        weight=document.weight,
        extra={"id": document.id},
    )


def ask(questions: Mapping[str, collection.Question], *, language: str, tell: Tell) -> Answered:
    """Ask every question as a visitor would, and once more down to `DEPTH` documents.

    `language` is the reader's where a question says none. Raises Refused when a search server
    that is to be measured did not answer everything itself.
    """
    keys = {}
    for pk, extra in SearchDocument.objects.values_list("pk", "extra").iterator():
        keys[pk] = extra["id"]
    rankings, took = {}, {}
    for number, (query, question) in enumerate(questions.items(), start=1):
        asked = SearchQuery(text=question.text, reader=ANONYMOUS)
        with override(question.language or language):
            began = time.perf_counter()
            search(asked)
            took[query] = 1000 * (time.perf_counter() - began)
            found = ranking_of(asked, depth=DEPTH)
        _require_the_server()
        rankings[query] = list(_once((keys[pk], score) for pk, score in found))
        tell("queries", number)
    return Answered(rankings=rankings, milliseconds=took)


def _require_the_server() -> None:
    address = configured()
    if address is not None and breaker_of(address).has_failed:
        raise Refused(f"{address.name} did not answer; the database did in its place.")


def leave() -> None:
    """Leave nothing on a search server."""
    if address := configured():
        client = client_of(address)
        for name in client.described(f"{address.prefix}-*"):
            client.remove(name)


def _once(ranking: Iterator[tuple[str, float]]) -> Iterator[tuple[str, float]]:
    seen = set()
    for key, score in ranking:
        if key not in seen:
            seen.add(key)
            yield key, score
