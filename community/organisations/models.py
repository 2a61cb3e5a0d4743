"""The establishments of a network and the bodies attached to them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.core.sorting import InOrder
from community.territories.models import Territory


class OrganisationKind(models.TextChoices):
    """What an establishment is to the network."""

    CONTINUING = "continuing", _("Continuing-education establishment")
    APPRENTICESHIP = "apprenticeship", _("Apprentice centre")
    ATTACHED = "attached", _("Attached training body")
    PARTNER = "partner", _("Partner")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Verbs of organisations."""

    def open(self) -> "OrganisationQuerySet":
        """Keep those that have not closed."""
        return self.filter(closed_on__isnull=True)

    def matching(self, text: str) -> "OrganisationQuerySet":
        """Keep those with the text in their name or city, or as their code."""
        return self.filter(
            models.Q(name__icontains=text)
            | models.Q(city__icontains=text)
            | models.Q(code__iexact=text)
        )


class Organisation(models.Model):
    """An establishment; `code` is its number in the network's register and never changes."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=150)
    kind = models.CharField(_("kind"), max_length=15, choices=OrganisationKind.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("attached to"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attached",
    )
    territory: "models.ForeignKey[Territory | None, Territory | None]" = models.ForeignKey(
        "community.Territory",
        verbose_name=_("territory"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
    )
    city = models.CharField(_("city"), max_length=100, blank=True)
    website = models.URLField(_("website"), blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = [InOrder("name"), "code"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        indexes = [models.Index(fields=["kind", "name"], name="community_org_kind_name")]

    def __str__(self) -> str:
        return self.name
