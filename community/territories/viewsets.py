"""Territories in the CMS, for animators."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from community.core.cms import CarefulDeleteView
from community.territories.models import Territory


class TerritoryViewSet(ModelViewSet):
    """The tree of places; a code never changes once it stands in addresses."""

    model = Territory
    icon = "globe"
    menu_order = 300
    add_to_reference_index = False
    delete_view_class = CarefulDeleteView
    copy_view_enabled = False
    list_display = [
        "name_fr",
        "code",
        "kind",
        Column("parent", label=_("Part of"), accessor="parent.name_fr"),
    ]
    list_filter = ["kind"]
    search_fields = ["name_fr", "name_en", "code"]
    list_per_page = 50
    panels = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("kind")]),
        MultiFieldPanel([FieldPanel("name_fr"), FieldPanel("name_en")], heading=_("Name")),
        FieldPanel("parent"),
        FieldRowPanel([FieldPanel("column"), FieldPanel("row")], heading=_("On the tile map")),
    ]
