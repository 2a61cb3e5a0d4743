"""What a card in another language was made from, and up to where it follows that card."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.members.models import Member

if TYPE_CHECKING:
    from knowledge.cards.models import CardPage


class CardTranslation(models.Model):
    """A variant's tie to its source.

    The text of the source is kept as it stood when both last said the same: a revision alone would
    not do, for Wagtail lets operators purge old ones.
    """

    card = models.OneToOneField(
        "knowledge.CardPage", on_delete=models.CASCADE, related_name="translation", primary_key=True
    )
    source: "models.ForeignKey[CardPage | None, CardPage | None]" = models.ForeignKey(
        "knowledge.CardPage", on_delete=models.SET_NULL, null=True, related_name="variants"
    )
    """Nothing once the source is deleted."""
    source_id: int | None
    source_title = models.CharField(max_length=255)
    revision = models.ForeignKey(
        "wagtailcore.Revision", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    """Which revision of the source it was last reconciled with."""
    text = models.JSONField(default=list)
    """What that revision said: see `translations.parts`."""
    digest = models.CharField(max_length=32)
    reconciled_at = models.DateTimeField(_("up to date since"))
    reconciled_by: "models.ForeignKey[Member | None, Member | None]" = models.ForeignKey(
        "community.Member", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(_("source changed"), null=True, db_index=True)
    """Since when the published source says something else; nothing while it says the same."""

    class Meta:
        verbose_name = _("card in another language")
        verbose_name_plural = _("cards in another language")

    def __str__(self) -> str:
        return f"{self.card_id} ← {self.source_id}"

    @property
    def is_outdated(self) -> bool:
        """Whether the source says something else by now."""
        return self.changed_at is not None and self.source_id is not None
