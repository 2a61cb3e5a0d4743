"""The box in the CMS: facilitators with their qualifications; the weights are a setting."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from community.core.context import reader_of
from community.core.roles import Role
from mentoring.facilitators.models import Facilitator
from mentoring.facilitators.services import enrol


class FacilitatorViewSet(SnippetViewSet):
    """Facilitators, their capacity and what they are qualified in."""

    model = Facilitator
    icon = "group"
    menu_label = _("Facilitators")
    menu_order = 320
    add_to_admin_menu = True
    list_display = ["__str__", "capacity", "paused_until", "is_active"]
    list_filter = ["is_active", "territories"]
    search_fields = ["member__name", "pitch_fr", "pitch_en"]
    list_per_page = 50
    panels = [
        MultiFieldPanel([FieldPanel("member"), FieldPanel("is_active")], heading=_("Who")),
        MultiFieldPanel(
            [FieldPanel("pitch_fr"), FieldPanel("pitch_en"), FieldPanel("themes")],
            heading=_("What they offer"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("languages"),
                FieldPanel("formats"),
                FieldPanel("territories"),
                FieldRowPanel([FieldPanel("capacity"), FieldPanel("available_from")]),
                FieldRowPanel([FieldPanel("paused_at"), FieldPanel("paused_until")]),
            ],
            heading=_("Where, how and how much"),
        ),
        InlinePanel("qualifications", heading=_("Qualifications"), label=_("Qualification")),
        MultiFieldPanel(
            [FieldPanel("avoided_members"), FieldPanel("avoided_organisations")],
            heading=_("Not to be suggested to"),
        ),
    ]


register_snippet(FacilitatorViewSet)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def follow_facilitator(_request: HttpRequest, instance: Any) -> None:
    """Give the role, and let ranking and search follow what was edited here."""
    if isinstance(instance, Facilitator):
        enrol(instance.member)


class BoardItem(MenuItem):
    """The board lies on the site; animators find it from here too."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to animators alone."""
        return bool(reader_of(request).has_role(Role.ANIMATOR))

    @property
    def url(self) -> str:
        """The address in the language being shown."""
        return reverse("mentoring:board")

    @url.setter
    def url(self, _value: str) -> None:
        """Wagtail sets one on start, before there is a language."""


@hooks.register("register_admin_menu_item")
def board_item() -> MenuItem:
    """Add the board to the CMS's menu."""
    return BoardItem(_("The board of needs"), "", name="needs", icon_name="tasks", order=310)
