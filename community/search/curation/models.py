"""Synonyms and pins as editors write them, and the rows by which a question meets them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from community.search.curation.terms import (
    KEY_LENGTH,
    lines_of,
    readings,
    refused_questions,
    refused_terms,
)
from community.search.parsing import LANGUAGES


class SearchSynonym(models.Model):
    """Terms that stand for each other in a question, or that also find others."""

    class Language(models.TextChoices):
        """In which questions and passages the terms count."""

        ALL = "", _("French and English")
        FRENCH = "fr", _("French")
        ENGLISH = "en", _("English")

    terms = models.TextField(
        _("terms"),
        help_text=_(
            "One per line, each of one word or several: an acronym, what it stands for, another "
            "word for the same. Capitals, accents and plurals do not matter."
        ),
    )
    also = models.TextField(
        _("also find"),
        blank=True,
        help_text=_(
            "Leave empty where the terms stand for each other. Otherwise one per line: who asks "
            "for a term above finds these too, and not the other way round."
        ),
    )
    language = models.CharField(
        _("language"),
        max_length=5,
        choices=Language.choices,
        default=Language.ALL,
        blank=True,
        help_text=_("Choose one where a term means something else in the other language."),
    )
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        ordering = ["terms", "pk"]
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("synonyms")

    def __str__(self) -> str:
        left = ", ".join(lines_of(self.terms))
        right = ", ".join(lines_of(self.also))
        return f"{left} → {right}" if right else left

    def clean(self) -> None:
        """Refuse what could not work, saying what to do."""
        errors = refused_terms(self.terms, self.also)
        if not errors:
            errors = self._taken()
        if errors:
            raise ValidationError(errors)

    def _taken(self) -> dict[str, list[str]]:
        """Name the groups that have one of the terms already."""
        named = {
            (reading.language, " ".join(reading.stems)): line
            for line in lines_of(self.terms)
            for reading in readings(line, (self.language,) if self.language else LANGUAGES)
        }
        others = SearchSynonymTerm.objects.filter(
            is_asked=True, stems__in={stems for _language, stems in named}
        )
        found = {
            named[term.language, term.stems]: term.synonym
            for term in others.exclude(synonym=self.pk).select_related("synonym")
            if (term.language, term.stems) in named
        }
        messages = [
            gettext("“%(term)s” is already among the synonyms “%(group)s”. Add the others there.")
            % {"term": term, "group": group}
            for term, group in sorted(found.items())
        ]
        return {"terms": messages} if messages else {}


class SearchSynonymTerm(models.Model):
    """A term in one language, as the search's own analysis reads it; written with its group."""

    synonym = models.ForeignKey(SearchSynonym, on_delete=models.CASCADE, related_name="rows")
    text = models.CharField(max_length=100)
    """As the editors wrote it."""
    first = models.CharField(max_length=64, db_index=True)
    """Its first stem: a question that has it may hold the term."""
    stems = models.CharField(max_length=400)
    """In order, separated by spaces."""
    telling = models.CharField(max_length=400)
    """Those of them that say something."""
    language = models.CharField(max_length=5)
    is_asked = models.BooleanField()
    """Whether a question with it is widened."""
    is_found = models.BooleanField()
    """Whether it is looked for when another term was asked."""

    def __str__(self) -> str:
        return self.text


class SearchSynonymStem(models.Model):
    """A telling stem of a term: how rare it is among what a reader may find is asked with it."""

    term = models.ForeignKey(SearchSynonymTerm, on_delete=models.CASCADE, related_name="+")
    stem = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.stem


class SearchPin(ClusterableModel):
    """Results that editors put first for some questions, perhaps for some time."""

    questions = models.TextField(
        _("questions"),
        help_text=_(
            "One per line, in either language. Small words, capitals, accents, plurals and the "
            "order of words do not matter: “Les CFA ?” is “cfa”."
        ),
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("That day included."))
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        ordering = ["questions", "pk"]
        verbose_name = _("pinned result")
        verbose_name_plural = _("pinned results")

    def __str__(self) -> str:
        return ", ".join(lines_of(self.questions))

    def clean(self) -> None:
        """Refuse what could not work, saying what to do."""
        errors: dict[str, Any] = refused_questions(self.questions)
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            errors["ends_on"] = gettext(
                "This is before the first day. Choose the same day or a later."
            )
        if errors:
            raise ValidationError(errors)


class SearchPinQuestion(models.Model):
    """A question of a pin as it is compared: its telling stems in order of the alphabet."""

    pin = models.ForeignKey(SearchPin, on_delete=models.CASCADE, related_name="rows")
    key = models.CharField(max_length=KEY_LENGTH, db_index=True)

    def __str__(self) -> str:
        return self.key


class SearchPinTarget(Orderable):
    """Something that comes first: whatever the search knows, by its type and key."""

    pin = ParentalKey(SearchPin, on_delete=models.CASCADE, related_name="targets")
    address = models.CharField(
        _("result"),
        max_length=500,
        help_text=_("Begin to type its title and choose it, or paste its address on this site."),
    )
    title = models.CharField(max_length=255, blank=True, editable=False)
    type = models.CharField(max_length=30, editable=False)
    object_id = models.PositiveBigIntegerField(editable=False)

    class Meta(Orderable.Meta):
        verbose_name = _("result")

    def __str__(self) -> str:
        return self.title or self.address
