"""Themes on taggit: one vocabulary in two languages, with other words for each."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from community.core.sorting import InOrder


class Theme(TagBase):
    """A subject; `name` is the French one, `slug` is stable and stands in addresses."""

    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    description_fr = models.CharField(_("what it covers, in French"), max_length=250, blank=True)
    description_en = models.CharField(_("what it covers, in English"), max_length=250, blank=True)
    aliases = models.TextField(
        _("other words"),
        blank=True,
        help_text=_("One per line, in any language. Who types one of them finds this theme."),
    )

    free_tagging = False

    class Meta:
        ordering = [InOrder("name"), "pk"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language being shown."""
        return self.name_en if get_language() == "en" and self.name_en else self.name

    @property
    def description(self) -> str:
        """What it covers, in the language being shown."""
        return self.description_en if get_language() == "en" else self.description_fr

    @property
    def alias_list(self) -> list[str]:
        """The other words, without empty lines."""
        return [line.strip() for line in self.aliases.splitlines() if line.strip()]


class ThemedItemBase(ItemBase):
    """What a model's own through table of themes stands on (one table a model: its own index)."""

    tag = models.ForeignKey(
        "community.Theme", on_delete=models.CASCADE, related_name="%(app_label)s_%(class)s_items"
    )

    class Meta:
        abstract = True
