"""What can be found, kept in the site's own database: the truth that every engine follows.

An object (`SearchSubject`) has a document in each language, a document has passages. What filters
and facets need is interned in a signature, so that an engine filters and counts small numbers.
Words are counted for each audience: nobody learns from a suggestion what others may read.
"""

from typing import Final

from django.db import models

PASSAGE_BITS: Final = 12
"""A passage's key is its document's, shifted, plus its position: grouping needs no join."""
MAX_PASSAGES: Final = 1 << PASSAGE_BITS


class SearchSubject(models.Model):
    """An object that was indexed once; it stays, without documents, when the object is gone."""

    type = models.CharField(max_length=30)
    object_id = models.PositiveBigIntegerField()
    revision = models.PositiveBigIntegerField(default=0)
    """Grows by one whenever what can be found of it changes."""
    digest = models.CharField(max_length=40, blank=True)
    """Of its documents and of the analyser, to do nothing when nothing changed."""
    sent_revision = models.PositiveBigIntegerField(default=0)
    """The newest revision that the search server certainly has, where there is one."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["type", "object_id"], name="community_subject_once")
        ]
        indexes = [
            models.Index(
                fields=["id"],
                name="community_subject_pending",
                condition=models.Q(revision__gt=models.F("sent_revision")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.object_id}"


class SearchSignature(models.Model):
    """A combination of facet values and audience that documents share; never changed."""

    key = models.CharField(max_length=40, unique=True)
    facets = models.TextField()
    """JSON: the values by facet. Text, because it is read as it is and parsed once."""

    def __str__(self) -> str:
        return self.facets


class SearchToken(models.Model):
    """One filter that a signature passes: ``audience=members``, ``theme=facilitation``."""

    signature = models.ForeignKey(SearchSignature, on_delete=models.CASCADE, related_name="tokens")
    token = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "signature"], name="community_token_once")
        ]

    def __str__(self) -> str:
        return self.token


class SearchDocument(models.Model):
    """Everything findable of one object in one language."""

    subject = models.ForeignKey(SearchSubject, on_delete=models.CASCADE, related_name="documents")
    signature = models.ForeignKey(SearchSignature, on_delete=models.PROTECT, related_name="+")
    thing = models.BigIntegerField()
    """The same for all versions (translations) of a thing, of which only the best is shown."""
    language = models.CharField(max_length=5)
    title = models.CharField(max_length=255)
    url = models.CharField(max_length=500)
    """Path with its language, without anchor."""
    kind = models.CharField(max_length=30, blank=True)
    themes = models.JSONField(default=list)
    """Slugs."""
    territories = models.JSONField(default=list)
    """Codes, with all that are wider."""
    organisation_id = models.PositiveBigIntegerField(null=True, db_index=True)
    audience = models.JSONField(default=list)
    """The tokens a reader needs one of; see `community.core.reader`."""
    dated_on = models.DateField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    """Of the day, to be counted."""
    weight = models.FloatField(default=1.0)
    """A documented factor of the projection (the stale less, the applied a little more)."""
    extra = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "language"], name="community_document_once")
        ]

    def __str__(self) -> str:
        return self.title


class SearchPassage(models.Model):
    """A card's section, some seconds of a replay, a stop of a trip, a person's evidence."""

    id = models.BigIntegerField(primary_key=True)
    """``document_id << PASSAGE_BITS | position``."""
    document = models.ForeignKey(SearchDocument, on_delete=models.CASCADE, related_name="passages")
    heading = models.CharField(max_length=255, blank=True)
    text = models.TextField()
    anchor = models.CharField(max_length=120, blank=True)
    """What follows the path: ``#section-2`` or ``?t=761``."""
    place = models.CharField(max_length=120, blank=True)
    """Where in the document, for people: ``12:41``, ``2``; empty for the whole."""

    def __str__(self) -> str:
        return f"{self.document_id} {self.place}".strip()


class SearchWord(models.Model):
    """A word that stands in passages of one audience: for rarity, typing mistakes, completion."""

    audience = models.CharField(max_length=60)
    word = models.CharField(max_length=64)
    """In lower case, with its accents."""
    folded = models.CharField(max_length=64, db_index=True)
    backwards = models.CharField(max_length=64, db_index=True)
    """The folded word from its end: a mistake at the beginning is found from there."""
    stem = models.CharField(max_length=64)
    passages = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["audience", "word", "stem"], name="community_word_once")
        ]
        indexes = [models.Index(fields=["stem"], name="community_word_stem")]

    def __str__(self) -> str:
        return self.word


class SearchTitle(models.Model):
    """A title from one of its words on: what begins with that is completed while one types."""

    document = models.ForeignKey(SearchDocument, on_delete=models.CASCADE, related_name="titles")
    place = models.PositiveSmallIntegerField()
    """Which word it begins with; 0 is the whole title."""
    text = models.CharField(max_length=80, db_index=True)
    """Folded, its words separated by one space."""

    def __str__(self) -> str:
        return self.text


class SearchExtent(models.Model):
    """How much there is to find for one audience."""

    audience = models.CharField(max_length=60, primary_key=True)
    passages = models.PositiveIntegerField()
    stems = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return self.audience


class SearchIndex(models.Model):
    """An index on a search server, from the moment it is begun until it is removed."""

    class State(models.TextChoices):
        """What becomes of an index: built, asked, then no longer written to."""

        BUILDING = "building"
        LIVE = "live"
        RETIRED = "retired"

    server = models.CharField(max_length=200)
    """Whose: the address without its password."""
    name = models.CharField(max_length=120, unique=True)
    version = models.PositiveIntegerField()
    """Of its mapping and of the stems; code of another version leaves it alone."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.BUILDING)
    last_subject = models.PositiveBigIntegerField(default=0)
    """How far the building came; a run that was killed goes on from there."""
    documents = models.PositiveBigIntegerField(default=0)
    """Written by the building."""
    begun_at = models.DateTimeField(auto_now_add=True)
    asked_at = models.DateTimeField(null=True)
    """When a task was asked to send what is pending, until that task begins."""

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"
