"""What the server holds of an object: its documents, with the stems that the database has."""

# ruff: noqa: S608  (only our own names and placeholders are put together; values never)

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.db import connection

from community.search.engines.contract import TABLE, places
from community.search.models import PASSAGE_BITS, SearchDocument, SearchSubject
from community.search.servers.mapping import writing_name
from community.search.servers.query import PATH

_AT_ONCE: Final = 50
"""Documents whose passages are in memory together."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One write: a document as it is at a revision, or that it is gone."""

    subject: int
    id: str
    revision: int
    source: str = ""
    """JSON; empty takes the document out."""

    def lines(self, index: str) -> list[str]:
        """Return the lines that a bulk request takes.

        The revision is the version: what is older than what the server has changes nothing.
        """
        head = {
            "_index": writing_name(index),
            "_id": self.id,
            "version": self.revision,
            "version_type": "external_gte",
        }
        if not self.source:
            return [json.dumps({"delete": head})]
        return [json.dumps({"index": head}), self.source]


def operations(subjects: Sequence[SearchSubject]) -> Iterator[Operation]:
    """Yield what makes the server follow these subjects, some documents in memory at a time.

    The subjects were read before their documents are, so that what is written is at least as new
    as its revision says.
    """
    revisions = {subject.pk: subject.revision for subject in subjects}
    held = list(
        SearchDocument.objects.filter(subject__in=list(revisions))
        .order_by("subject_id", "language")
        .values_list("pk", flat=True)
    )
    seen: set[str] = set()
    for start in range(0, len(held), _AT_ONCE):
        keys = held[start : start + _AT_ONCE]
        stems = _stems(keys)
        for document in SearchDocument.objects.filter(pk__in=keys).select_related("signature"):
            name = id_of(document.subject_id, document.language)
            seen.add(name)
            source = json.dumps(_source(document, stems.get(document.pk, [])))
            yield Operation(document.subject_id, name, revisions[document.subject_id], source)
    for subject in subjects:
        if subject.revision > 1:
            for code, _name in settings.LANGUAGES:
                name = id_of(subject.pk, code)
                if name not in seen:
                    yield Operation(subject.pk, name, subject.revision)


def id_of(subject: int, language: str) -> str:
    """Return a document's name on the server: the same for ever, whatever becomes of its row."""
    return f"{subject}.{language}"


Stems = tuple[str, str, str]
"""Title, heading and text of a passage."""


def _stems(keys: Sequence[int]) -> Mapping[int, list[Stems]]:
    """Return the stems of each document's passages, in order."""
    found: dict[int, list[Stems]] = {}
    if not keys:
        return found
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.id, i.title, i.heading, i.body FROM community_searchpassage p"
            f" JOIN {TABLE} i ON i.rowid = p.id WHERE p.document_id IN ({places(keys)})"
            " ORDER BY p.id",
            list(keys),
        )
        while rows := cursor.fetchmany(1000):
            for passage, *stems in rows:
                title, heading, body = stems
                found.setdefault(passage >> PASSAGE_BITS, []).append((title, heading, body))
    return found


def _source(document: SearchDocument, stems: Sequence[Stems]) -> dict[str, Any]:
    facets = json.loads(document.signature.facets)
    return {
        **{facet: list(values) for facet, values in facets.items()},
        "subject": document.subject_id,
        "document": document.pk,
        "thing": document.thing,
        "organisation": document.organisation_id,
        "year": document.year,
        "audience": list(document.audience),
        "dated_on": document.dated_on.isoformat() if document.dated_on else None,
        "weight": document.weight,
        "title": stems[0][0] if stems else "",
        PATH: [
            {
                "words": " ".join([title, title, heading, heading, body]),
                "heading": heading,
                "body": body,
            }
            for title, heading, body in stems
        ],
    }
