"""Writes what can be found: documents become rows, signatures, words and the engine's stems.

Everything of a batch of objects is written in one transaction, behind a lock on each object: who
locks later has also read later, so that an old state never follows a new one.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from hashlib import blake2b
from itertools import groupby
from typing import Final

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Greatest

from community.core.markup import plain
from community.core.page_cache import forget_pages
from community.organisations.models import Organisation
from community.search.analysis import VERSION, Word, words
from community.search.engines import engine_for
from community.search.engines.contract import IndexRow
from community.search.models import (
    MAX_PASSAGES,
    PASSAGE_BITS,
    SearchDocument,
    SearchExtent,
    SearchPassage,
    SearchSignature,
    SearchSubject,
    SearchTitle,
    SearchToken,
)
from community.search.people import names_of
from community.search.projections import Document, Passage
from community.search.titles import beginnings
from community.territories.models import Territory

FACETS: Final = ("type", "theme", "territory", "format", "language")
AUDIENCE: Final = "audience"
BY, SCOPE = "by", "scope"
"""Filters without counts: who made it, and what it is a part of."""
_ROWS_A_STATEMENT: Final = 500

_TOLD: Final = tuple(f.name for f in fields(Document) if f.name != "passages")
"""What a document is beside its passages."""

Key = tuple[str, int]
"""A type and the primary key of an object of it."""


def token(facet: str, value: str) -> str:
    """Return the filter that a signature passes when it holds a value."""
    return f"{facet}={value}"[:120]


def write(
    keys: Sequence[Key], read: Callable[[Sequence[Key]], Mapping[Key, list[Document]]]
) -> int:
    """Write the documents of some objects, read behind their locks; returns how many changed.

    All in one transaction. Calling again with the same documents changes nothing.
    """
    with transaction.atomic():
        subjects = _locked(keys)
        found = read(keys)
        places = _Places.load()
        changed = []
        for key in keys:
            documents = [_completed(key, document, places) for document in found.get(key, [])]
            digest = _digest(documents)
            subject = subjects[key]
            if subject.digest != digest and (documents or subject.digest):
                subject.digest = digest
                changed.append((subject, documents))
        if changed:
            _replace(changed)
            forget_pages()
    return len(changed)


@dataclass
class _Places:
    """Where territories lie and organisations are, read once a batch."""

    wider: dict[str, list[str]]
    by_organisation: dict[int, str]

    @classmethod
    def load(cls) -> "_Places":
        parents = dict(Territory.objects.values_list("code", "parent__code"))
        wider = {}
        for code in parents:
            wider[code] = [code]
            at: str | None = parents[code]
            while at is not None and at not in wider[code]:
                wider[code].append(at)
                at = parents.get(at)
        homes = Organisation.objects.filter(territory__isnull=False)
        return cls(wider, dict(homes.values_list("pk", "territory__code")))


def _completed(key: Key, document: Document, places: _Places) -> Document:
    """Add wider territories and the organisation's own; drop what no database can hold."""
    given = list(document.territories)
    if not given and document.organisation_id in places.by_organisation:
        given = [places.by_organisation[document.organisation_id]]
    territories = list(dict.fromkeys(c for code in given for c in places.wider.get(code, [code])))
    passages = [
        Passage(
            text=plain(passage.text),
            heading=plain(passage.heading)[:255],
            anchor=passage.anchor[:120],
            place=passage.place[:120],
        )
        for passage in list(document.passages)[:MAX_PASSAGES]
    ]
    return replace(
        document,
        title=plain(document.title)[:255],
        passages=passages or [Passage(text="")],
        themes=sorted(set(document.themes)),
        people=names_of(document.people),
        scopes=sorted(set(document.scopes)),
        formats=sorted(set(document.formats)),
        territories=territories,
        audience=sorted({name[:60] for name in document.audience}),
        group=document.group or str(key[1]),
    )


def _digest(documents: Sequence[Document]) -> str:
    if not documents:
        return ""
    told = [VERSION, *([getattr(document, name) for name in _TOLD] for document in documents)]
    passages = [
        (passage.heading, passage.text, passage.anchor, passage.place)
        for document in documents
        for passage in document.passages
    ]
    return _hash(json.dumps([told, passages], sort_keys=True, default=str), size=20).hex()


def _hash(text: str, *, size: int) -> bytes:
    return blake2b(text.encode("utf-8", "replace"), digest_size=size).digest()


def _locked(keys: Sequence[Key]) -> dict[Key, SearchSubject]:
    """Return the subjects, made where they are missing, locked in one order for everybody."""
    SearchSubject.objects.bulk_create(
        [SearchSubject(type=type_, object_id=pk) for type_, pk in sorted(keys)],
        ignore_conflicts=True,
    )
    locked: dict[Key, SearchSubject] = {}
    for type_, group in groupby(sorted(keys), key=lambda key: key[0]):
        rows = SearchSubject.objects.select_for_update().filter(
            type=type_, object_id__in=[pk for _type, pk in group]
        )
        locked |= {(row.type, row.object_id): row for row in rows.order_by("object_id")}
    return locked


