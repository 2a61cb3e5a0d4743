"""Brings the whole index up to date, and compares it with what the apps say now."""

# ruff: noqa: S608  (only our own names and placeholders are put together; values never)

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import F

from community.search import indexing, sources
from community.search.curation.services import settle_all
from community.search.engines import engine_for
from community.search.engines.contract import TABLE
from community.search.models import (
    PASSAGE_BITS,
    SearchDocument,
    SearchExtent,
    SearchPassage,
    SearchSignature,
    SearchSubject,
    SearchWord,
)

BATCH = 500
Tell = Callable[[str, int, int], None]
"""Hears a type, how many objects of it are done, and how many of them had changed."""


@dataclass
class Report:
    """What a run found."""

    seen: int = 0
    written: int = 0
    removed: int = 0
    rows_missing: int = 0
    rows_left_over: int = 0
    words_wrong: int = 0

    @property
    def differences(self) -> int:
        """How much was not as it should be."""
        return (
            self.written + self.removed + self.rows_missing + self.rows_left_over + self.words_wrong
        )


def update(tell: Tell) -> Report:
    """Write what changed, take out what is gone; an interrupted run goes on where it was.

    Objects are read in streams and written in batches, each in its own transaction.
    """
    report = Report()
    for type_, projection in sorted(sources.projections().items()):
        done = changed = 0
        for batch in sources.batches(sources.keys_of(projection), BATCH):
            changed += indexing.write(batch, sources.read)
            done += len(batch)
            tell(type_, done, changed)
        report.seen += done
        report.written += changed
    report.removed = _remove_gone()
    # What editors wrote is read by the same analysis, and follows it.
    settle_all()
    return report


def check(tell: Tell) -> Report:
    """Compare projections, passages, the engine's rows and the words; repair what differs."""
    missing, left_over = _mend_rows()
    report = update(tell)
    report.rows_missing, report.rows_left_over = missing, left_over
    report.words_wrong = _mend_words()
    return report


def empty() -> None:
    """Forget everything, so that the next run writes all of it."""
    with transaction.atomic():
        engine = engine_for(connection)
        engine.install()
        engine.clear()
        SearchPassage.objects.all().delete()
        SearchDocument.objects.all().delete()
        SearchSignature.objects.all().delete()
        SearchWord.objects.all().delete()
        SearchExtent.objects.all().delete()
        SearchSubject.objects.update(digest="", revision=F("revision") + 1)


def _remove_gone() -> int:
    """Ask again for every object that has documents; those that nobody knows lose them."""
    removed = 0
    known = sources.projections()
    for type_ in SearchSubject.objects.values_list("type", flat=True).distinct().order_by("type"):
        projection = known.get(type_)
        held = SearchSubject.objects.filter(type=type_).exclude(digest="")
        if projection is not None:
            held = held.exclude(object_id__in=projection.queryset().order_by().values("pk"))
        keys = [(type_, pk) for pk in held.values_list("object_id", flat=True)]
        for batch in sources.batches(iter(keys), BATCH):
            removed += indexing.write(batch, sources.read)
    return removed


def _mend_rows() -> tuple[int, int]:
    """Let objects whose passages the engine lacks be written anew; drop rows without passage."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT COUNT(*) FROM {TABLE} WHERE rowid NOT IN (SELECT id FROM"
            " community_searchpassage)"
        )
        left_over = cursor.fetchone()[0]
        if left_over:
            cursor.execute(
                f"DELETE FROM {TABLE} WHERE rowid NOT IN (SELECT id FROM community_searchpassage)"
            )
        cursor.execute(
            f"SELECT id >> {PASSAGE_BITS} FROM community_searchpassage"
            f" WHERE id NOT IN (SELECT rowid FROM {TABLE})"
        )
        lacking = [row[0] for row in cursor.fetchall()]
        SearchSubject.objects.filter(documents__in=set(lacking)).update(digest="?")
    return len(lacking), left_over


def _mend_words() -> int:
    """Count all words anew; write the counts if they differ. Returns how many were wrong."""
    with transaction.atomic():
        engine_for(connection).line_up()
        ledger = indexing.Ledger()
        for audience, analysed in _analysed_documents():
            ledger.enter(audience, analysed, sign=1)
        right = Counter(
            {
                (name, word.written, word.stem): count
                for name, words in ledger.words.items()
                for word, count in words.items()
            }
        )
        stored = SearchWord.objects.values_list("audience", "word", "stem", "passages")
        held = {(name, word, stem): count for name, word, stem, count in stored.iterator()}
        wrong = sum(right.get(key) != held.get(key) for key in right.keys() | held.keys())
        extents = {e.audience: (e.passages, e.stems) for e in SearchExtent.objects.all()}
        wrong += sum(
            extents.get(name, (0, 0)) != (ledger.passages[name], ledger.stems[name])
            for name in extents.keys() | ledger.passages.keys()
        )
        if wrong:
            SearchWord.objects.all().delete()
            SearchExtent.objects.all().delete()
            ledger.settle()
    return wrong


def _analysed_documents() -> Iterator[tuple[list[str], indexing.Analysed]]:
    documents = SearchDocument.objects.prefetch_related("passages").order_by("pk")
    for document in documents.iterator(chunk_size=500):
        pieces = [(passage.heading, passage.text) for passage in document.passages.all()]
        yield document.audience, indexing.analysed(document.title, pieces, document.language)
