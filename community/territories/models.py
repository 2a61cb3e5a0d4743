"""Territories in a tree of three levels, each with its cell on the tile map."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class TerritoryKind(models.TextChoices):
    """The levels, from the widest."""

    COUNTRY = "country", _("Country")
    REGION = "region", _("Region")
    DEPARTMENT = "department", _("Department")


class TerritoryQuerySet(models.QuerySet["Territory"]):
    """Verbs of territories."""

    def within(self, territory: "Territory") -> "TerritoryQuerySet":
        """Keep the territory itself and everything beneath it."""
        return self.filter(
            models.Q(pk=territory.pk)
            | models.Q(parent=territory.pk)
            | models.Q(parent__parent=territory.pk)
        )


class Territory(models.Model):
    """A place of the network; `code` is stable and stands in addresses and imports."""

    code = models.SlugField(_("code"), max_length=8, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=TerritoryKind.choices)
    name_fr = models.CharField(_("name in French"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
    )
    column = models.PositiveSmallIntegerField(_("column on the tile map"), null=True, blank=True)
    row = models.PositiveSmallIntegerField(_("row on the tile map"), null=True, blank=True)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        constraints = [
            models.UniqueConstraint(
                fields=["column", "row"],
                name="community_territory_one_per_cell",
                condition=models.Q(column__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language being shown."""
        return self.name_en if get_language() == "en" and self.name_en else self.name_fr
