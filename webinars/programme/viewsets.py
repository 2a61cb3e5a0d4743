"""Series and sessions in the CMS; what is saved there reaches those who are registered."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from community.members.models import Member
from webinars.programme.announcing import facts, settle
from webinars.programme.models import Series, Webinar


class WebinarForm(WagtailAdminModelForm):
    """Saves a session and lets the people who are registered know what changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Asked before the form's values are laid on the instance.
        self.before = facts(self.instance) if self.instance.pk else None

    def save(self, commit: bool = True) -> Webinar:
        """Save everything, then settle it."""
        webinar: Webinar = super().save(commit=commit)
        if commit:
            settle(webinar, before=self.before)
        return webinar


def _pair(name: str) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(f"{name}_fr"), FieldPanel(f"{name}_en")])


class SeriesViewSet(SnippetViewSet):
    """The series."""

    model = Series
    icon = "list-ul"
    menu_label = _("Series")
    list_display = ["__str__", "recurrence", "minutes", "is_open"]
    list_filter = ["is_open"]
    search_fields = ["title_fr", "title_en", "slug"]
    panels = [
        _pair("title"),
        FieldPanel("slug"),
        _pair("summary"),
        FieldRowPanel(
            [FieldPanel("recurrence"), FieldPanel("starts_at_time"), FieldPanel("minutes")]
        ),
        FieldPanel("is_open"),
        InlinePanel("hosts", [FieldPanel("organisation")], label=_("Held by")),
    ]


class WebinarViewSet(SnippetViewSet):
    """The sessions, with who speaks."""

    model = Webinar
    icon = "calendar"
    menu_label = _("Sessions")
    list_display = ["__str__", "series", "starts_at", "state"]
    list_filter = ["state", "series", "language", "audience"]
    search_fields = ["title_fr", "title_en", "slug"]
    ordering = ["-starts_at"]
    list_per_page = 30
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    _pair("title"),
                    FieldRowPanel([FieldPanel("slug"), FieldPanel("series")]),
                    _pair("summary"),
                    _pair("description"),
                    FieldPanel("themes"),
                    FieldPanel("territory"),
                    InlinePanel("hosts", [FieldPanel("organisation")], label=_("Held by")),
                    FieldRowPanel([FieldPanel("audience"), FieldPanel("audience_organisation")]),
                ],
                heading=_("What it is about"),
            ),
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("starts_at"), FieldPanel("minutes")]),
                    FieldRowPanel([FieldPanel("state"), FieldPanel("language")]),
                    FieldPanel("join_link"),
                    FieldRowPanel([FieldPanel("capacity_online"), FieldPanel("capacity_on_site")]),
                    _pair("place"),
                    FieldPanel("is_recorded"),
                ],
                heading=_("When and where"),
                help_text=_("Those who are registered are told when hour, place or state change."),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "speakers",
                        [
                            FieldRowPanel([FieldPanel("member"), FieldPanel("name")]),
                            _pair("role"),
                            FieldPanel("consented_on"),
                        ],
                        label=_("Speaker"),
                    )
                ],
                heading=_("Who speaks"),
            ),
        ],
        base_form_class=WebinarForm,
    )


class SpeakerChooserViewSet(ChooserViewSet):
    """Chooses a member by name."""

    model = Member
    icon = "user"
    choose_one_text = _("Choose a member")
    choose_another_text = _("Choose another member")
    per_page = 15
    create_action_label = None