Changed = list[tuple[SearchSubject, list[Document]]]


def _replace(changed: Changed) -> None:
    old = list(
        SearchDocument.objects.filter(subject__in=[subject for subject, _d in changed])
        .prefetch_related("passages")
        .order_by("pk")
    )
    ledger = Ledger()
    for row in old:
        pieces = [(passage.heading, passage.text) for passage in row.passages.all()]
        ledger.enter(row.audience, analysed(row.title, pieces, row.language), sign=-1)
    engine = engine_for(connection)
    SearchPassage.objects.filter(document__in=old).delete()
    kept = {(row.subject_id, row.language): row.pk for row in old}
    rows, given = _document_rows(changed, kept)
    gone = set(kept.values()) - {row.pk for row in rows if row.pk}
    SearchDocument.objects.filter(pk__in=gone).delete()
    _save_documents(rows)
    SearchTitle.objects.filter(document__in=[row.pk for row in rows]).delete()
    # The new ones too: a flush empties Django's tables, not the engine's.
    engine.discard([row.pk for row in (*old, *rows) if row.pk])
    index_rows = _save_passages(rows, given, ledger)
    engine.add(index_rows)
    ledger.settle()
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE community_searchsubject SET revision = revision + 1, digest = %s WHERE id = %s",
            [(subject.digest, subject.pk) for subject, _documents in changed],
        )


def _save_passages(
    rows: Sequence[SearchDocument], given: Sequence[Document], ledger: "Ledger"
) -> list[IndexRow]:
    """Write the passages and titles of new rows; returns what the engine keeps of them."""
    passages, index_rows = [], []
    for row, document in zip(rows, given, strict=True):
        pieces = [(passage.heading, passage.text) for passage in document.passages]
        found = analysed(row.title, pieces, row.language)
        ledger.enter(row.audience, found, sign=1)
        title = " ".join(word.stem for word in found.title)
        for position, (passage, parts) in enumerate(
            zip(document.passages, found.parts, strict=True)
        ):
            key = row.pk << PASSAGE_BITS | position
            passages.append(
                (key, row.pk, passage.heading, passage.text, passage.anchor, passage.place)
            )
            heading, body = (" ".join(word.stem for word in part) for part in parts)
            index_rows.append(IndexRow(key, title, heading, body))
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO community_searchpassage (id, document_id, heading, text, anchor, place)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            passages,
        )
        cursor.executemany(
            "INSERT INTO community_searchtitle (document_id, place, text) VALUES (%s, %s, %s)",
            [(row.pk, place, text) for row in rows for place, text in beginnings(row.title)],
        )
    return index_rows


def _document_rows(
    changed: Changed, kept: Mapping[tuple[int, str], int]
) -> tuple[list[SearchDocument], list[Document]]:
    """Return a row for each document, with its old key where there was one."""
    wanted = [(subject, document) for subject, documents in changed for document in documents]
    signatures = _signatures([(subject.type, document) for subject, document in wanted])
    rows: dict[tuple[int, str], tuple[SearchDocument, Document]] = {}
    for (subject, document), signature in zip(wanted, signatures, strict=True):
        thing = int.from_bytes(_hash(f"{subject.type}\0{document.group}", size=8), signed=True)
        place = (subject.pk, document.language)
        rows[place] = (
            SearchDocument(
                pk=kept.get(place),
                subject=subject,
                signature_id=signature,
                thing=thing,
                language=document.language,
                title=document.title,
                url=document.url[:500],
                kind=document.kind[:30],
                themes=list(document.themes),
                territories=list(document.territories),
                organisation_id=document.organisation_id,
                audience=list(document.audience),
                dated_on=document.dated_on,
                year=document.dated_on.year if document.dated_on else None,
                weight=document.weight,
                extra=document.extra,
            ),
            document,
        )
    return [row for row, _d in rows.values()], [document for _r, document in rows.values()]


def _save_documents(rows: Sequence[SearchDocument]) -> None:
    fields = [f.name for f in SearchDocument._meta.concrete_fields if not f.primary_key]
    known = [row for row in rows if row.pk]
    SearchDocument.objects.bulk_update(known, fields, batch_size=50)
    new = [row for row in rows if not row.pk]
    SearchDocument.objects.bulk_create(new, batch_size=_ROWS_A_STATEMENT)


