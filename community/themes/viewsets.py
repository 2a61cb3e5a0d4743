"""Themes in the CMS: the vocabulary, and two words for one thing made one."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry

from community.core.cms import NamesInOrder
from community.themes.models import Theme
from community.themes.selectors import themes_with_uses, uses_of
from community.themes.services import merge_themes


class MergeForm(forms.Form):
    """Asks which theme is kept."""

    kept = forms.ModelChoiceField(
        label=gettext_lazy("Merge into"),
        queryset=Theme.objects.none(),
        help_text=gettext_lazy(
            "Everything moves there; the names of the merged theme become other words of it."
        ),
    )

    def __init__(self, *args: Any, merged: Theme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"].queryset = Theme.objects.exclude(pk=merged.pk)  # type: ignore[attr-defined]


class ThemeIndexView(NamesInOrder, IndexView):
    """The list, with how much is sorted under each theme."""

    def get_base_queryset(self) -> QuerySet[Theme]:
        """Return the vocabulary with its uses."""
        return themes_with_uses()

    def get_list_more_buttons(self, instance: Theme) -> list[Any]:
        """Add merging for those who may delete."""
        buttons = super().get_list_more_buttons(instance)
        if self.user_has_permission("delete"):
            url = reverse("theme:merge", args=[instance.pk])
            buttons.append(MenuItem(_("Merge"), url=url, icon_name="resubmit", priority=25))
        return buttons


class ThemeEditView(EditView):
    """One theme, with merging among its actions."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """Add merging for those who may delete."""
        buttons = list(super().header_more_buttons)
        if self.user_has_permission("delete"):
            url = reverse("theme:merge", args=[self.object.pk])
            buttons.append(
                Button(_("Merge into another"), url=url, icon_name="resubmit", priority=30)
            )
        return buttons


def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask where to, say how much moves, and merge."""
    if not policy_registry.get_by_type(Theme).user_has_permission(request.user, "delete"):
        raise PermissionDenied
    merged = get_object_or_404(Theme, pk=pk)
    form = MergeForm(request.POST or None, merged=merged)
    if request.method == "POST" and form.is_valid():
        kept = form.cleaned_data["kept"]
        moved = merge_themes(kept, merged=merged)
        messages.success(
            request,
            _("“%(merged)s” is now part of “%(kept)s”; moved: %(moved)s.")
            % {"merged": merged, "kept": kept, "moved": moved},
        )
        return redirect("theme:edit", kept.pk)
    title = _("Merge “%s”") % merged
    context = {
        "form": form,
        "merged": merged,
        "uses": uses_of(merged),
        "page_title": title,
        "header_title": title,
        "header_icon": "resubmit",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("theme:index"), "label": capfirst(Theme._meta.verbose_name_plural)},
            {"url": reverse("theme:edit", args=[merged.pk]), "label": str(merged)},
            {"url": "", "label": _("Merge")},
        ],
    }
    return TemplateResponse(request, "community/themes/theme_merge.html", context)


class ThemeViewSet(ModelViewSet):
    """The one vocabulary that everything is sorted by."""

    model = Theme
    icon = "tag"
    menu_order = 100
    add_to_reference_index = False
    index_view_class = ThemeIndexView
    edit_view_class = ThemeEditView
    copy_view_enabled = False
    list_display = [
        "name",
        "name_en",
        Column("uses", label=gettext_lazy("Used"), accessor="uses", sort_key="uses"),
        "slug",
    ]
    search_fields = ["name", "name_en", "aliases"]
    list_per_page = 50
    panels = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]), FieldPanel("slug")],
            heading=gettext_lazy("Name"),
        ),
        MultiFieldPanel(
            [FieldPanel("description_fr"), FieldPanel("description_en")],
            heading=gettext_lazy("What it covers"),
        ),
        FieldPanel("aliases"),
    ]

    def get_urlpatterns(self) -> list[Any]:
        """Add merging."""
        return [*super().get_urlpatterns(), path("merge/<int:pk>/", merge, name="merge")]
