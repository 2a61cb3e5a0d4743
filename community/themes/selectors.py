"""Reads of themes: where they are, and how much is sorted under them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.text import slugify

from community.core.sorting import InOrder, by_name
from community.themes.models import Theme


def theme_at(slug: str) -> Theme | None:
    """Return the theme of that address, or the one that a theme of that address was merged into."""
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    if slug in themes:
        return themes[slug]
    return next(
        (theme for theme in themes.values() if slug in map(slugify, theme.alias_list)), None
    )


def themes_in_order() -> list[Theme]:
    """Return the vocabulary in the order of its names in the language being shown."""
    return by_name(Theme.objects.all())


def references() -> Iterator[Any]:
    """Yield every foreign key of any app that points to a theme."""
    for relation in Theme._meta.get_fields(include_hidden=True):
        is_foreign_key = relation.auto_created and (relation.one_to_many or relation.one_to_one)
        if is_foreign_key and not relation.concrete:
            yield relation.field


def uses_of(theme: Theme) -> int:
    """Return how many rows of any app are sorted under the theme."""
    return sum(
        field.model._base_manager.filter(**{field.name: theme.pk}).count() for field in references()
    )


def themes_with_uses() -> QuerySet[Theme]:
    """Return the vocabulary, each theme with `uses`: how many rows of any app point to it."""
    total: Any = Value(0)
    for field in references():
        counted = (
            field.model._base_manager.filter(**{field.name: OuterRef("pk")})
            .order_by()
            .values(field.name)
            .annotate(number=Count("pk"))
            .values("number")
        )
        total += Coalesce(Subquery(counted), 0)
    return Theme.objects.annotate(uses=total).order_by(InOrder("name"))
