"""Groups of verifiers in the CMS."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from knowledge.freshness.models import VerifierGroup


class VerifierGroupViewSet(SnippetViewSet):
    """Who shares the duty of verifying which cards."""

    model = VerifierGroup
    icon = "group"
    menu_label = _("Verifiers")
    menu_order = 330
    add_to_admin_menu = True
    list_display = ["__str__", "organisation"]
    search_fields = ["name"]
    panels = [
        FieldPanel("name"),
        MultiFieldPanel(
            [FieldPanel("organisation"), FieldPanel("themes")], heading=_("Which cards")
        ),
        InlinePanel(
            "verifiers",
            heading=_("Who verifies them"),
            label=_("Verifier"),
            help_text=_("The cards are dealt among them: nobody has two more than another."),
        ),
    ]
