"""Replays in the CMS: chosen, reviewed, published."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet
from wagtailmedia.edit_handlers import MediaChooserPanel

from webinars.replays.models import Replay
from webinars.replays.services import missing_for, publish, withdraw


class ReplayForm(WagtailAdminModelForm):
    """Lets a replay be seen only when nothing is missing, and says what is."""

    is_public = forms.BooleanField(
        label=_("Reviewed: let its audience watch it"),
        required=False,
        help_text=_(
            "Needs captions in the language spoken and every speaker’s consent. Those who were "
            "registered are told."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_public"].initial = self.instance.is_published

    def clean(self) -> dict[str, Any]:
        """Refuse what must not be seen yet."""
        data: dict[str, Any] = super().clean()
        webinar, recording = data.get("webinar"), data.get("recording")
        if data.get("is_public") and webinar and recording:
            for reason in missing_for(webinar, recording):
                self.add_error("is_public", reason)
        return data

    def save(self, commit: bool = True) -> Replay:
        """Save it, and publish or withdraw it."""
        replay: Replay = super().save(commit=commit)
        if commit:
            if self.cleaned_data["is_public"]:
                publish(replay, by=self.for_user)
            elif replay.is_published:
                withdraw(replay)
        return replay


class ReplayViewSet(SnippetViewSet):
    """The replays."""

    model = Replay
    icon = "media"
    menu_label = _("Replays")
    list_display = ["__str__", "recording", "published_at"]
    list_filter = ["webinar__series"]
    edit_handler = ObjectList(
        [
            FieldPanel("webinar"),
            MediaChooserPanel("recording"),
            MultiFieldPanel(
                [FieldPanel("is_public"), FieldPanel("is_downloadable")], heading=_("Who watches")
            ),
        ],
        base_form_class=ReplayForm,
    )
