"""Writes about themes: two that mean the same become one, wherever they are used."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey
from wagtail.models import Revision, RevisionMixin

from community.core.errors import Refused
from community.search.services import reindex_theme
from community.themes.models import Theme
from community.themes.selectors import references


class SameTheme(Refused):
    """A theme cannot be merged into itself."""


def merge_themes(kept: Theme, *, merged: Theme) -> int:
    """Move everything sorted under `merged` to `kept`, then delete `merged`; returns how much.

    Every table that points to a theme follows, whichever app it belongs to, and drafts as well.
    What had both themes keeps one. The merged theme's names, words and address become other words
    of the one that is kept, so that searches and old links still lead somewhere.
    """
    if kept.pk == merged.pk:
        raise SameTheme(_("Choose another theme: this one cannot be merged into itself."))
    with transaction.atomic():
        moved = sum(_move(field, kept, merged) for field in references())
        for field in references():
            _rewrite_drafts(field, kept, merged)
        kept.aliases = "\n".join(_all_words(kept, merged))
        kept.save()
        reindex_theme(merged.slug)
        merged.delete()
    return moved


def _all_words(kept: Theme, merged: Theme) -> list[str]:
    words = [*kept.alias_list, merged.name, merged.name_en, merged.slug, *merged.alias_list]
    known = {kept.name.casefold(), kept.name_en.casefold(), ""}
    found = []
    for word in words:
        if word.casefold() not in known:
            known.add(word.casefold())
            found.append(word)
    return found


def _move(field: "models.ForeignKey[Any, Any]", kept: Theme, merged: Theme) -> int:
    # Row by row, so that whoever follows a row's lifecycle (search, references) hears of it.
    rows = list(field.model._base_manager.select_for_update().filter(**{field.name: merged.pk}))
    for row in rows:
        setattr(row, field.name, kept)
        try:
            row.validate_unique()
            row.validate_constraints()
        except ValidationError:
            row.delete()
        else:
            row.save(update_fields=[field.name])
    return len(rows)


def _rewrite_drafts(field: "models.ForeignKey[Any, Any]", kept: Theme, merged: Theme) -> None:
    """Let revisions that may yet be published name the theme that is kept."""
    parental = next((f for f in field.model._meta.fields if isinstance(f, ParentalKey)), None)
    owner = parental.related_model if parental else field.model
    if not issubclass(owner, RevisionMixin):
        return
    accessor = parental.remote_field.get_accessor_name() if parental else ""
    latest = owner._base_manager.exclude(latest_revision=None).values("latest_revision")
    for revision in Revision.objects.filter(pk__in=latest).iterator(chunk_size=100):
        content = dict(revision.content)
        rows = content.get(accessor, []) if accessor else [content]
        if not any(row.get(field.name) == merged.pk for row in rows):
            continue
        for row in rows:
            if row.get(field.name) == merged.pk:
                row[field.name] = kept.pk
        if accessor:
            content[accessor] = list({row[field.name]: row for row in reversed(rows)}.values())
        Revision.objects.filter(pk=revision.pk).update(content=content)
