"""Organisations in the CMS: the list, and the register's import with a look before it leaps."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Count, F, QuerySet
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from community.core.cms import CarefulDeleteView, NamesInOrder
from community.core.sorting import InOrder
from community.organisations.cms_import import can_import, import_view
from community.organisations.models import Organisation, OrganisationKind, OrganisationQuerySet
from community.organisations.register import KNOWN
from community.territories.models import Territory, TerritoryKind


class OrganisationFilterSet(WagtailFilterSet):
    """Narrows the list by kind, region and whether it is still open."""

    kind = django_filters.ChoiceFilter(label=gettext_lazy("Kind"), choices=OrganisationKind.choices)
    region = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Region"),
        queryset=Territory.objects.filter(kind=TerritoryKind.REGION).order_by(InOrder("name_fr")),
        method="within",
    )
    closed = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[
            ("no", pgettext_lazy("organisation", "Open")),
            ("yes", pgettext_lazy("organisation", "Closed")),
        ],
        method="by_state",
    )

    class Meta:
        model = Organisation
        fields: list[str] = []

    def within(
        self, found: OrganisationQuerySet, _name: str, region: Territory
    ) -> OrganisationQuerySet:
        """Keep those in a region or one of its departments."""
        return found.filter(territory__in=Territory.objects.within(region))

    def by_state(self, found: OrganisationQuerySet, _name: str, state: str) -> OrganisationQuerySet:
        """Keep those that are open, or those that have closed."""
        return found.filter(closed_on__isnull=state == "no")


class OrganisationIndexView(NamesInOrder, IndexView):
    """The list, with the way to the import."""

    def get_base_queryset(self) -> QuerySet[Organisation]:
        """Return the register with how many members belong to each."""
        return Organisation.objects.select_related("parent", "territory").annotate(
            member_count=Count("members"),
            parent_code=F("parent__code"),
            territory_code=F("territory__code"),
        )

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Add the import for those who may write."""
        buttons = list(super().header_buttons)
        if can_import(self.request.user):
            buttons.append(
                HeaderButton(
                    _("Import the register"),
                    url=reverse("organisation:import"),
                    icon_name="upload",
                )
            )
        return buttons


class OrganisationViewSet(ModelViewSet):
    """The network's register. Its export has the columns that its import reads."""

    model = Organisation
    icon = "home"
    menu_order = 200
    add_to_reference_index = False
    index_view_class = OrganisationIndexView
    delete_view_class = CarefulDeleteView
    copy_view_enabled = False
    filterset_class = OrganisationFilterSet
    list_display = [
        "name",
        "code",
        "kind",
        Column(
            "territory",
            label=gettext_lazy("Territory"),
            accessor="territory",
            sort_key="territory__name_fr",
        ),
        "city",
        Column(
            "member_count",
            label=gettext_lazy("Members"),
            accessor="member_count",
            sort_key="member_count",
        ),
    ]
    search_fields = ["name", "city", "code"]
    ordering = [InOrder("name"), "code"]
    list_per_page = 50
    list_export = [
        "code",
        "name",
        "kind",
        "parent_code",
        "territory_code",
        "city",
        "website",
        "closed_on",
    ]
    export_headings = dict(zip(list_export, KNOWN, strict=True))
    export_filename = "register"
    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldRowPanel([FieldPanel("code"), FieldPanel("kind")])],
            heading=gettext_lazy("In the register"),
        ),
        FieldPanel("parent"),
        FieldRowPanel([FieldPanel("territory"), FieldPanel("city")]),
        FieldPanel("website"),
        FieldPanel("closed_on"),
    ]

    def get_urlpatterns(self) -> list[Any]:
        """Add the import."""
        return [*super().get_urlpatterns(), path("import/", import_view, name="import")]


class SearchForm(BaseFilterForm):
    """Finds an organisation by name, town or code in a chooser."""

    q = forms.CharField(label=gettext_lazy("Name or town"), required=False)

    def filter(self, objects: OrganisationQuerySet) -> OrganisationQuerySet:
        """Keep what matches."""
        objects = super().filter(objects)
        text = self.cleaned_data.get("q", "")
        self.is_searching, self.search_query = bool(text), text
        return objects.matching(text) if text else objects


class ShowsTowns:
    """Searches by `SearchForm` and shows what tells namesakes apart."""

    filter_form_class = SearchForm

    @property
    def columns(self) -> list[Any]:
        """Add town and code."""
        return [
            *super().columns,  # type: ignore[misc]
            Column("city", label=_("City"), accessor="city"),
            Column("code", label=_("Code"), accessor="code"),
        ]


class OrganisationChooseView(ShowsTowns, ChooseView):
    """The chooser's window."""


class OrganisationChooseResultsView(ShowsTowns, ChooseResultsView):
    """The chooser's list alone."""


class OrganisationChooserViewSet(ChooserViewSet):
    """Chooses one of several hundred, in every form of the CMS that names an organisation."""

    model = Organisation
    icon = "home"
    choose_one_text = gettext_lazy("Choose an organisation")
    choose_another_text = gettext_lazy("Choose another organisation")
    edit_item_text = gettext_lazy("Edit this organisation")
    choose_view_class = OrganisationChooseView
    choose_results_view_class = OrganisationChooseResultsView
    per_page = 15
