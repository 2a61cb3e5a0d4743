"""A collection of golden rules and its entries; the collection numbers them from one on."""

from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from community.core.languages import languages, main_language
from knowledge.cards.enums import RuleDomain
from knowledge.cards.models import CardPage


class RuleCollection(ClusterableModel):
    """Golden rules of one domain and language, which print as one poster."""

    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(_("address"), max_length=60)
    language = models.CharField(
        _("language"), max_length=5, choices=languages, default=main_language
    )
    domain = models.CharField(_("domain"), max_length=15, choices=RuleDomain.choices)
    introduction = models.CharField(
        _("introduction"),
        max_length=250,
        blank=True,
        help_text=_("One sentence: when these rules help."),
    )

    class Meta:
        ordering = ["language", "pk"]
        verbose_name = _("collection of golden rules")
        verbose_name_plural = _("collections of golden rules")
        constraints = [
            models.UniqueConstraint(fields=["language", "slug"], name="knowledge_rules_address")
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the entries with the collection, and number them in their new order."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            RuleEntry.objects.renumber(self.pk)


class RuleEntryManager(models.Manager["RuleEntry"]):
    """Verbs of entries."""

    @transaction.atomic
    def renumber(self, collection_id: int) -> None:
        """Number a collection's entries from one on, and say it to their cards.

        One at a time for a collection. Numbers are taken away before others get them, so that
        none stands twice at any moment.
        """
        locked = RuleCollection.objects.select_for_update().filter(pk=collection_id).first()
        if locked is None:
            return
        rows = self.filter(collection=locked).order_by(F("sort_order").asc(nulls_last=True), "pk")
        entries = list(rows)
        moved = [
            (number, entry)
            for number, entry in enumerate(entries, start=1)
            if (entry.number, entry.sort_order) != (number, number)
        ]
        self.filter(pk__in=[entry.pk for _number, entry in moved]).update(number=None)
        for number, entry in moved:
            self.filter(pk=entry.pk).update(number=number, sort_order=number)
        for number, entry in enumerate(entries, start=1):
            cards = CardPage.objects.filter(pk=entry.card_id)
            cards.exclude(rule_number=number, rule_domain=locked.domain).update(
                rule_number=number, rule_domain=locked.domain
            )


class RuleEntry(Orderable):
    """A rule's place in its collection; a card is in one collection."""

    collection = ParentalKey(RuleCollection, on_delete=models.CASCADE, related_name="entries")
    card = models.OneToOneField(
        "knowledge.CardPage",
        verbose_name=_("card"),
        on_delete=models.CASCADE,
        related_name="rule_entry",
        limit_choices_to={"kind": "golden_rule"},
    )
    collection_id: int
    card_id: int
    number = models.PositiveSmallIntegerField(_("number"), null=True, editable=False)
    """Nothing only while the collection numbers anew."""

    objects = RuleEntryManager()

    class Meta(Orderable.Meta):
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "number"], name="knowledge_rule_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.card_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Leave the number to the collection: what a form read may have been given away since."""
        self.number = None
        super().save(*args, **kwargs)
