"""What members say of a card: what came of it when they applied it, and whether it helped."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.core.audience import Audience
from community.core.languages import languages, main_language
from community.members.models import Member
from community.organisations.models import Organisation
from community.territories.models import Territory
from knowledge.cards.models import CardPage
from knowledge.evidence.enums import Reason, Result


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Verbs of evidence."""

    def about(self, card: CardPage) -> "EvidenceQuerySet":
        """Keep what was said of a card, in whichever language it was read.

        Nothing crosses from a version that others may read.
        """
        found = self.filter(
            thing=card.translation_key, card__live=True, card__audience=card.audience
        )
        if card.audience == Audience.ORGANISATION:
            found = found.filter(card__audience_organisation=card.audience_organisation_id)
        return found


class Evidence(models.Model):
    """What came of a card when a member applied it; a member says it once and may change it."""

    card: "models.ForeignKey[CardPage, CardPage]" = models.ForeignKey(
        "knowledge.CardPage", on_delete=models.CASCADE, related_name="evidence"
    )
    thing = models.UUIDField(db_index=True)
    """The card whatever its language: its translations share this."""
    card_id: int
    member: "models.ForeignKey[Member | None, Member | None]" = models.ForeignKey(
        "community.Member", on_delete=models.SET_NULL, null=True, related_name="evidence"
    )
    member_id: int | None
    result = models.CharField(_("what came of it"), max_length=8, choices=Result.choices)
    sentence = models.CharField(_("in a sentence"), max_length=300, blank=True)
    language = models.CharField(max_length=5, choices=languages, default=main_language)
    applied_on = models.DateField(_("when"))
    territory: "models.ForeignKey[Territory | None, Territory | None]" = models.ForeignKey(
        "community.Territory",
        verbose_name=_("territory"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    organisation: "models.ForeignKey[Organisation | None, Organisation | None]" = models.ForeignKey(
        "community.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    """Where it was applied; empty when the person would rather not say."""
    is_named = models.BooleanField(_("say my name"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["-applied_on", "-pk"]
        verbose_name = _("piece of evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.UniqueConstraint(fields=["thing", "member"], name="knowledge_applied_once")
        ]

    def __str__(self) -> str:
        return f"{self.card_id} {self.result}"


class Opinion(models.Model):
    """Whether a card helped a member, with the reason when it did not."""

    card: "models.ForeignKey[CardPage, CardPage]" = models.ForeignKey(
        "knowledge.CardPage", on_delete=models.CASCADE, related_name="opinions"
    )
    member: "models.ForeignKey[Member, Member]" = models.ForeignKey(
        "community.Member", on_delete=models.CASCADE, related_name="opinions_of_cards"
    )
    card_id: int
    is_helpful = models.BooleanField(_("helpful"))
    reason = models.CharField(_("why not"), max_length=10, choices=Reason.choices, blank=True)
    text = models.CharField(_("what was missing"), max_length=500, blank=True)
    said_on = models.DateField(auto_now=True)

    class Meta:
        ordering = ["-said_on", "-pk"]
        verbose_name = _("opinion of a card")
        verbose_name_plural = _("opinions of cards")
        constraints = [
            models.UniqueConstraint(fields=["card", "member"], name="knowledge_opinion_once"),
            models.CheckConstraint(
                condition=models.Q(is_helpful=True, reason="", text="")
                | (models.Q(is_helpful=False) & ~models.Q(reason="")),
                name="knowledge_reason_when_not_helpful",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card_id} {self.is_helpful}"
