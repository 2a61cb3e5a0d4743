"""Collections of golden rules in the CMS."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.snippets.views.snippets import SnippetViewSet

from knowledge.rules.models import RuleCollection


class RuleCollectionViewSet(SnippetViewSet):
    """Golden rules in the order of their poster."""

    model = RuleCollection
    icon = "list-ol"
    menu_label = _("Golden rules")
    menu_order = 335
    add_to_admin_menu = True
    list_display = ["__str__", "language", "domain"]
    list_filter = ["language", "domain"]
    search_fields = ["title"]
    panels = [
        FieldPanel("title"),
        FieldPanel("introduction"),
        FieldRowPanel([FieldPanel("language"), FieldPanel("domain")]),
        FieldPanel("slug"),
        InlinePanel(
            "entries",
            heading=_("Rules"),
            label=_("Rule"),
            panels=[FieldPanel("card")],
            help_text=_("Their order gives their numbers: move them up or down, or drag them."),
        ),
    ]