def _signatures(wanted: Sequence[tuple[str, Document]]) -> list[int]:
    """Return the key of each document's signature, made where it is missing."""
    described = []
    for type_, document in wanted:
        facets = {
            "type": [type_],
            "theme": list(document.themes),
            "territory": list(document.territories),
            **({"format": list(document.formats)} if document.formats else {}),
            "language": [document.language],
            **({BY: list(document.people)} if document.people else {}),
            **({SCOPE: list(document.scopes)} if document.scopes else {}),
        }
        text = json.dumps(facets)
        key = _hash(text + "\0" + json.dumps(list(document.audience)), size=20).hex()
        described.append((key, text, facets, document.audience))
    keys = [key for key, *_rest in described]
    known = _known_signatures(keys)
    missing = {d[0]: d for d in described if d[0] not in known}
    if missing:
        SearchSignature.objects.bulk_create(
            [SearchSignature(key=key, facets=missing[key][1]) for key in sorted(missing)],
            ignore_conflicts=True,
            batch_size=_ROWS_A_STATEMENT,
        )
        known |= _known_signatures(list(missing))
        SearchToken.objects.bulk_create(
            [
                SearchToken(signature_id=known[key], token=found)
                for key, _text, facets, audience in missing.values()
                for found in sorted(
                    {token(facet, value) for facet in facets for value in facets[facet]}
                    | {token(AUDIENCE, value) for value in audience}
                )
            ],
            ignore_conflicts=True,
            batch_size=_ROWS_A_STATEMENT,
        )
    return [known[key] for key in keys]


def _known_signatures(keys: Sequence[str]) -> dict[str, int]:
    return dict(SearchSignature.objects.filter(key__in=set(keys)).values_list("key", "pk"))


@dataclass
class Analysed:
    """A document as words: its title, and heading and text of each passage."""

    title: list[Word]
    parts: list[tuple[list[Word], list[Word]]]


def analysed(title: str, pieces: Iterable[tuple[str, str]], language: str) -> Analysed:
    """Return the words of a title and of the heading and text of each passage."""
    return Analysed(
        words(title, language),
        [(words(heading, language), words(text, language)) for heading, text in pieces],
    )


@dataclass
class Ledger:
    """What a batch changes in the counts of words and passages of each audience."""

    words: dict[str, Counter[Word]] = field(default_factory=lambda: defaultdict(Counter))
    passages: Counter[str] = field(default_factory=Counter)
    stems: Counter[str] = field(default_factory=Counter)

    def enter(self, audience: Iterable[str], found: Analysed, *, sign: int) -> None:
        """Add a document's words, or take them away."""
        counts: Counter[Word] = Counter()
        size = 0
        for heading, body in found.parts:
            counts.update({*found.title, *heading, *body})
            size += len(found.title) + len(heading) + len(body)
        for name in audience:
            held = self.words[name]
            for word, count in counts.items():
                held[word] += sign * count
            self.passages[name] += sign * len(found.parts)
            self.stems[name] += sign * size

    def settle(self) -> None:
        """Write the differences, one writer at a time so that nobody waits in a circle."""
        engine_for(connection).line_up()
        changes = [
            (name, word, change)
            for name, held in self.words.items()
            for word, change in held.items()
            if change
        ]
        _add_words([c for c in changes if c[2] > 0])
        _take_words([c for c in changes if c[2] < 0])
        _add_extents(
            [
                (name, self.passages[name], self.stems[name])
                for name in sorted(self.passages)
                if self.passages[name] or self.stems[name]
            ]
        )


def _add_words(changes: Sequence[tuple[str, Word, int]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO community_searchword"
            " (audience, word, folded, backwards, stem, passages) VALUES (%s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (audience, word, stem) DO UPDATE"
            " SET passages = community_searchword.passages + excluded.passages",
            [
                (name, word.written, word.folded, word.folded[::-1], word.stem, change)
                for name, word, change in changes
            ],
        )


def _take_words(changes: Sequence[tuple[str, Word, int]]) -> None:
    if not changes:
        return
    with connection.cursor() as cursor:
        # First those of which nothing stays: afterwards, what is left of others looks like them.
        cursor.executemany(
            "DELETE FROM community_searchword"
            " WHERE audience = %s AND word = %s AND stem = %s AND passages <= %s",
            [(name, word.written, word.stem, -change) for name, word, change in changes],
        )
        cursor.executemany(
            "UPDATE community_searchword SET passages = passages - %s"
            " WHERE audience = %s AND word = %s AND stem = %s",
            [(-change, name, word.written, word.stem) for name, word, change in changes],
        )


def _add_extents(changes: Sequence[tuple[str, int, int]]) -> None:
    SearchExtent.objects.bulk_create(
        [SearchExtent(audience=name, passages=0, stems=0) for name, _p, _s in changes],
        ignore_conflicts=True,
    )
    for name, passages, stems in changes:
        SearchExtent.objects.filter(audience=name).update(
            passages=Greatest(F("passages") + passages, 0), stems=Greatest(F("stems") + stems, 0)
        )
